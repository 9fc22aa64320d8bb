#include "simulator/model/workspace_templates.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/draws.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/value_checks.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::chrono::hours kept_for{7 * 24};
constexpr auto starts_after = 200ms;
constexpr auto done_after = 1s;

std::string member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

HttpResponse not_found(std::string id, std::string message) {
  return envelope({404, std::move(id), std::move(message), {}});
}

}  // namespace

WorkspaceTemplates::WorkspaceTemplates(const std::string& list, std::uint64_t seed)
    : templates_(object_list(list, "templates")), request_ids_(mix(seed, 51)), design_ids_(mix(seed, 52)) {}

json::array WorkspaceTemplates::all(const std::string& category, const std::string& type) const {
  const bool by_type =
      type == "static" || type == "animated" || type == "printer" || type == "printer_multipage";
  json::array kept;
  for (const json::value& each : templates_) {
    json::object shown = each.get_object();
    if (!category.empty() && !same_word(member(shown, "category_id"), category)) continue;
    if (by_type && member(shown, "type") != type) continue;
    shown.erase("design");
    shown.erase("category_color");
    kept.push_back(std::move(shown));
  }
  return kept;
}

json::array WorkspaceTemplates::categories() const {
  std::set<std::string> seen;
  json::array made;
  for (const json::value& each : templates_) {
    const std::string id = member(each.get_object(), "category_id");
    if (id.empty() || !seen.insert(id).second) continue;
    made.push_back(json::object{{"id", id}, {"name", member(each.get_object(), "category_name")}});
  }
  return made;
}

HttpResponse WorkspaceTemplates::use(const std::string& template_id, const std::string& text,
                                     const Projects& projects, ServerTime now) {
  constexpr Rule rules[] = {{.name = "project_id", .kind = Kind::text, .required = true},
                            {.name = "name", .kind = Kind::text, .min = 2, .max = 100}};
  json::error_code failed;
  const json::value body = json::parse(text, failed);
  if (failed) return envelope({400, "invalid_payload", "Invalid JSON", {}});
  ValueChecks checks{{}};
  if (!body.is_object()) checks.wrong_type("body", "object", body);
  if (body.is_object()) checks.fields(body.get_object(), rules, "");
  if (!checks.problems().empty()) return envelope(refusal(checks.problems()));
  const auto of = std::ranges::find_if(templates_, [&](const json::value& one) {
    return same_word(member(one.get_object(), "id"), template_id);
  });
  if (of == templates_.end()) return not_found("workspace_template_not_found", "Template not found.");
  const std::string wanted = member(body.get_object(), "project_id");
  const auto project = std::ranges::find_if(projects.all(), [&](const json::value& one) {
    return same_word(member(one.get_object(), "id"), wanted);
  });
  if (project == projects.all().end()) return not_found("project_not_found", "Project not found.");
  std::string name = member(body.get_object(), "name");
  if (name.empty()) name = member(of->get_object(), "name");
  duplications_.push_back(
      {static_cast<std::size_t>(of - templates_.begin()), project->get_object(), name, now});
  const std::string id = request_ids_.uuid(duplications_.size() - 1);
  return json_answer(200, json_text(json::object{{"duplication_request_id", id}, {"version", api_version}}));
}

HttpResponse WorkspaceTemplates::duplication(const std::string& id, ServerTime now) const {
  const auto number = request_ids_.number(id);
  if (!number || *number >= duplications_.size())
    return not_found("duplication_request_not_found", "Duplication request not found.");
  if (now - duplications_[*number].asked_at > kept_for)
    return envelope({410, "duplication_request_gone", "Results are kept for 7 days.", {}});
  return json_answer(200, json_text(body_of(*number, now)));
}

json::object WorkspaceTemplates::body_of(std::size_t number, ServerTime now) const {
  const Duplication& one = duplications_[number];
  const json::object& made_from = templates_[one.of].get_object();
  const auto age = now - one.asked_at;
  std::string_view status = age < starts_after ? "INIT" : "IN_PROGRESS";
  if (one.is_done) status = one.is_failed ? "ERROR" : "COMPLETED";
  const json::value ended_at =
      one.is_done ? json::value(unix_seconds(one.asked_at + done_after)) : json::value(nullptr);
  json::object project = one.project;
  project.erase("category_name");
  json::array designs;
  if (one.is_done && !one.is_failed)
    designs.push_back(json::object{{"original_design_id", member(made_from, "id")},
                                   {"target_design_id", design_ids_.uuid(number)},
                                   {"target_design_name", one.name}});
  return {{"request_id", request_ids_.uuid(number)},
          {"status", status},
          {"created_at_ts", unix_seconds(one.asked_at)},
          {"completed_at_ts", one.is_failed ? json::value(nullptr) : ended_at},
          {"errored_at_ts", one.is_failed ? ended_at : json::value(nullptr)},
          {"target_project", std::move(project)},
          {"designs", std::move(designs)},
          {"version", api_version}};
}

void WorkspaceTemplates::advance(Catalogue& catalogue, ServerTime now) {
  while (first_open_ < duplications_.size() && now - duplications_[first_open_].asked_at >= done_after)
    copy(first_open_++, catalogue);
}

void WorkspaceTemplates::copy(std::size_t number, Catalogue& catalogue) {
  Duplication& one = duplications_[number];
  one.is_done = true;
  const CataloguedDesign* original = catalogue.find(member(templates_[one.of].get_object(), "design"));
  one.is_failed = original == nullptr;
  if (one.is_failed) return;
  json::object copied = original->source;
  copied["id"] = design_ids_.uuid(number);
  if (copied.contains("template_id")) copied["template_id"] = design_ids_.uuid(number);
  copied["name"] = one.name;
  for (const std::string_view prefix : {"project", "category"}) {
    copied[std::string{prefix} + "_id"] = member(one.project, "id");
    copied[std::string{prefix} + "_name"] = member(one.project, "name");
  }
  copied["created_at"] = copied["updated_at"] = unix_seconds(one.asked_at + done_after);
  catalogue.add(json_text(copied));
}

}  // namespace pressrun::simulator
