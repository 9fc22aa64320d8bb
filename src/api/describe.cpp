#include "api/check_value.hpp"
#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun::api {
namespace {

constexpr std::size_t most_listed = 8;

std::string figure(double number) {
  if (std::trunc(number) != number) {
    std::string text = std::to_string(number);
    return text.substr(0, text.find_last_not_of('0') + 1);
  }
  return std::to_string(static_cast<long long>(number));
}

/// " from 0 to 100", " of at least 1", "".
std::string range_text(const Limit& limit) {
  if (!std::isfinite(limit.min)) return "";
  const std::string steps = limit.step > 0 ? " in steps of " + figure(limit.step) : "";
  if (!std::isfinite(limit.max)) return " of at least " + figure(limit.min) + steps;
  const char* from = limit.above_min ? " above " : " from ";
  const char* to = limit.above_min ? ", up to " : " to ";
  return from + figure(limit.min) + to + figure(limit.max) + steps;
}

std::string list(std::span<const std::string_view> choices) {
  std::string text;
  for (const std::string_view choice : choices.first(std::min(choices.size(), most_listed)))
    text += (text.empty() ? "'" : ", '") + std::string{choice} + "'";
  return choices.size() > most_listed ? text + ", …" : text;
}

std::string brief(Notation notation) {
  switch (notation) {
    case Notation::colour:
    case Notation::fill:
      return "colour or gradient";
    case Notation::hex:
      return "colour, #RRGGBB or #RRGGBBAA";
    case Notation::hex_or_cmyk:
    case Notation::hex_or_print:
      return "colour";
    case Notation::web_address:
    case Notation::https_address:
      return "web address";
    case Notation::uuid:
      return "UUID";
    case Notation::color_profile:
      return "colour profile's name or UUID";
    case Notation::prompt:
      return "prompt of three words or more";
    case Notation::font:
      return "font's name or id";
    case Notation::padding:
      return "px, \"v h\" or one value";
    case Notation::base64:
      return "base64";
    case Notation::base64_or_data:
      return "base64, or a data URI";
    case Notation::click_tag:
      return "web address, a macro before it or not";
    case Notation::any:
      break;
  }
  return "text";
}

std::string length_text(const Limit& limit) {
  return figure(limit.min) + " to " + figure(limit.max) + " characters";
}

}  // namespace

std::string notation_text(Notation notation) {
  switch (notation) {
    case Notation::colour:
    case Notation::fill:
      return "a colour: #RRGGBB, #RRGGBBAA, a linear-gradient(…), or cmyka(…) in print";
    case Notation::hex:
      return "a colour as #RRGGBB or #RRGGBBAA";
    case Notation::hex_or_cmyk:
      return "a colour as #RRGGBB, #RRGGBBAA or cmyka(c,m,y,k)";
    case Notation::hex_or_print:
      return "a colour as #RRGGBB or #RRGGBBAA, or cmyka(c,m,y,k) in print";
    case Notation::web_address:
    case Notation::https_address:
      return "a web address (https://…)";
    case Notation::uuid:
      return "a UUID";
    case Notation::color_profile:
      return "a colour profile's name or UUID";
    case Notation::prompt:
      return "a prompt of three words or more";
    case Notation::font:
      return "a font's name or id";
    case Notation::padding:
      return "\"v h\" or one value, in px: '4 8', '12'";
    case Notation::base64:
      return "base64";
    case Notation::base64_or_data:
      return "base64, or a data URI";
    case Notation::click_tag:
      return "a web address (https://…), or a [MACRO] and one";
    case Notation::any:
      break;
  }
  return "text";
}

std::string wanted(ValueKind kind, const Limit& limit) {
  switch (kind) {
    case ValueKind::number:
      return "must be a number" + range_text(limit);
    case ValueKind::number_or_corners:
      return "must be a number" + range_text(limit) + ", or one for each of tl, tr, br and bl";
    case ValueKind::boolean:
      return "must be true or false";
    case ValueKind::boolean_or_text:
      return "must be true, false, or " + notation_text(limit.notation);
    case ValueKind::object:
      return "must be a mapping";
    case ValueKind::text_list:
      return "must be a list";
    case ValueKind::text:
      break;
  }
  if (!limit.choices.empty()) return "must be one of " + list(limit.choices);
  if (std::isfinite(limit.min)) return "must have " + length_text(limit);
  return "must be " + notation_text(limit.notation);
}

std::string describe(ValueKind kind, const Limit& limit) {
  switch (kind) {
    case ValueKind::number:
      return "number" + range_text(limit);
    case ValueKind::number_or_corners:
      return "number" + range_text(limit) + ", or {tl, tr, br, bl}";
    case ValueKind::boolean:
      return "true or false";
    case ValueKind::boolean_or_text:
      return "true, false or " + brief(limit.notation);
    case ValueKind::object:
      return "mapping";
    case ValueKind::text_list:
      return "list of texts";
    case ValueKind::text:
      break;
  }
  if (!limit.choices.empty()) return "one of " + list(limit.choices);
  if (std::isfinite(limit.min) && limit.notation == Notation::any) return "text of " + length_text(limit);
  return brief(limit.notation);
}

}  // namespace pressrun::api
