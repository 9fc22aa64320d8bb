#include "manifest/matrix.hpp"

#include "manifest/keys.hpp"
#include "manifest/take.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pressrun::manifest {
namespace {

constexpr std::array<std::string_view, 4> reserved{"row", "vars", "env", "variant"};

/// What other tools want within a matrix: what to write here; empty: the word may name a dimension.
std::string_view written_beside(std::string_view key) {
  if (key == "exclude") return "write 'exclude' beside 'matrix', one level further out";
  if (key == "rows") return "write 'rows' beside 'matrix', one level further out";
  if (key == "variants") return "write 'variants' beside 'matrix', one level further out";
  if (key == "only") return "write 'only' beside 'matrix', one level further out";
  if (key == "include")
    return "there is nothing like it: name the values in the lists and take the rest away with 'only' or "
           "'exclude' "
           "beside 'matrix', or write the combinations as 'variants'";
  return {};
}

/// Labels that tell the values apart: those that are alike, or empty, get their number.
std::vector<std::string> labels_of(const std::vector<Value>& values) {
  std::map<std::string, std::size_t> times;
  for (const Value& value : values) ++times[label_of(value)];
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string label = label_of(values[i]);
    constexpr std::size_t longest = 48;
    const bool unclear = label.empty() || label.size() > longest || times[label] > 1;
    if (unclear) label = std::to_string(i + 1);
    labels.push_back(std::move(label));
  }
  return labels;
}

/// The values, each once.
Sequence without_repeated(const Sequence& values, const std::string& name, const std::string& path,
                          Findings& findings) {
  Sequence distinct;
  std::multimap<std::string, const Value*> seen;  // only values with the same label can be equal
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string label = label_of(values[i]);
    const auto [first, last] = seen.equal_range(label);
    const bool twice =
        std::any_of(first, last, [&](const auto& other) { return equal(*other.second, values[i]); });
    if (twice) {
      findings.error(values[i].at, path + "[" + std::to_string(i) + "]",
                     "this value stands twice in '" + name + "'", "it would be paid for twice");
      continue;
    }
    seen.emplace(label, &values[i]);
    distinct.push_back(values[i]);
  }
  return distinct;
}

Axis axis_of(const std::string& name, Sequence values) {
  std::vector<std::string> labels = labels_of(values);
  return {name, std::move(values), std::move(labels), {}};
}

/// The dimension `take`: each value a scalar, and another than those before it by what it means.
Axis read_takes(const Sequence& values, const std::string& path, Findings& findings) {
  Sequence distinct;
  std::vector<std::string> takes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Take take = read_take(values[i]);
    const std::string place = path + "[" + std::to_string(i) + "]";
    if (!take.problem.empty()) {
      findings.error(values[i].at, place, take.problem, "write 'take: [1, 2, 3]'");
    } else if (std::ranges::find(takes, take.json) != takes.end()) {
      findings.error(values[i].at, place, "this value stands twice in 'take'",
                     "it would be one picture under two keys");
    } else {
      distinct.push_back(values[i]);
      takes.push_back(std::move(take.json));
    }
  }
  Axis axis = axis_of("take", std::move(distinct));
  axis.takes = std::move(takes);
  return axis;
}

}  // namespace

std::vector<Axis> read_matrix(const Value& matrix, const std::string& path, Gaps& gaps, Findings& findings) {
  std::vector<Axis> axes;
  const Mapping* members = matrix.mapping();
  if (members == nullptr) {
    findings.error(matrix.at, path, "'matrix' must be a mapping of names to lists",
                   "write 'cta: [Shop now, Learn more]' below it");
    gaps.matrix = true;
    return axes;
  }
  for (const Member& member : *members) {
    const std::string place = path + "." + member.key;
    const Sequence* values = member.value.sequence();
    if (const std::string_view instead = written_beside(member.key); !instead.empty()) {
      findings.error(member.key_at, place, "'" + member.key + "' is no dimension of the matrix",
                     std::string(instead));
      gaps.matrix = gaps.matrix || member.key == "include";  // it may bring names of its own
    } else if (std::ranges::find(reserved, member.key) != reserved.end()) {
      findings.error(member.key_at, place, "'" + member.key + "' cannot name a dimension of the matrix",
                     "it has a meaning of its own in '${" + member.key + "}'");
    } else if (values == nullptr || values->empty()) {
      findings.error(
          member.value.at, place,
          "'" + member.key + "' must be a list of values" + (values != nullptr ? ", and it is empty" : ""),
          "write '" + member.key + ": [one, another]'");
      gaps.names.push_back(member.key);
    } else {
      Axis axis = member.key == "take"
                      ? read_takes(*values, place, findings)
                      : axis_of(member.key, without_repeated(*values, member.key, place, findings));
      if (axis.values.empty()) {
        gaps.names.push_back(member.key);
      } else {
        axes.push_back(std::move(axis));
      }
    }
  }
  return axes;
}

}  // namespace pressrun::manifest
