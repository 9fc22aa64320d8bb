#include "authoring/starter_keys.hpp"

#include "authoring/suits.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/api/file_types.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

using manifest::KeyLevel;
using manifest::KeyType;
using manifest::ManifestKey;

/// Below the key that takes an id of them: an id says nothing to a person.
constexpr std::string_view color_profiles[] = {
    "be2ab219-8fe4-4d85-91ba-65bdc9ddaf01   ISO Coated v2 (ECI)",
    "03738f37-5b6f-4be9-9100-706b1711f9dd   ISO Coated v2 (ECI) 300%",
    "e0c86a8a-050c-41f1-885a-0f74b9baac50   ISO Uncoated",
    "0e0355e6-2931-4c83-92f2-64db9f5ddffc   US Web Coated (SWOP 2006 5v2)",
    "fac91df8-1155-11ef-b77e-f93002785645   ISO Newspaper26 v4",
    "db3c123e-1127-11ef-b77e-f93002785645   RGB, no profile",
};

bool is_written(std::string_view text, std::string_view indent, std::string_view key) {
  const std::string name = std::string{key} + ":";
  const std::string line = "\n" + std::string{indent} + name;
  const std::string first = indent.size() < 2 ? line : "\n" + std::string{indent.substr(2)} + "- " + name;
  return text.find(line) != std::string_view::npos || text.find(first) != std::string_view::npos;
}

/// References stay references: the example is what an author would write.
std::string example_of(const ManifestKey& key, const Design& design) {
  if (const auto types = api::file_types_of(design.type); key.type == KeyType::file_type && !types.empty())
    return std::string{types.back()};
  std::string text = yaml_value(boost::json::parse(key.example));
  constexpr std::string_view literal = R"(\\${)";  // as it stands in double quotes
  for (auto at = text.find(literal); at != std::string::npos; at = text.find(literal, at + 1))
    text.erase(at, 2);
  return text;
}

std::string line_of(const ManifestKey& key, const std::string& value, std::string_view lead) {
  return std::string{lead} + std::string{key.name} + ":" + (value.empty() ? "" : " " + value) + "   # " +
         std::string{key.help} + "\n";
}

std::string member_lines(KeyLevel inside, const Design& design, std::string_view lead) {
  std::string text;
  for (const ManifestKey& key : manifest::key_table()) {
    if (!key.levels.has(inside)) continue;
    text += line_of(key, example_of(key, design), lead);
    if (key.name != "color_profile") continue;
    for (const std::string_view profile : color_profiles)
      text += std::string{lead} + "  # " + std::string{profile} + "\n";
  }
  return text;
}

}  // namespace

std::string further_keys(KeyLevel level, const Design& design, std::string_view written,
                         std::string_view indent) {
  const std::string lead = std::string{indent} + "# ";
  std::string text;
  for (const ManifestKey& key : manifest::key_table()) {
    if (!key.levels.has(level) || !suits(key, &design) || is_written(written, indent, key.name)) continue;
    const KeyLevel* inside = manifest::members_of(key.name);
    text += line_of(key, inside == nullptr ? example_of(key, design) : std::string{}, lead);
    if (inside != nullptr) text += member_lines(*inside, design, lead + "  ");
  }
  return text;
}

}  // namespace pressrun::authoring
