#pragma once

#include <string>

namespace pressrun::simulator {

/// The text of default_scenario.yaml, put into the program by embed.cmake.
std::string default_scenario_yaml();

}  // namespace pressrun::simulator
