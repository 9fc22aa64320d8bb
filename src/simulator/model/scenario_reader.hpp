#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/simulator/scenario.hpp"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::simulator {

/// One key of a mapping, and what to do with its value at the path given.
struct Field {
  std::string_view name;
  std::function<void(const YAML::Node&, const std::string&)> read;
};

/// Turns a scenario's YAML into a Scenario, key by key, and collects what is wrong with it.
class ScenarioReader {
 public:
  ScenarioReader(const std::string& text, const std::string& file_name);

  void read(const YAML::Node& root, Scenario& scenario);
  void finding(YAML::Mark mark, const std::string& path, const std::string& message,
               const std::string& hint = "");
  [[nodiscard]] Diagnostics& findings() { return findings_; }

 private:
  void members(const YAML::Node& node, const std::string& path, const std::vector<Field>& fields);

  // Readers of one value each; a value that does not fit is a finding, and the target keeps what it has.
  void text(const YAML::Node& node, const std::string& path, std::string& to);
  void choice(const YAML::Node& node, const std::string& path, std::string& to,
              const std::vector<std::string>& known);
  void texts(const YAML::Node& node, const std::string& path, std::vector<std::string>& to);
  void boolean(const YAML::Node& node, const std::string& path, bool& to);
  void count(const YAML::Node& node, const std::string& path, int& to, int least = 0);
  void seed(const YAML::Node& node, const std::string& path, std::uint64_t& to);
  void real(const YAML::Node& node, const std::string& path, double& to, double max);
  void duration(const YAML::Node& node, const std::string& path, std::chrono::nanoseconds& to);
  void moment(const YAML::Node& node, const std::string& path, std::optional<std::chrono::nanoseconds>& to);

  void credits(const YAML::Node& node, const std::string& path, std::optional<std::int64_t>& to);
  void limits(const YAML::Node& node, const std::string& path, Limits& to);
  void tier(const YAML::Node& node, const std::string& path, TierLimit& to);
  void render(const YAML::Node& node, const std::string& path, RenderTimes& to);
  void render_of(const YAML::Node& node, const std::string& path, std::map<std::string, RenderTimes>& to);
  void timed_designs_are_there(const YAML::Node& root, const Scenario& s);
  void faults(const YAML::Node& node, const std::string& path, std::vector<Fault>& to);
  void fault(const YAML::Node& node, const std::string& path, Fault& to);
  void webhooks(const YAML::Node& node, const std::string& path, WebhookRules& to);
  void ladder(const YAML::Node& node, const std::string& path, std::vector<std::chrono::nanoseconds>& to);
  void designs(const YAML::Node& node, const std::string& path, std::vector<std::string>& to);
  void list(const YAML::Node& node, const std::string& path, std::string& to);
  bool as_json(const YAML::Node& node, const std::string& path, std::string& to);
  bool is_sequence(const YAML::Node& node, const std::string& path);

  FileName file_;
  std::vector<std::string_view> lines_;
  std::size_t nodes_;  ///< how many more may become JSON: several times what the text has without aliases
  Diagnostics findings_;
};

}  // namespace pressrun::simulator
