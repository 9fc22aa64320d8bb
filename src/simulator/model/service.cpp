#include "simulator/model/service.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/design_shapes.hpp"
#include "simulator/model/draws.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/paging.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

constexpr std::size_t largest_body =
    4 << 20;  // the vendor names no limit; ours keeps a mistake from filling memory
constexpr std::chrono::hours kept_for{7 * 24};

std::string query(const Route& to, const std::string& key) {
  const auto found = to.query.find(key);
  return found == to.query.end() ? std::string{} : found->second;
}

HttpResponse not_found(std::string id, std::string message) {
  return envelope({404, std::move(id), std::move(message), {}});
}

bool accepts_json(std::string_view accept) {
  return accept.find("*/*") != std::string_view::npos ||
         accept.find("application/*") != std::string_view::npos ||
         accept.find("json") != std::string_view::npos;
}

std::string stamped(const std::string& members) {
  return "{" + members + R"(,"version":")" + std::string{api_version} + "\"}";
}

}  // namespace

Service::Service(const Scenario& scenario)
    : scenario_(scenario),
      catalogue_(scenario.designs),
      generations_(scenario, catalogue_),
      dynamic_images_(mix(scenario.seed, 44), catalogue_, scenario.asset_base_url),
      templates_(scenario.templates, scenario.seed),
      projects_(scenario.projects, scenario.seed),
      fonts_(object_list(scenario.fonts, "fonts")),
      export_ids_(mix(scenario.seed, 41)),
      webhooks_(scenario.webhooks, mix(scenario.seed ^ scenario.id_seed, 42)),
      secrets_(mix(scenario.seed ^ scenario.id_seed, 43), scenario.webhooks.secret) {}

std::optional<ApiError> Service::authenticate(const HttpRequest& request) const {
  const std::string* key = header_of(request, "x-api-key");
  const bool known =
      key != nullptr && !key->empty() && (scenario_.api_key.empty() || *key == scenario_.api_key);
  if (!known) return ApiError{401, "unauthorized", "Unauthorized: missing or invalid API key.", {}};
  if (!scenario_.api_access)
    return ApiError{401, "api_access_denied", "The plan does not include the API.", {}};
  return std::nullopt;
}

std::optional<ApiError> Service::negotiate(const HttpRequest& request) const {
  const std::string* type = header_of(request, "content-type");
  const bool json = type == nullptr || type->empty() ||
                    same_word(std::string_view{*type}.substr(0, 16), "application/json");
  if (!request.body.empty() && !json)
    return ApiError{415, "unsupported_media_type", "Send application/json.", {}};
  const std::string* accept = header_of(request, "accept");
  const bool acceptable = accept == nullptr || accept->empty() || accepts_json(*accept);
  if (!acceptable) return ApiError{406, "not_acceptable", "Only application/json is available.", {}};
  if (request.body.size() > largest_body)
    return ApiError{413, "invalid_payload", "The body is too large.", {}};
  return std::nullopt;
}

Reply Service::serve(const HttpRequest& request, const Route& to, ServerTime now) {
  templates_.advance(catalogue_, now);
  switch (to.endpoint) {
    case Endpoint::auth:
      return {json_answer(200, stamped("\"company\":" + quoted(scenario_.company)))};
    case Endpoint::ready:
      return {json_answer(200, stamped(R"("status":"ready")"))};
    case Endpoint::list_designs:
      return {list_designs(to)};
    case Endpoint::read_design:
      return {read_design(to)};
    case Endpoint::read_format:
      return {read_format(to)};
    case Endpoint::create_dynamic_image:
      return {create_dynamic_image(request, to)};
    case Endpoint::poll:
      return {poll(to, now)};
    case Endpoint::read_banner:
      return {read_banner(to, now)};
    case Endpoint::export_banners:
      return {export_banners(request, now)};
    case Endpoint::list_fonts:
      return {listing_answer(texts_of(fonts_of_type(fonts_, query(to, "type"))), to, scenario_.paging)};
    case Endpoint::list_projects:
      return {listing_answer(texts_of(projects_.all()), to, scenario_.paging)};
    case Endpoint::create_project:
      return {create_project(request, now)};
    case Endpoint::list_templates:
      return {list_templates(to)};
    case Endpoint::list_template_categories:
      return {json_answer(200, json_text(templates_.categories()))};
    case Endpoint::use_template:
      return {templates_.use(to.id, request.body, projects_, now)};
    case Endpoint::read_duplication:
      return {templates_.duplication(to.id, now)};
    case Endpoint::credits:
      return {credits()};
    case Endpoint::read_secret:
      return {json_answer(200, secrets_.show(now))};
    case Endpoint::rotate_secret:
      return {rotate_secret(to, now)};
    case Endpoint::revoke_secret:
      return {json_answer(200, secrets_.revoke(now))};
    case Endpoint::generate_sync:
      return {generate(request, to, now), std::chrono::milliseconds{40}};  // a typical rendering
    default:
      return {generate(request, to, now)};
  }
}

HttpResponse Service::list_designs(const Route& to) const {
  std::string project = query(to, "project_id");
  if (project.empty()) project = query(to, "category_id");
  if (!project.empty() &&
      !is_uuid(project)) {  // the validator is shared with the deprecated alias, and says so
    return envelope(refusal(
        {{"invalid_payload", "category_id", "malformed id category_id", nullptr, json::string{project}}}));
  }
  const std::string type = query(to, "type");
  const bool filter =
      type == "static" || type == "animated" || type == "printer" || type == "printer_multipage";
  std::vector<std::string> list;
  for (const CataloguedDesign& design : catalogue_.all()) {
    const bool elsewhere =
        design.project_id.empty() || (!project.empty() && !same_word(design.project_id, project));
    if (elsewhere || (filter && design.type_name != type)) continue;
    list.push_back(design.list_item);
  }
  return listing_answer(list, to, scenario_.paging);
}

HttpResponse Service::read_design(const Route& to) const {
  const CataloguedDesign* design = catalogue_.find(to.id);
  if (design == nullptr) return not_found("template_not_found", "Design not found.");
  const bool advanced = query(to, "i") == "advanced";
  return json_answer(200, json_text(advanced ? advanced_read(design->source) : default_read(design->source)));
}

HttpResponse Service::read_format(const Route& to) const {
  const CataloguedDesign* design = catalogue_.find(to.id);
  if (design == nullptr) return not_found("template_not_found", "Design not found.");
  const auto wanted = [&](const CataloguedFormat& f) {
    return f.format.name == to.format || same_word(f.uid, to.format);
  };
  const auto found = std::ranges::find_if(design->formats, wanted);
  if (found == design->formats.end()) return not_found("format_not_found", "Format not found: " + to.format);
  const auto at = static_cast<std::size_t>(found - design->formats.begin());
  const json::object& format = design->source.at("formats").as_array()[at].as_object();
  return json_answer(200, json_text(format_read(design->source, format)));
}

HttpResponse Service::poll(const Route& to, ServerTime now) {
  const auto found = generations_.find(to.id);
  if (!found) return not_found("generation_request_not_found", "Generation request not found.");
  const Generation& generation = generations_.ledger()[*found];
  if (now < generation.ready_at) return json_answer(202, generations_.running_body(*found));
  if (now - generation.ready_at > kept_for) {
    return envelope({410, "generation_request_gone", "Results are kept for 7 days.", {}});
  }
  generations_.tell(*found, now);
  return json_answer(200, generations_.finished_body(*found));
}

HttpResponse Service::read_banner(const Route& to, ServerTime now) const {
  const auto found = generations_.find_banner(to.id);
  if (!found || !generations_.is_ready(*found, now))
    return not_found("visual_not_found", "Visual not found.");
  return json_answer(200, generations_.banner_body(*found));
}

HttpResponse Service::credits() const {
  const std::string limit = scenario_.credits ? std::to_string(*scenario_.credits) : "null";
  const std::string left = scenario_.credits ? std::to_string(*scenario_.credits - consumed_) : "null";
  const auto account = [](const std::string& name, const std::string& available, const std::string& of,
                          std::int64_t spent) {
    return "\"" + name + R"(":{"available":)" + available + R"(,"limit":)" + of + R"(,"consumed":)" +
           std::to_string(spent) + R"(,"extra":0})";
  };
  return json_answer(200, stamped(account("generation_credits", left, limit, consumed_) + "," +
                                  account("ai_credits", "null", "null", 0)));
}

HttpResponse Service::rotate_secret(const Route& to, ServerTime now) {
  auto rotated = secrets_.rotate(query(to, "force") == "true", now);
  if (const auto* error = std::get_if<ApiError>(&rotated)) return envelope(*error);
  return json_answer(200, std::move(std::get<std::string>(rotated)));
}

HttpResponse Service::create_project(const HttpRequest& request, ServerTime now) {
  auto created = projects_.create(request.body, now);
  if (const auto* error = std::get_if<ApiError>(&created)) return envelope(*error);
  return json_answer(200, std::move(std::get<std::string>(created)));
}

HttpResponse Service::create_dynamic_image(const HttpRequest& request, const Route& to) {
  const CataloguedDesign* design = catalogue_.find(to.id);
  if (design == nullptr) return not_found("template_not_found", "Design not found.");
  return dynamic_images_.create(*design, request.body);
}

HttpResponse Service::list_templates(const Route& to) const {
  const std::string category = query(to, "category_id");
  if (!category.empty() && !is_uuid(category)) {
    return envelope(refusal(
        {{"invalid_payload", "category_id", "malformed id category_id", nullptr, json::string{category}}}));
  }
  return json_answer(200, json_text(templates_.all(category, query(to, "type"))));
}

std::optional<std::variant<AssetSpec, ApiError>> Service::open_dynamic_image(const std::string& target) {
  auto view = dynamic_images_.open(target);
  if (!view) return std::nullopt;
  if (!view->is_new) return std::move(view->spec);
  if (scenario_.credits && consumed_ >= *scenario_.credits) {
    dynamic_images_.forget(target);
    return ApiError{429, "rate_limit_exceeded", "Not enough credits.", {}};
  }
  ++consumed_;
  return std::move(view->spec);
}

}  // namespace pressrun::simulator
