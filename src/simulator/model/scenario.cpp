#include "pressrun/simulator/scenario.hpp"

#include "simulator/model/default_scenario.hpp"
#include "simulator/model/scenario_reader.hpp"

#include <yaml-cpp/yaml.h>

#include <stdexcept>

namespace pressrun::simulator {
namespace {

std::variant<Scenario, Diagnostics> load_over(Scenario scenario, const std::string& text,
                                              const std::string& file_name) {
  ScenarioReader reader{text, file_name};
  try {
    reader.read(YAML::Load(text), scenario);
  } catch (const YAML::Exception& error) {
    reader.finding(error.mark, "", "not YAML: " + error.msg);
  }
  if (reader.findings().items.empty()) return scenario;
  return std::move(reader.findings());
}

Scenario bundled() {
  auto loaded = load_over({}, default_scenario_yaml(), "default_scenario.yaml");
  if (const auto* broken = std::get_if<Diagnostics>(&loaded))
    throw std::logic_error(render(broken->items.front()));
  return std::get<Scenario>(std::move(loaded));
}

}  // namespace

Scenario default_scenario() {
  static const Scenario scenario = bundled();  // simulation tests ask a thousand times
  return scenario;
}

std::variant<Scenario, Diagnostics> load_scenario(const std::string& text, const std::string& file_name) {
  return load_over(default_scenario(), text, file_name);
}

}  // namespace pressrun::simulator
