#include "simulator/model/submissions.hpp"

#include "simulator/model/value_checks.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

using Refused = std::optional<ApiError>;

Refused wrong_kind(const CataloguedDesign& design, Endpoint endpoint) {
  if (endpoint == Endpoint::generate_sync && design.type != DesignType::static_) {
    return ApiError{400, "template_not_static", "Only static designs can be generated synchronously.", {}};
  }
  if (endpoint == Endpoint::generate_multipage && design.type != DesignType::printer_multipage) {
    return ApiError{400, "invalid_design_type", "Only printer_multipage designs can be generated here.", {}};
  }
  return std::nullopt;
}

void check_pages(const json::object& body, const CataloguedDesign& design, bool required,
                 ValueChecks& checks) {
  const json::value* pages = body.if_contains("pages");
  if (pages == nullptr) {
    if (required) checks.add({"missing_required", "pages", "Required.", nullptr, {}});
    return;
  }
  if (!pages->is_object()) return checks.wrong_type("pages", "object", *pages);
  for (const auto& page : pages->get_object()) {
    const auto known = design.pages.find(std::string_view{page.key()});
    const std::string place = "pages." + std::string{page.key()};
    if (known == design.pages.end()) {
      checks.ignore(place);
    } else {
      checks.elements(page.value(), known->second, nullptr, place);
    }
  }
}

/// Fields that are for another endpoint or another type of design (API reference 5.2 to 5.4).
void pass_over(const json::object& body, const CataloguedDesign& design, Endpoint endpoint,
               ValueChecks& checks) {
  const bool multipage = design.type == DesignType::printer_multipage;
  const bool immediate = endpoint == Endpoint::generate_sync;
  if (!multipage && body.contains("pages")) checks.ignore("pages");
  if (multipage && body.contains("elements")) checks.ignore("elements");
  for (const std::string_view name : {"template_format_name", "template_format_names"}) {
    const bool suits = !multipage && immediate == (name == "template_format_name");
    if (!suits && body.contains(name)) checks.ignore(std::string{name});
  }
}

Refused wrong_values(const json::object& body, const CataloguedDesign& design, Endpoint endpoint,
                     std::vector<std::string>& ignored) {
  ValueChecks checks{{design.is_print(), endpoint == Endpoint::generate_sync}};
  checks.fields(body, request_rules(), "");
  if (design.type == DesignType::printer_multipage) {
    check_pages(body, design, endpoint == Endpoint::generate_multipage, checks);
  } else if (const json::value* elements = body.if_contains("elements")) {
    checks.elements(*elements, design.layers, &design.variables, "elements");
  }
  pass_over(body, design, endpoint, checks);
  ignored = checks.ignored();
  if (checks.problems().empty()) return std::nullopt;
  return refusal(checks.problems());
}

/// The names that the body asks for; nothing where it does not say.
std::variant<std::vector<std::string>, ApiError> asked_formats(const json::object& body, Endpoint endpoint) {
  const bool single = endpoint == Endpoint::generate_sync;
  const std::string_view key = single ? "template_format_name" : "template_format_names";
  const json::value* names = body.if_contains(key);
  if (names == nullptr) return std::vector<std::string>{};
  ValueChecks checks{{}};
  std::vector<std::string> out;
  if (single && names->is_string()) return std::vector{std::string{names->get_string()}};
  if (single || !names->is_array()) checks.wrong_type(std::string{key}, single ? "string" : "array", *names);
  for (std::size_t i = 0; checks.problems().empty() && i < names->get_array().size(); ++i) {
    const json::value& name = names->get_array()[i];
    if (!name.is_string())
      checks.wrong_type(std::string{key} + "[" + std::to_string(i) + "]", "string", name);
    if (name.is_string()) out.emplace_back(name.get_string());
  }
  if (!checks.problems().empty()) return refusal(checks.problems());
  return out;
}

Refused choose_formats(const json::object& body, Endpoint endpoint, Order& order) {
  auto asked = asked_formats(body, endpoint);
  if (auto* error = std::get_if<ApiError>(&asked)) return *error;
  auto& names = std::get<std::vector<std::string>>(asked);
  for (std::string& name : names) {
    if (order.design->format(name) == nullptr) {
      return ApiError{404, "format_not_found", "Format not found: " + name, {}};
    }
    if (std::ranges::find(order.formats, name) == order.formats.end())
      order.formats.push_back(std::move(name));
  }
  if (!order.formats.empty()) return std::nullopt;
  for (const CataloguedFormat& format : order.design->formats) {
    order.formats.push_back(format.format.name);
    if (endpoint == Endpoint::generate_sync) break;
  }
  return std::nullopt;
}

FileType default_type(DesignType type) {
  if (type == DesignType::animated) return FileType::mp4;
  return type == DesignType::static_ ? FileType::from_background : FileType::pdf;
}

/// API reference 5.1; nothing where the design's type cannot become that file.
std::optional<FileType> file_type(DesignType design, std::string_view asked) {
  using enum FileType;
  if (asked.empty() || asked == "auto") return default_type(design);
  constexpr std::array<std::pair<std::string_view, FileType>, 8> names{{{"jpeg", jpeg},
                                                                        {"png", png},
                                                                        {"webp", webp},
                                                                        {"avif", avif},
                                                                        {"pdf", pdf},
                                                                        {"gif", gif},
                                                                        {"mp4", mp4},
                                                                        {"html5", html5}}};
  const auto found = std::ranges::find(names, asked, [](const auto& pair) { return pair.first; });
  const FileType type = found->second;
  const bool moving = type == gif || type == mp4 || type == html5;
  if (design == DesignType::animated) return moving ? std::optional{type} : std::nullopt;
  if (design == DesignType::static_) return moving ? std::nullopt : std::optional{type};
  return type == pdf ? std::optional{type} : std::nullopt;
}

Refused choose_type(const json::object& body, Order& order) {
  const json::value* asked = body.if_contains("image_file_type");
  const std::string_view name = asked == nullptr ? std::string_view{} : std::string_view{asked->get_string()};
  const auto type = file_type(order.design->type, name);
  if (type) {
    order.type = *type;
    return std::nullopt;
  }
  const std::string message =
      "File type " + std::string{name} + " does not suit a design of type " + order.design->type_name + ".";
  return refusal(
      {{"invalid_filetype", "image_file_type", message, nullptr, json::value(*asked, json::storage_ptr{})}});
}

/// Options of a file that is not made (API reference 5.3, "Applies to").
void pass_over_options(const json::object& body, Order& order) {
  const std::array<std::pair<std::string_view, bool>, 4> options{{{"html5", order.type == FileType::html5},
                                                                  {"gif", order.type == FileType::gif},
                                                                  {"video", order.type == FileType::mp4},
                                                                  {"print", order.design->is_print()}}};
  for (const auto& [name, suits] : options) {
    if (!suits && body.contains(name)) order.ignored.emplace_back(name);
  }
}

Background background_of(const json::object& body) {
  const json::value* elements = body.if_contains("elements");
  if (elements == nullptr || !elements->is_object()) return Background::saved;
  const json::value* root = elements->get_object().if_contains("root");
  if (root == nullptr || !root->is_object()) return Background::saved;
  const json::value* colour = root->get_object().if_contains("background_color");
  if (colour == nullptr || !colour->is_string()) return Background::saved;
  return is_transparent(colour->get_string()) ? Background::transparent : Background::opaque;
}

void read_options(const json::object& body, Endpoint endpoint, Order& order) {
  order.background = background_of(body);
  const json::value* callback = body.if_contains("callback_url");
  if (callback != nullptr && callback->is_string() && endpoint != Endpoint::generate_sync)
    order.callback_url = callback->get_string();
  if (const json::value* html5 = body.if_contains("html5")) {
    const json::value* backup = html5->get_object().if_contains("include_backup_image");
    order.backup_image = backup != nullptr && *backup == true;
  }
  const json::value* original = body.if_contains("original_visual_id");
  if (original != nullptr && endpoint != Endpoint::generate_multipage)
    order.original_visual_id = original->get_string();
}

std::variant<Order, ApiError> sound_order(const CataloguedDesign& design, Endpoint endpoint,
                                          const json::object& body) {
  Order order;
  order.design = &design;
  if (auto error = wrong_values(body, design, endpoint, order.ignored)) return *error;
  if (design.type != DesignType::printer_multipage) {
    if (auto error = choose_formats(body, endpoint, order)) return *error;
  }
  if (auto error = choose_type(body, order)) return *error;
  pass_over_options(body, order);
  read_options(body, endpoint, order);
  if (!order.original_visual_id.empty() && order.formats.size() > 1) {
    return refusal({{"more_than_one_format",
                     "original_visual_id",
                     "A version is made of exactly one format.",
                     nullptr,
                     {}}});
  }
  return order;
}

}  // namespace

std::variant<Order, ApiError> read_order(const CataloguedDesign& design, Endpoint endpoint,
                                         const std::string& body) {
  if (auto error = wrong_kind(design, endpoint)) return *error;
  json::monotonic_resource memory;
  json::error_code failed;
  const json::value parsed = json::parse(body, failed, &memory);
  if (failed) return ApiError{400, "invalid_payload", "Invalid JSON", {}};
  if (!parsed.is_object()) {
    return refusal({{"wrong_type", "body", "Must be of type object.", json::string{"object"}, {}}});
  }
  return sound_order(design, endpoint, parsed.get_object());
}

}  // namespace pressrun::simulator
