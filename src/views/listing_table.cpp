#include "pressrun/views/listing_table.hpp"

#include "pressrun/api/file_types.hpp"
#include "pressrun/domain/time.hpp"

#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

namespace pressrun::views {
namespace {

/// As a byte: what is no ASCII comes behind the letters.
unsigned char folded(char c) { return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); }

std::weak_ordering compare(std::string_view a, std::string_view b) {
  const auto by_byte = [](char x, char y) { return folded(x) <=> folded(y); };
  const std::weak_ordering order =
      std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), by_byte);
  return order != 0 ? order : a <=> b;
}

std::weak_ordering compare_projects(const ListedDesign& a, const ListedDesign& b) {
  if (a.project_name.empty() != b.project_name.empty())
    return a.project_name.empty() <=> b.project_name.empty();
  return compare(a.project_name, b.project_name);
}

/// "2026-11-23"; the time of the day tells nobody anything here.
std::string day_of(const std::optional<std::int64_t>& seconds) {
  if (!seconds) return "";
  return to_rfc3339(WallTime{std::chrono::seconds{*seconds}}).substr(0, 10);
}

std::string spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

void sort(std::vector<ListedDesign>& designs) {
  std::ranges::sort(designs, [](const ListedDesign& a, const ListedDesign& b) {
    if (const auto order = compare_projects(a, b); order != 0) return order < 0;
    if (const auto order = compare(a.name, b.name); order != 0) return order < 0;
    return a.id.text < b.id.text;
  });
}

void sort(std::vector<Font>& fonts) {
  std::ranges::sort(fonts, [](const Font& a, const Font& b) {
    const auto order = compare(a.name, b.name);
    return order != 0 ? order < 0 : a.id < b.id;
  });
}

void sort(std::vector<Project>& projects) {
  std::ranges::sort(projects, [](const Project& a, const Project& b) {
    const auto order = compare(a.name, b.name);
    return order != 0 ? order < 0 : a.id < b.id;
  });
}

report::Table table_of(const std::vector<ListedDesign>& designs) {
  report::Table table{{{"name", true}, {"type"}, {"project", true}, {"updated"}, {"id"}}};
  for (const ListedDesign& design : designs) {
    table.add({design.name, std::string{api::name_of(design.type)}, design.project_name,
               day_of(design.updated_at), design.id.text});
  }
  return table;
}

report::Table table_of(const std::vector<Font>& fonts) {
  report::Table table{{{"name", true}, {"source"}, {"id"}, {"weights", true}}};
  for (const Font& font : fonts) table.add({font.name, font.type, font.id, spaced(font.weights)});
  return table;
}

report::Table table_of(const std::vector<Project>& projects) {
  report::Table table{{{"name", true}, {"id"}}};
  for (const Project& project : projects) table.add({project.name, project.id});
  return table;
}

}  // namespace pressrun::views
