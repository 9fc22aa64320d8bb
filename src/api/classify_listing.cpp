#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/classify_read.hpp"
#include "api/decode_design.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

#include <charconv>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t most_items = 20'000;

std::optional<std::size_t> total_of(const HttpResponse& response) {
  const std::string* text = response.header("x-total-count");
  if (text == nullptr) return std::nullopt;
  std::size_t total = 0;
  const char* end = text->data() + text->size();
  const auto [rest, error] = std::from_chars(text->data(), end, total);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return total;
}

std::optional<ListedDesign> design_of(const json::object& fields) {
  ListedDesign design;
  design.id = DesignId{text_at(fields, "id")};
  design.name = text_at(fields, "name");
  design.type = design_type(text_at(fields, "type"));
  design.updated_at = seconds_at(fields, "updated_at");
  design.project_id = text_at(fields, "project_id");
  design.project_name = text_at(fields, "project_name");
  if (design.id.empty()) return std::nullopt;
  return design;
}

/// Whole numbers and texts: 400, "700-italic" (API reference §9.3).
std::vector<std::string> weights_of(const json::array* from) {
  constexpr std::size_t most_weights = 100;
  constexpr std::size_t longest_weight = 40;
  std::vector<std::string> weights;
  if (from == nullptr) return weights;
  for (const json::value& weight : *from) {
    if (weights.size() == most_weights) break;
    if (weight.is_string()) weights.push_back(clean(std::string_view{weight.get_string()}, longest_weight));
    if (weight.is_int64()) weights.push_back(std::to_string(weight.get_int64()));
  }
  return weights;
}

std::optional<Font> font_of(const json::object& fields) {
  Font font{text_at(fields, "id"), text_at(fields, "name"), text_at(fields, "type"),
            weights_of(array_at(fields, "available_weights"))};
  if (font.id.empty()) return std::nullopt;
  return font;
}

std::optional<Project> project_of(const json::object& fields) {
  Project project{text_at(fields, "id"), text_at(fields, "name"), seconds_at(fields, "created_at_ts")};
  if (project.id.empty()) return std::nullopt;
  return project;
}

template <class Item, class Make>
std::variant<Listing<Item>, Trouble> listing_of(const HttpResponse& response, WallTime now, Make make) {
  if (response.status != 200) return read_failed(response, now);
  auto body = parse_array(response.body);
  if (!body) return unreadable(response, "the answer is no JSON array");
  Listing<Item> listing;
  listing.received = body->size();
  listing.total = total_of(response);
  if (body->size() > most_items) body->resize(most_items);
  listing.items = each_object<Item>(&*body, make);
  return listing;
}

template <class Item, class Make>
Answer<std::variant<Listing<Item>, Trouble>> classify_listing(const HttpOutcome& outcome, WallTime now,
                                                              Make make) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {listing_of<Item>(response, now, make), rate_reading(response, now), true};
}

}  // namespace

Answer<std::variant<Listing<ListedDesign>, Trouble>> classify_designs(const HttpOutcome& outcome,
                                                                      WallTime now) {
  return classify_listing<ListedDesign>(outcome, now, design_of);
}

Answer<std::variant<Listing<Font>, Trouble>> classify_fonts(const HttpOutcome& outcome, WallTime now) {
  return classify_listing<Font>(outcome, now, font_of);
}

Answer<std::variant<Listing<Project>, Trouble>> classify_projects(const HttpOutcome& outcome, WallTime now) {
  return classify_listing<Project>(outcome, now, project_of);
}

}  // namespace pressrun::api
