#include "pressrun/domain/suggest.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/domain/value.hpp"
#include "simulator/model/scenario_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

// The readers of single values.

namespace pressrun::simulator {
namespace {

bool is_a(const YAML::Node& node, ScalarType type) {
  return node.IsScalar() && resolve(Scalar{node.Scalar(), node.Tag() == "?"}) == type;
}

template <class Number>
bool parsed(const std::string& text, Number& to) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
  return error == std::errc{} && end == text.data() + text.size();
}

std::vector<std::string> names(const std::vector<Field>& fields) {
  std::vector<std::string> out;
  for (const Field& field : fields) out.emplace_back(field.name);
  return out;
}

std::string meant(const std::string& name, const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  return near ? "did you mean '" + *near + "'?" : "";
}

}  // namespace

void ScenarioReader::members(const YAML::Node& node, const std::string& path,
                             const std::vector<Field>& fields) {
  if (!node.IsMap()) return finding(node.Mark(), path, "must be a mapping");
  std::set<std::string> seen;
  for (const auto& member : node) {
    const std::string key = member.first.IsScalar() ? member.first.Scalar() : "";
    const auto field = std::ranges::find(fields, key, &Field::name);
    if (!seen.insert(key).second) {
      finding(member.first.Mark(), path, "the key '" + key + "' comes twice");
    } else if (field == fields.end()) {
      finding(member.first.Mark(), path, "unknown key '" + key + "'", meant(key, names(fields)));
    } else {
      field->read(member.second, path.empty() ? key : path + "." + key);
    }
  }
}

bool ScenarioReader::is_sequence(const YAML::Node& node, const std::string& path) {
  if (node.IsSequence() || node.IsNull()) return true;
  finding(node.Mark(), path, "must be a list");
  return false;
}

void ScenarioReader::text(const YAML::Node& node, const std::string& path, std::string& to) {
  if (!node.IsScalar()) return finding(node.Mark(), path, "must be a text");
  to = node.Scalar();
}

void ScenarioReader::choice(const YAML::Node& node, const std::string& path, std::string& to,
                            const std::vector<std::string>& known) {
  if (!node.IsScalar()) return finding(node.Mark(), path, "must be a text");
  if (std::ranges::find(known, node.Scalar()) == known.end()) {
    std::string all;
    for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
    const std::string hint = meant(node.Scalar(), known);
    return finding(node.Mark(), path, "unknown value '" + node.Scalar() + "'",
                   hint.empty() ? "one of " + all : hint);
  }
  to = node.Scalar();
}

void ScenarioReader::texts(const YAML::Node& node, const std::string& path, std::vector<std::string>& to) {
  if (!is_sequence(node, path)) return;
  to.clear();
  for (std::size_t i = 0; i < node.size(); ++i)
    text(node[i], path + "[" + std::to_string(i) + "]", to.emplace_back());
}

void ScenarioReader::boolean(const YAML::Node& node, const std::string& path, bool& to) {
  if (!is_a(node, ScalarType::boolean)) return finding(node.Mark(), path, "must be true or false");
  to = node.Scalar().front() == 't' || node.Scalar().front() == 'T';
}

void ScenarioReader::count(const YAML::Node& node, const std::string& path, int& to, int least) {
  int value = 0;
  if (!is_a(node, ScalarType::integer) || !parsed(node.Scalar(), value) || value < least) {
    return finding(node.Mark(), path, "must be a whole number of at least " + std::to_string(least));
  }
  to = value;
}

void ScenarioReader::seed(const YAML::Node& node, const std::string& path, std::uint64_t& to) {
  std::uint64_t value = 0;
  if (!is_a(node, ScalarType::integer) || !parsed(node.Scalar(), value)) {
    return finding(node.Mark(), path, "must be a whole number of at least 0");
  }
  to = value;
}

void ScenarioReader::real(const YAML::Node& node, const std::string& path, double& to, double max) {
  const bool number = is_a(node, ScalarType::integer) || is_a(node, ScalarType::real);
  double value = 0;
  if (!number || !parsed(node.Scalar(), value) || !(value >= 0 && value <= max)) {
    const std::string top = std::to_string(static_cast<int>(max));
    return finding(node.Mark(), path, "must be a number between 0 and " + top);
  }
  to = value;
}

void ScenarioReader::duration(const YAML::Node& node, const std::string& path, std::chrono::nanoseconds& to) {
  const auto span = node.IsScalar() ? parse_duration(node.Scalar()) : std::nullopt;
  if (!span) return finding(node.Mark(), path, "must be a duration", "write it like 250ms, 4s or 1m30s");
  to = *span;
}

void ScenarioReader::moment(const YAML::Node& node, const std::string& path,
                            std::optional<std::chrono::nanoseconds>& to) {
  if (node.IsNull()) return to.reset();
  std::chrono::nanoseconds value{};
  const std::size_t before = findings_.items.size();
  duration(node, path, value);
  if (findings_.items.size() == before) to = value;
}

void ScenarioReader::credits(const YAML::Node& node, const std::string& path,
                             std::optional<std::int64_t>& to) {
  if (node.IsNull()) return to.reset();
  std::int64_t value = 0;
  if (!is_a(node, ScalarType::integer) || !parsed(node.Scalar(), value) || value < 0) {
    return finding(node.Mark(), path, "must be a whole number of at least 0, or null for unlimited");
  }
  to = value;
}

}  // namespace pressrun::simulator
