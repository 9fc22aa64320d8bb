#include "manifest/take.hpp"

#include "manifest/interpolation.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace pressrun::manifest {
namespace {

std::string json_string(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const auto known = escaped.find(c); known != std::string_view::npos) {
      out += '\\';
      out += letters[known];
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex[byte >> 4U];
      out += hex[byte & 0xFU];
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Nothing: it needs more than 64 bits.
std::optional<std::string> based_integer(std::string_view digits, int base) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (problem != std::errc{}) return std::nullopt;
  return std::to_string(number);
}

std::optional<std::string> json_integer(std::string_view text) {
  if (text.starts_with("0x")) return based_integer(text.substr(2), 16);
  if (text.starts_with("0o")) return based_integer(text.substr(2), 8);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  return (negative && text != "0" ? "-" : "") + std::string(text);
}

/// As ECMAScript writes a number: digits alone from 1e-7 to 1e21, else with an exponent.
/// `digits`: the shortest that mean it; `point`: before which of them its decimal point stands.
std::string ecmascript_number(const std::string& digits, int point) {
  const int count = static_cast<int>(digits.size());
  const auto zeros = [](int times) { return std::string(static_cast<std::size_t>(times), '0'); };
  if (point > 21 || point <= -6) {
    const int exponent = point - 1;
    return digits.substr(0, 1) + (count > 1 ? "." + digits.substr(1) : "") + (exponent < 0 ? "e" : "e+") +
           std::to_string(exponent);
  }
  if (point >= count) return digits + zeros(point - count);
  if (point <= 0) return "0." + zeros(-point) + digits;
  const auto whole = static_cast<std::size_t>(point);
  return digits.substr(0, whole) + "." + digits.substr(whole);
}

/// Nothing: no number that JSON has (infinite, or none at all).
std::optional<std::string> json_real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  if (number == 0) return "0";
  std::array<char, 40> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                     std::chars_format::scientific);
  const std::string_view shortest(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const auto mark = shortest.find('e');
  std::string digits;
  for (const char c : shortest.substr(0, mark)) {
    if (c != '.') digits += c;
  }
  const int exponent = std::stoi(std::string(shortest.substr(mark + 1)));
  return (number < 0 ? "-" : "") + ecmascript_number(digits, exponent + 1);
}

Take number_or(std::optional<std::string> number, const char* problem) {
  return number ? Take{*std::move(number), {}} : Take{{}, problem};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool reads_itself(const Value& written) {
  bool found = false;
  each_reference(written, {}, [&](const Reference& reference, const SourcePos&, const std::string&) {
    found = found || reference.name == "take";
  });
  return found;
}

/// Of a plain scalar.
Take read_plain(const std::string& text) {
  switch (resolve({text, true})) {
    case ScalarType::boolean:
      return {text.front() == 't' || text.front() == 'T' ? "true" : "false", {}};
    case ScalarType::integer:
      return number_or(json_integer(text), "'take' is a number beyond 64 bits");
    case ScalarType::real:
      return number_or(json_real(text), "'take' is no finite number");
    case ScalarType::null:
    case ScalarType::string:
      break;
  }
  return {json_string(text), {}};
}

}  // namespace

Take read_take(const Value& value) {
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr) return {{}, "'take' must be a text, a number, or true or false"};
  const std::string& text = scalar->text;
  if (value.is_null() || is_blank(text)) return {{}, "'take' is empty"};
  Take plain = read_plain(text);
  // A cell and a quoted scalar are texts: `'1'` is the take `1`, and `'01'` is another.
  if (scalar->plain || plain.json == text) return plain;
  return {json_string(text), {}};
}

void check_take(const Value& written, const std::string& path, Findings& findings) {
  if (written.scalar() != nullptr && has_references(written.scalar()->text)) {
    if (reads_itself(written))
      findings.error(written.at, path, "'take' reads itself", "'${take}' is what is being said here");
    return;
  }
  if (std::string problem = read_take(written).problem; !problem.empty())
    findings.error(written.at, path, std::move(problem), take_hint);
}

}  // namespace pressrun::manifest
