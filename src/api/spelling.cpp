#include "api/spelling.hpp"

#include "api/body_fields.hpp"
#include "api/text.hpp"
#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace pressrun::api {
namespace {

namespace json = boost::json;

bool is_colour(Notation notation) {
  switch (notation) {
    case Notation::colour:
    case Notation::fill:
    case Notation::hex:
    case Notation::hex_or_cmyk:
    case Notation::hex_or_print:
      return true;
    default:
      return false;
  }
}

/// Whatever the layer is: the design may not be known, and the same request must be the same without it.
bool takes_colour(std::string_view property) {
  const auto rules = rules_of_all_types(property);
  return !rules.empty() &&
         std::ranges::all_of(rules, [](const PropertyRule* rule) { return is_colour(rule->limit.notation); });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper_hex(char c) { return c >= 'A' && c <= 'F'; }
bool is_hex(char c) { return is_digit(c) || is_upper_hex(c) || (c >= 'a' && c <= 'f'); }
bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

/// How many of the characters at the start are a hex colour's digits; 0 where they are none.
std::size_t hex_digits(std::string_view text) {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_hex) - text.begin());
  const bool ends = end == text.size() || !is_word(text[end]);
  const bool colour = end == 3 || end == 4 || end == 6 || end == 8;
  return ends && colour ? end : 0;
}

void lower_hex(json::string& text) {
  for (std::size_t at = text.find('#'); at != json::string::npos; at = text.find('#', at + 1)) {
    const std::size_t count = hex_digits(std::string_view{text}.substr(at + 1));
    for (std::size_t i = at + 1; i <= at + count; ++i) {
      if (is_upper_hex(text[i])) text[i] = static_cast<char>(text[i] - 'A' + 'a');
    }
  }
}

void unify_property(json::value& value, const std::string& path) {
  if (json::string* text = value.if_string()) {
    if (takes_colour(path)) lower_hex(*text);
  } else if (json::object* object = value.if_object()) {
    for (auto& member : *object) unify_property(member.value(), path + "." + std::string{member.key()});
  }
}

void unify_layers(json::value& layers) {
  json::object* named = layers.if_object();
  if (named == nullptr) return;
  for (auto& layer : *named) {
    json::object* properties = layer.value().if_object();
    if (properties == nullptr || layer.key() == "vars") continue;  // a variable may be called "color"
    for (auto& property : *properties) unify_property(property.value(), property.key());
  }
}

void unify_pages(json::value& pages) {
  json::object* named = pages.if_object();
  if (named == nullptr) return;
  for (auto& page : *named) unify_layers(page.value());
}

bool is_auto(const json::value& type) { return type.is_string() && type.get_string() == "auto"; }

}  // namespace

void unify_spelling(json::object& body) {
  if (json::value* elements = body.if_contains("elements")) unify_layers(*elements);
  if (json::value* pages = body.if_contains("pages")) unify_pages(*pages);
  if (const json::value* type = body.if_contains("image_file_type"); type != nullptr && is_auto(*type))
    take_out(body, "image_file_type");
  if (json::value* original = body.if_contains(original_field); original != nullptr && original->is_string())
    *original = lower(original->get_string());
}

}  // namespace pressrun::api
