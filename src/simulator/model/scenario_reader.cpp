#include "simulator/model/scenario_reader.hpp"

#include "simulator/model/catalogue.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/projects.hpp"
#include "simulator/model/yaml_json.hpp"

#include <boost/json.hpp>

#include <stdexcept>

// The readers of the scenario's parts.

namespace pressrun::simulator {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

using Node = YAML::Node;
using Path = std::string;

}  // namespace

ScenarioReader::ScenarioReader(const std::string& text, const std::string& file_name)
    : file_(std::make_shared<const std::string>(file_name)),
      lines_(lines_of(text)),
      nodes_(10'000 + 4 * text.size()) {}

void ScenarioReader::finding(YAML::Mark mark, const std::string& path, const std::string& message,
                             const std::string& hint) {
  Diagnostic item;
  item.at.file = file_;
  if (!mark.is_null()) {
    item.at.line = static_cast<std::uint32_t>(mark.line + 1);
    item.at.column = static_cast<std::uint32_t>(mark.column + 1);
    const auto line = static_cast<std::size_t>(mark.line);
    if (line < lines_.size() && lines_[line].size() <= 500) item.source_line = lines_[line];
  }
  item.path = path;
  item.message = message;
  item.hint = hint;
  findings_.items.push_back(std::move(item));
}

void ScenarioReader::read(const Node& root, Scenario& s) {
  if (root.IsNull()) return;  // an empty file is the default scenario
  members(
      root, "",
      {{"seed", [&](const Node& n, const Path& p) { seed(n, p, s.seed); }},
       {"api_key", [&](const Node& n, const Path& p) { text(n, p, s.api_key); }},
       {"company", [&](const Node& n, const Path& p) { text(n, p, s.company); }},
       {"credits", [&](const Node& n, const Path& p) { credits(n, p, s.credits); }},
       {"api_access", [&](const Node& n, const Path& p) { boolean(n, p, s.api_access); }},
       {"not_in_plan", [&](const Node& n, const Path& p) { texts(n, p, s.not_in_plan); }},
       {"limits", [&](const Node& n, const Path& p) { limits(n, p, s.limits); }},
       {"render", [&](const Node& n, const Path& p) { render(n, p, s.render); }},
       {"render_of", [&](const Node& n, const Path& p) { render_of(n, p, s.render_of); }},
       {"format_failure_rate", [&](const Node& n, const Path& p) { real(n, p, s.format_failure_rate, 1); }},
       {"failure_reasons", [&](const Node& n, const Path& p) { texts(n, p, s.failure_reasons); }},
       {"faults", [&](const Node& n, const Path& p) { faults(n, p, s.faults); }},
       {"webhooks", [&](const Node& n, const Path& p) { webhooks(n, p, s.webhooks); }},
       {"designs", [&](const Node& n, const Path& p) { designs(n, p, s.designs); }},
       {"fonts", [&](const Node& n, const Path& p) { list(n, p, s.fonts); }},
       {"projects", [&](const Node& n, const Path& p) { list(n, p, s.projects); }},
       {"templates", [&](const Node& n, const Path& p) { list(n, p, s.templates); }},
       {"paging", [&](const Node& n, const Path& p) { boolean(n, p, s.paging); }},
       {"asset_base_url", [&](const Node& n, const Path& p) { text(n, p, s.asset_base_url); }},
       {"keep_bodies", [&](const Node& n, const Path& p) { boolean(n, p, s.keep_bodies); }}});
  if (!s.render_of.empty() && findings_.items.empty()) timed_designs_are_there(root, s);
}

void ScenarioReader::timed_designs_are_there(const Node& root, const Scenario& s) {
  const Catalogue catalogue{s.designs};
  for (const auto& [id, times] : s.render_of) {
    if (catalogue.find(id) == nullptr)
      finding(root["render_of"].Mark(), "render_of", "no design '" + id + "'");
  }
}

void ScenarioReader::limits(const Node& node, const Path& path, Limits& to) {
  members(node, path,
          {{"per_second", [&](const Node& n, const Path& p) { count(n, p, to.per_second); }},
           {"sliding", [&](const Node& n, const Path& p) { boolean(n, p, to.sliding); }},
           {"polling", [&](const Node& n, const Path& p) { tier(n, p, to.polling); }},
           {"read", [&](const Node& n, const Path& p) { tier(n, p, to.read); }},
           {"write", [&](const Node& n, const Path& p) { tier(n, p, to.write); }}});
}

void ScenarioReader::tier(const Node& node, const Path& path, TierLimit& to) {
  members(node, path,
          {{"per_minute", [&](const Node& n, const Path& p) { count(n, p, to.per_minute); }},
           {"per_hour", [&](const Node& n, const Path& p) { count(n, p, to.per_hour); }}});
}

void ScenarioReader::render(const Node& node, const Path& path, RenderTimes& to) {
  members(node, path,
          {{"median", [&](const Node& n, const Path& p) { duration(n, p, to.median); }},
           {"sigma", [&](const Node& n, const Path& p) { real(n, p, to.sigma, 10); }},
           {"slow_share", [&](const Node& n, const Path& p) { real(n, p, to.slow_share, 1); }},
           {"slow_median", [&](const Node& n, const Path& p) { duration(n, p, to.slow_median); }}});
}

void ScenarioReader::render_of(const Node& node, const Path& path, std::map<std::string, RenderTimes>& to) {
  if (!node.IsMap()) return finding(node.Mark(), path, "must be a mapping of design ids");
  to.clear();
  for (const auto& design : node) {
    const std::string& id = design.first.Scalar();
    render(design.second, Path{path}.append(".").append(id), to[id]);
  }
}

void ScenarioReader::faults(const Node& node, const Path& path, std::vector<Fault>& to) {
  if (!is_sequence(node, path)) return;
  to.clear();
  for (std::size_t i = 0; i < node.size(); ++i)
    fault(node[i], path + "[" + std::to_string(i) + "]", to.emplace_back());
}

void ScenarioReader::fault(const Node& node, const Path& path, Fault& to) {
  static const std::vector<std::string> kinds{
      "status", "delay", "reset_before", "reset_after", "truncate",   "garbage", "drip",
      "stall",  "empty", "no_id",        "bare_429",    "wrong_file", "redirect"};
  static const std::vector<std::string> calls{"submit", "poll", "read", "any", "file"};
  static const std::vector<std::string> bodies{"envelope", "html", "empty"};
  to.probability = 1;  // whoever writes a fault down wants to see it
  members(node, path,
          {{"kind", [&](const Node& n, const Path& p) { choice(n, p, to.kind, kinds); }},
           {"on", [&](const Node& n, const Path& p) { choice(n, p, to.on, calls); }},
           {"probability", [&](const Node& n, const Path& p) { real(n, p, to.probability, 1); }},
           {"status", [&](const Node& n, const Path& p) { count(n, p, to.status, 400); }},
           {"body", [&](const Node& n, const Path& p) { choice(n, p, to.body, bodies); }},
           {"delay", [&](const Node& n, const Path& p) { duration(n, p, to.delay); }},
           {"from", [&](const Node& n, const Path& p) { moment(n, p, to.from); }},
           {"until", [&](const Node& n, const Path& p) { moment(n, p, to.until); }},
           {"at_most", [&](const Node& n, const Path& p) { count(n, p, to.at_most, -1); }}});
  if (node.IsMap() && !node["kind"]) finding(node.Mark(), path, "a fault needs a kind");
}

void ScenarioReader::webhooks(const Node& node, const Path& path, WebhookRules& to) {
  members(node, path,
          {{"secret", [&](const Node& n, const Path& p) { text(n, p, to.secret); }},
           {"delay", [&](const Node& n, const Path& p) { duration(n, p, to.delay); }},
           {"lost", [&](const Node& n, const Path& p) { real(n, p, to.lost, 1); }},
           {"repeated", [&](const Node& n, const Path& p) { real(n, p, to.repeated, 1); }},
           {"late", [&](const Node& n, const Path& p) { real(n, p, to.late, 1); }},
           {"late_by", [&](const Node& n, const Path& p) { duration(n, p, to.late_by); }},
           {"ladder", [&](const Node& n, const Path& p) { ladder(n, p, to.ladder); }}});
}

void ScenarioReader::ladder(const Node& node, const Path& path, std::vector<std::chrono::nanoseconds>& to) {
  if (!is_sequence(node, path)) return;
  to.clear();
  for (std::size_t i = 0; i < node.size(); ++i)
    duration(node[i], path + "[" + std::to_string(i) + "]", to.emplace_back());
}

bool ScenarioReader::as_json(const Node& node, const Path& path, std::string& to) {
  try {
    to = json_text(to_json(node, nodes_));
    return true;
  } catch (const YamlFault& fault) {
    finding(fault.mark, path, fault.what());
    return false;
  }
}

void ScenarioReader::designs(const Node& node, const Path& path, std::vector<std::string>& to) {
  if (!is_sequence(node, path)) return;
  to.clear();
  for (std::size_t i = 0; i < node.size(); ++i) {
    const Path place = path + "[" + std::to_string(i) + "]";
    std::string document;
    if (!as_json(node[i], place, document)) continue;
    try {
      static_cast<void>(catalogued(document));
    } catch (const std::invalid_argument& fault) {
      finding(node[i].Mark(), place, fault.what());
    }
    to.push_back(std::move(document));
  }
  if (!findings_.items.empty()) return;
  try {
    static_cast<void>(Catalogue{to});
  } catch (const std::invalid_argument& twice) {
    finding(node.Mark(), path, twice.what());
  }
}

void ScenarioReader::list(const Node& node, const Path& path, std::string& to) {
  if (!is_sequence(node, path) || !as_json(node, path, to)) return;
  if (node.IsNull()) to = "[]";
  try {
    static_cast<void>(object_list(to, path));
  } catch (const std::invalid_argument&) {
    finding(node.Mark(), path, "must be a list of mappings");
  }
}

}  // namespace pressrun::simulator
