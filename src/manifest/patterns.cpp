#include "manifest/patterns.hpp"

#include "manifest/scope.hpp"

#include <algorithm>
#include <set>

namespace pressrun::manifest {
namespace {

bool is_empty_text(const Value& value) {
  const Scalar* scalar = value.scalar();
  return value.is_null() || (scalar != nullptr && scalar->text.empty());
}

bool pattern_matches(const Value& pattern, const Entry& entry, const Combination& chosen, const Row* row) {
  return std::ranges::all_of(*pattern.mapping(), [&](const Member& member) {
    if (member.key == "row") return row != nullptr && pattern_holds(&row->value, member.value);
    if (member.key == "variant") return pattern_holds(&chosen.variant().label, member.value);
    const auto axis = std::ranges::find(entry.axes, member.key, &Axis::name);
    return axis != entry.axes.end() &&
           pattern_holds(&chosen.value(static_cast<std::size_t>(axis - entry.axes.begin())), member.value);
  });
}

/// Checks one list of patterns against an entry.
class PatternReader {
 public:
  PatternReader(const Entry& entry, std::string_view key, Findings& findings)
      : entry_(entry), key_(key), findings_(findings) {}

  void pattern(const Value& pattern, const std::string& path) {
    for (const Member& member : *pattern.mapping()) {
      const std::string place = path + "." + member.key;
      find_empty_lists(member.value, place);
      const auto axis = std::ranges::find(entry_.axes, member.key, &Axis::name);
      if (member.key == "row") {
        of_row(member, place);
      } else if (entry_.gaps.cover(member.key)) {
        continue;
      } else if (member.key == "variant" && entry_.has_variants) {
        of_variant(member, place);
      } else if (axis != entry_.axes.end()) {
        of_axis(member, *axis, place);
      } else {
        of_nothing(member, place);
      }
    }
  }

 private:
  void find_empty_lists(const Value& value, const std::string& path) {
    if (const Sequence* items = value.sequence(); items != nullptr && items->empty())
      findings_.error(value.at, path, "an empty list matches nothing",
                      "name the values, or leave the line out");
    if (const Mapping* members = value.mapping()) {
      if (members->empty()) findings_.error(value.at, path, "an empty mapping names nothing", {});
      for (const Member& member : *members) find_empty_lists(member.value, path + "." + member.key);
    }
  }

  void of_row(const Member& member, const std::string& path) {
    if (!entry_.rows && !entry_.gaps.rows)
      return findings_.error(member.key_at, path, "'" + key_ + "' names 'row', and the entry has no rows",
                             "add 'rows:' to the design");
    if (member.value.mapping() == nullptr)
      findings_.error(member.value.at, path, "'row' must be a mapping of columns to values",
                      "write '{row: {sku: " + text_of(member.value) + "}}'");
  }

  static std::string text_of(const Value& value) {
    return value.scalar() != nullptr && !value.is_null() ? value.scalar()->text : "A1";
  }

  void of_variant(const Member& member, const std::string& path) {
    std::vector<std::string> labels;
    for (const Variant& variant : entry_.variants) labels.push_back(variant.label.scalar()->text);
    const auto one = [&](const Value& wanted) {
      const Scalar* scalar = wanted.scalar();
      if (scalar == nullptr)
        return findings_.error(wanted.at, path, "the key of a variant is wanted here", suggest("", labels));
      if (std::ranges::find(labels, scalar->text) == labels.end())
        findings_.error(wanted.at, path, "there is no variant '" + scalar->text + "'",
                        suggest(scalar->text, labels));
    };
    if (const Sequence* items = member.value.sequence()) {
      for (const Value& item : *items) one(item);
    } else {
      one(member.value);
    }
  }

  void of_axis(const Member& member, const Axis& axis, const std::string& path) {
    if (!names_parts(member.value, axis, path)) return;
    const auto tell = [&](const Value& wanted) {
      const bool any =
          std::ranges::any_of(axis.values, [&](const Value& each) { return pattern_holds(&each, wanted); });
      if (!any)
        findings_.lint("matches-nothing", wanted.at, path, "no value of '" + axis.name + "' matches this",
                       key_ == "exclude" ? "this line excludes nothing" : "this line lets nothing in");
    };
    if (const Sequence* items = member.value.sequence()) {
      for (const Value& item : *items) tell(item);
    } else {
      tell(member.value);
    }
  }

  /// Whether every key of a map is one that some value of the axis has.
  bool names_parts(const Value& wanted, const Axis& axis, const std::string& path) {
    if (const Sequence* items = wanted.sequence())
      return std::ranges::all_of(*items, [&](const Value& item) { return names_parts(item, axis, path); });
    if (wanted.mapping() == nullptr) return true;
    std::vector<std::string> known;
    for (const Value& value : axis.values) {
      for (std::string& key : keys_of(value, "")) {
        if (std::ranges::find(known, key) == known.end()) known.push_back(std::move(key));
      }
    }
    for (const Member& member : *wanted.mapping()) {
      if (std::ranges::find(known, member.key) != known.end()) continue;
      findings_.error(member.key_at, path + "." + member.key,
                      "no value of '" + axis.name + "' has a part '" + member.key + "'",
                      suggest(member.key, known));
      return false;
    }
    return true;
  }

  void of_nothing(const Member& member, const std::string& path) {
    std::vector<std::string> known;
    for (const Axis& each : entry_.axes) known.push_back(each.name);
    if (entry_.has_variants) known.emplace_back("variant");
    if (entry_.rows) known.emplace_back("row");
    findings_.error(member.key_at, path,
                    "'" + key_ + "' names '" + member.key + "', which the matrix does not have",
                    suggest(member.key, known));
  }

  const Entry& entry_;
  std::string key_;
  Findings& findings_;
};

bool check_columns_of(const Sequence& patterns, const std::string& path,
                      const std::vector<std::string>& columns, Findings& findings) {
  bool good = true;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Value* row = patterns[i].find("row");
    if (row == nullptr || row->mapping() == nullptr) continue;
    for (const Member& member : *row->mapping()) {
      if (std::ranges::find(columns, member.key) != columns.end()) continue;
      findings.error(member.key_at, path + "[" + std::to_string(i) + "].row." + member.key,
                     "the rows have no column '" + member.key + "'", suggest(member.key, columns));
      good = false;
    }
  }
  return good;
}

void tell_of(const Sequence& patterns, const std::vector<bool>& used, const Entry& entry,
             std::string_view key, Findings& findings) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (used[i] || patterns[i].find("row") == nullptr) continue;  // of the matrix alone: known beforehand
    findings.lint("matches-nothing", patterns[i].at,
                  entry.path + "." + std::string(key) + "[" + std::to_string(i) + "]",
                  "no row matches this pattern of '" + std::string(key) + "'",
                  key == "exclude" ? "this line excludes nothing" : "this line lets nothing in");
  }
}

}  // namespace

bool pattern_holds(const Value* value, const Value& pattern) {
  if (const Sequence* choices = pattern.sequence()) {
    if (value != nullptr && equal(*value, pattern)) return true;
    return std::ranges::any_of(*choices, [&](const Value& one) { return pattern_holds(value, one); });
  }
  if (const Mapping* members = pattern.mapping()) {
    return value != nullptr && value->mapping() != nullptr &&
           std::ranges::all_of(*members, [&](const Member& member) {
             return pattern_holds(value->find(member.key), member.value);
           });
  }
  if (is_empty_text(pattern)) return value == nullptr || is_empty_text(*value);
  if (value == nullptr || value->scalar() == nullptr) return false;
  // A cell of a CSV is text, and a pattern `sku: 12` means it all the same.
  const bool same_text = value->scalar()->text == pattern.scalar()->text;
  return same_text || equal(*value, pattern);
}

Sequence read_patterns(const Value& written, const Entry& entry, std::string_view key,
                       const std::string& path, Findings& findings) {
  Sequence patterns;
  const std::string quoted = "'" + std::string(key) + "'";
  const Sequence* items = written.sequence();
  if (items == nullptr || items->empty()) {
    findings.error(written.at, path,
                   quoted + (items == nullptr ? " must be a list of mappings" : " is an empty list"),
                   "write '- {cta: Learn more}' below it");
    return patterns;
  }
  PatternReader reader(entry, key, findings);
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string place = path + "[" + std::to_string(i) + "]";
    const Mapping* members = (*items)[i].mapping();
    if (members == nullptr || members->empty()) {
      findings.error((*items)[i].at, place, "a mapping of matrix names to values is wanted here",
                     "write '{cta: Learn more}'");
      continue;
    }
    reader.pattern((*items)[i], place);
    patterns.push_back((*items)[i]);
  }
  return patterns;
}

bool check_pattern_columns(const Entry& entry, const std::vector<std::string>& columns, Findings& findings) {
  const bool only = check_columns_of(entry.only, entry.path + ".only", columns, findings);
  return check_columns_of(entry.exclude, entry.path + ".exclude", columns, findings) && only;
}

bool PatternUse::lets_in(const Entry& entry, const Combination& chosen, const Row* row) {
  const auto any = [&](const Sequence& patterns, std::vector<bool>& used) {
    bool found = false;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (found && used[i]) continue;
      if (!pattern_matches(patterns[i], entry, chosen, row)) continue;
      used[i] = true;
      found = true;
    }
    return found;
  };
  const bool wanted = entry.only.empty() || any(entry.only, only_);
  return !any(entry.exclude, exclude_) && wanted;
}

void PatternUse::tell_of_useless(const Entry& entry, Findings& findings) const {
  tell_of(entry.only, only_, entry, "only", findings);
  tell_of(entry.exclude, exclude_, entry, "exclude", findings);
}

}  // namespace pressrun::manifest
