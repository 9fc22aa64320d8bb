#include "api/coerce.hpp"

#include "api/text.hpp"

#include <charconv>
#include <cmath>

namespace pressrun::api {
namespace {

namespace json = boost::json;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

template <class Number>
std::optional<Number> whole(std::string_view text, int base) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> real(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// `text` is an integer or a real of the core schema. Nothing: not finite, or beyond what a double holds.
std::optional<json::value> number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0o")) {
    base = text[1] == 'x' ? 16 : 8;
    text.remove_prefix(2);
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  if (const auto small = whole<std::int64_t>(text, base)) return json::value(*small);
  if (const auto large = whole<std::uint64_t>(text, base)) return json::value(*large);
  if (base != 10) return std::nullopt;
  if (const auto fraction = real(text)) return json::value(*fraction);
  return std::nullopt;
}

Coerced number_or_mismatch(std::string_view text) {
  auto value = number(text);
  if (!value) return Mismatch{"is not a finite number"};
  return *std::move(value);
}

std::optional<bool> truth(std::string_view text, bool with_yes_and_one) {
  const std::string word = lower(trimmed(text));
  if (word == "true") return true;
  if (word == "false") return false;
  if (!with_yes_and_one) return std::nullopt;
  if (word == "yes" || word == "1") return true;
  if (word == "no" || word == "0") return false;
  return std::nullopt;
}

}  // namespace

Coerced as_text(const Scalar& scalar) {
  if (resolve(scalar) == ScalarType::null) return Mismatch{"is no text; leave it out, or quote it"};
  return json::value(json::string(scalar.text));
}

Coerced as_number(const Scalar& scalar) {
  const std::string_view text = trimmed(scalar.text);
  const ScalarType type = resolve(Scalar{std::string{text}, true});
  if (type != ScalarType::integer && type != ScalarType::real) return Mismatch{"is not a number"};
  return number_or_mismatch(text);
}

Coerced as_boolean(const Scalar& scalar) {
  if (const auto value = truth(scalar.text, true)) return json::value(*value);
  return Mismatch{"is neither true nor false"};
}

Coerced as_boolean_or_text(const Scalar& scalar) {
  if (const auto value = truth(scalar.text, false)) return json::value(*value);
  return as_text(scalar);
}

Coerced as_resolved(const Scalar& scalar) {
  switch (resolve(scalar)) {
    case ScalarType::null:
      return json::value(nullptr);
    case ScalarType::boolean:
      return json::value(lower(scalar.text) == "true");
    case ScalarType::integer:
    case ScalarType::real:
      return number_or_mismatch(scalar.text);
    case ScalarType::string:
      break;
  }
  return json::value(json::string(scalar.text));
}

}  // namespace pressrun::api
