#pragma once

#include <string_view>

namespace pressrun::simulator {

/// The text of default_scenario.yaml, put into the program by embed.cmake.
extern const std::string_view default_scenario_yaml;

}  // namespace pressrun::simulator
