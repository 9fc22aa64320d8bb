#include "pressrun/views/listing_json.hpp"

#include "pressrun/api/file_types.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/report/json_text.hpp"

#include <boost/json.hpp>

namespace pressrun::views {
namespace {

namespace json = boost::json;

// Parentheses: with braces, a value of one thing is an array of one thing.
json::value known(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::value time_of(const std::optional<std::int64_t>& seconds) {
  return seconds ? json::value(to_rfc3339(WallTime{std::chrono::seconds{*seconds}})) : json::value();
}

json::value type_of(DesignType type) {
  return type == DesignType::unknown ? json::value() : json::value(api::name_of(type));
}

json::object value_of(const ListedDesign& design) {
  return {{"id", design.id.text},
          {"name", known(design.name)},
          {"type", type_of(design.type)},
          {"updated_at", time_of(design.updated_at)},
          {"project_id", known(design.project_id)},
          {"project_name", known(design.project_name)}};
}

json::object value_of(const Font& font) {
  return {{"id", font.id},
          {"name", known(font.name)},
          {"type", known(font.type)},
          {"weights", json::array(font.weights.begin(), font.weights.end())}};
}

json::object value_of(const Project& project) {
  return {{"id", project.id}, {"name", known(project.name)}, {"created_at", time_of(project.created_at)}};
}

/// Null where the design was not read.
json::value formats_of(const Design* design) {
  if (design == nullptr) return nullptr;
  json::array formats;
  for (const Format& format : design->formats)
    formats.push_back(json::object{
        {"name", format.name}, {"width", format.width}, {"height", format.height}, {"unit", format.unit}});
  return formats;
}

template <class Item>
std::string array_of(const std::vector<Item>& items) {
  if (items.empty()) return "[]\n";
  std::string text;
  for (const Item& item : items) {
    text += text.empty() ? "[\n  " : ",\n  ";
    report::append_json(text, value_of(item));
  }
  return text + "\n]\n";
}

}  // namespace

std::string json_of(const std::vector<ListedDesign>& designs, const app::Designs& read) {
  if (designs.empty()) return "[]\n";
  std::string text;
  for (const ListedDesign& design : designs) {
    const auto known = read.find(design.id);
    json::object made = value_of(design);
    made["formats"] = formats_of(known == read.end() ? nullptr : &known->second);
    text += text.empty() ? "[\n  " : ",\n  ";
    report::append_json(text, made);
  }
  return text + "\n]\n";
}
std::string json_of(const std::vector<Font>& fonts) { return array_of(fonts); }
std::string json_of(const std::vector<Project>& projects) { return array_of(projects); }

}  // namespace pressrun::views
