#include "simulator/model/projects.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/draws.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/value_checks.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

bool has(const json::object& object, std::string_view key, std::string_view wanted) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() && value->get_string() == wanted;
}

constexpr Rule name_rule{.name = "name", .kind = Kind::text, .min = 2, .max = 100, .required = true};

}  // namespace

json::array object_list(const std::string& text, const std::string& what) {
  if (text.empty()) return {};
  json::error_code failed;
  json::value parsed = json::parse(text, failed);
  const auto is_object = [](const json::value& item) { return item.is_object(); };
  if (failed || !parsed.is_array() || !std::ranges::all_of(parsed.get_array(), is_object)) {
    throw std::invalid_argument(what + ": not a JSON array of objects");
  }
  return std::move(parsed.get_array());
}

json::array fonts_of_type(const json::array& fonts, const std::string& type) {
  if (type != "google" && type != "custom") return fonts;
  json::array kept;
  for (const json::value& font : fonts) {
    if (has(font.get_object(), "type", type)) kept.push_back(font);
  }
  return kept;
}

Projects::Projects(const std::string& list, std::uint64_t seed)
    : projects_(object_list(list, "projects")), ids_(mix(seed, 31)) {}

bool Projects::exists(std::string_view name) const {
  return std::ranges::any_of(projects_,
                             [&](const json::value& p) { return has(p.get_object(), "name", name); });
}

std::variant<std::string, ApiError> Projects::create(const std::string& body, ServerTime now) {
  json::error_code failed;
  const json::value parsed = json::parse(body, failed);
  if (failed) return ApiError{400, "invalid_payload", "Invalid JSON", {}};
  ValueChecks checks{{}};
  if (!parsed.is_object()) checks.wrong_type("body", "object", parsed);
  if (parsed.is_object()) checks.fields(parsed.get_object(), {&name_rule, 1}, "");
  if (!checks.problems().empty()) return refusal(checks.problems());
  const std::string name{
      trimmed(parsed.at("name").get_string())};  // the length was checked before trimming, as the vendor does
  if (exists(name))
    return ApiError{400, "project_already_exists", "A project named " + name + " exists already.", {}};
  json::object project;
  project["id"] = ids_.uuid(projects_.size());
  project["name"] = name;
  project["created_at_ts"] = unix_seconds(now);
  json::object listed = project;
  listed["category_name"] = name;
  projects_.push_back(std::move(listed));
  project["version"] = api_version;
  return json_text(project);
}

}  // namespace pressrun::simulator
