#include "simulator/model/answers.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/service.hpp"
#include "simulator/model/value_checks.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

// The part of the service that costs credits, and what it leaves behind: generation, assets, export.

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

/// Credits of one output. The vendor does not publish the cost; this is the rule of thumb of pressrun's
/// planner.
std::int64_t cost_of_one(const CataloguedDesign& design) {
  if (design.type == DesignType::animated)
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(design.duration_s)));
  return design.type == DesignType::printer_multipage ? std::ssize(design.pages) : 1;
}

std::string feature_of(const Order& order) {
  if (order.design->type == DesignType::printer_multipage) return "printer_multipage";
  if (order.type == FileType::gif) return "gif";
  return order.type == FileType::html5 ? "html5" : "";
}

/// The same body as of whoever is told nothing: cut, and not written anew.
std::string without_callback(std::string body, const std::string& url) {
  const std::string member = "\"callback_url\":\"" + url + "\"";
  const std::size_t at = body.find(member);
  if (at == std::string::npos) return body;
  const bool is_last = at + member.size() < body.size() && body[at + member.size()] != ',';
  const bool follows = is_last && at > 0 && body[at - 1] == ',';
  body.erase(follows ? at - 1 : at, member.size() + (follows || !is_last ? 1 : 0));
  return body;
}

/// The final answer of a poll, in the form of the event (API reference 8.3).
std::string event_of(const std::string& id, std::string finished) {
  const std::string polled = "{\"id\":\"" + id + "\",\"is_finalized\":true,";
  const std::string told = R"({"event_type":"NEW_BANNER_BATCH","generation_request_id":")" + id + "\",";
  if (finished.starts_with(polled)) finished.replace(0, polled.size(), told);
  return finished;
}

/// Behind the host: a path, "/" at least.
std::string target_of(const std::string& url) {
  const std::size_t host = url.find("://");
  const std::size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
  return path == std::string::npos ? "/" : url.substr(path);
}

std::vector<std::string> output_names(const Order& order) {
  return order.formats.empty() ? std::vector<std::string>{""} : order.formats;
}

/// The `elements` or `pages` of a request's body, as JSON text.
std::string elements_of(const std::string& body) {
  json::error_code failed;
  const json::value parsed = json::parse(body, failed);
  if (failed || !parsed.is_object()) return "{}";
  for (const std::string_view key : {"elements", "pages"}) {
    const json::value* value = parsed.get_object().if_contains(key);
    if (value != nullptr && value->is_object()) return json_text(*value);
  }
  return "{}";
}

}  // namespace

std::optional<ApiError> Service::not_allowed(const Order& order) const {
  const std::string feature = feature_of(order);
  if (!feature.empty() && std::ranges::find(scenario_.not_in_plan, feature) != scenario_.not_in_plan.end()) {
    return ApiError{429, "feature_not_in_plan", "The plan does not include " + feature + ".", {}};
  }
  if (!scenario_.credits) return std::nullopt;
  const std::int64_t needed = cost_of_one(*order.design) * std::ssize(output_names(order));
  if (consumed_ + needed <= *scenario_.credits) return std::nullopt;
  return ApiError{429, "rate_limit_exceeded", "Not enough credits.", {}};
}

std::optional<ApiError> Service::wrong_original(const Order& order, ServerTime now) const {
  if (order.original_visual_id.empty()) return std::nullopt;
  const auto original = generations_.find_banner(order.original_visual_id);
  if (!original || !generations_.is_ready(*original, now))
    return ApiError{404, "visual_not_found", "Visual not found.", {}};
  if (generations_.design(original->generation).id != order.design->id) {
    return ApiError{404, "not_related_to_same_template", "The visual is of another design.", {}};
  }
  const std::string format = order.formats.empty() ? "" : order.formats.front();
  if (generations_.format_name(*original) != format) {
    return ApiError{404, "not_related_to_same_format", "The visual is of another format.", {}};
  }
  return std::nullopt;
}

/// Only successful assets count (older guide); what will succeed is settled by the key.
void Service::charge(const Order& order, std::uint64_t key) {
  const auto names = output_names(order);
  const auto made =
      std::ranges::count_if(names, [&](const std::string& name) { return !generations_.failure(key, name); });
  assets_ += static_cast<std::uint64_t>(made);
  consumed_ += made * cost_of_one(*order.design);
}

HttpResponse Service::generate(const HttpRequest& request, const Route& to, ServerTime now) {
  const CataloguedDesign* design = catalogue_.find(to.id);
  if (design == nullptr) return envelope({404, "template_not_found", "Design not found.", {}});
  auto read = read_order(*design, to.endpoint, request.body);
  if (const auto* error = std::get_if<ApiError>(&read)) return envelope(*error);
  Order& order = std::get<Order>(read);
  if (const auto error = wrong_original(order, now)) return envelope(*error);
  if (const auto error = not_allowed(order)) return envelope(*error);
  const bool immediate = to.endpoint == Endpoint::generate_sync;
  return immediate ? render_now(std::move(order), request, now)
                   : render_later(std::move(order), request, now);
}

HttpResponse Service::render_now(Order order, const HttpRequest& request, ServerTime now) {
  const std::uint64_t key = generations_.draw_key(order, request.body);
  if (const auto reason = generations_.failure(key, order.formats.front())) {
    return envelope({400, "cannot_build_banner", *reason, {}});
  }
  charge(order, key);
  const std::size_t made = generations_.accept(std::move(order), request.body, key, now, true);
  return json_answer(200, generations_.banner_body({made, 0}));
}

HttpResponse Service::render_later(Order order, const HttpRequest& request, ServerTime now) {
  const std::string callback = std::exchange(order.callback_url, {});
  // Whom it is told to has no part in what comes of it.
  const std::uint64_t key = generations_.draw_key(
      order, callback.empty() ? request.body : without_callback(request.body, callback));
  charge(order, key);
  const std::size_t made = generations_.accept(std::move(order), request.body, key, now, false);
  if (!callback.empty()) webhooks_.add(made, callback, generations_.ledger()[made].ready_at);
  const std::string& id = generations_.ledger()[made].request_id;
  return json_answer(
      200, R"({"generation_request_id":")" + id + R"(","version":")" + std::string{api_version} + "\"}");
}

/// Made at each attempt anew, with a signature of its own.
std::optional<WebhookAttempt> Service::take_webhook(ServerTime now) {
  auto due = webhooks_.take(now);
  if (!due) return std::nullopt;
  WebhookAttempt attempt;
  attempt.number = due->number;
  attempt.url = due->url;
  attempt.arrives = due->arrives;
  attempt.request_id = generations_.ledger()[due->generation].request_id;
  attempt.request.method = "POST";
  attempt.request.target = target_of(due->url);
  attempt.request.body = event_of(attempt.request_id, generations_.finished_body(due->generation));
  attempt.request.headers.push_back({"Content-Type", "application/json"});
  attempt.request.headers.push_back({"X-Abyssale-Delivery-Id", webhooks_.id(due->number)});
  std::string signature = secrets_.signature(attempt.request.body, now);
  if (!signature.empty()) attempt.request.headers.push_back({"X-Abyssale-Signature", std::move(signature)});
  return attempt;
}

HttpResponse Service::export_banners(const HttpRequest& request, ServerTime now) {
  constexpr Rule rules[] = {{.name = "ids", .kind = Kind::text_list, .required = true},
                            {.name = "callback_url", .kind = Kind::url}};
  json::error_code failed;
  const json::value body = json::parse(request.body, failed);
  if (failed) return envelope({400, "invalid_payload", "Invalid JSON", {}});
  ValueChecks checks{{}};
  if (!body.is_object()) checks.wrong_type("body", "object", body);
  if (body.is_object()) checks.fields(body.get_object(), rules, "");
  if (!checks.problems().empty()) return envelope(refusal(checks.problems()));
  bool any = false;
  for (const json::value& id : body.at("ids").get_array()) {
    if (!is_uuid(id.get_string())) return envelope({404, "endpoint_not_found", "Endpoint not found.", {}});
    const auto banner = generations_.find_banner(id.get_string());
    any = any || (banner && generations_.is_ready(*banner, now));
  }
  if (!any) return envelope({404, "visual_not_found", "Visual not found.", {}});
  const std::string id = export_ids_.uuid(exports_++);
  return json_answer(200, R"({"export_id":")" + id + R"(","version":")" + std::string{api_version} + "\"}");
}

std::optional<AssetSpec> Service::asset(const std::string& banner_id) const {
  const auto found = generations_.find_banner(banner_id);
  if (!found) return std::nullopt;
  const CataloguedDesign& design = generations_.design(found->generation);
  const CataloguedFormat* format = design.format(generations_.format_name(*found));
  const Format& size = format == nullptr ? design.page : format->format;
  return AssetSpec{generations_.file_ending(*found),
                   design.name,
                   size.name,
                   size.width,
                   size.height,
                   size.unit,
                   elements_of(generations_.ledger()[found->generation].body)};
}

}  // namespace pressrun::simulator
