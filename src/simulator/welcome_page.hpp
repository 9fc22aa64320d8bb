#pragma once

#include "pressrun/simulator/scenario.hpp"

#include <string>

namespace pressrun::simulator {

/// A page for people: what is served, and how to call it.
std::string welcome_page(const Scenario& scenario, const std::string& base_url);

/// The page with the counters as they are now.
std::string with_stats(std::string page, const std::string& stats_json);

}  // namespace pressrun::simulator
