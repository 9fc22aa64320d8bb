#include "api/canonical_json.hpp"

#include "pressrun/api/sha256.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace pressrun::api {
namespace {

namespace json = boost::json;

/// The short escape of a character; 0 where it has none.
char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    default:
      return 0;
  }
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void write_escaped(std::string& to, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  to += '\\';
  if (const char brief = short_escape(c)) {
    to += brief;
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  to.append("u00");
  to += hex[byte >> 4U];
  to += hex[byte & 0x0FU];
}

void write_folded(std::string& to, std::string_view text) {
  constexpr std::size_t scheme = 7;  // "sha256:"
  Sha256 digest;
  digest.add(text);
  to.append(R"({"bytes":)").append(std::to_string(text.size()));
  to.append(R"(,"sha256":")").append(digest.text().substr(scheme)).append(R"("})");
}

/// The shortest digits that mean a number, and before which of them its point stands.
struct Digits {
  std::string text;
  int point = 0;
};

Digits shortest_digits(double positive) {
  std::array<char, 32> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const auto mark = text.find('e');
  Digits digits;
  for (const char c : text.substr(0, mark)) {
    if (c != '.') digits.text += c;
  }
  const char* exponent = text.data() + mark + 1;
  if (*exponent == '+') ++exponent;
  std::from_chars(exponent, text.data() + text.size(), digits.point);
  ++digits.point;
  return digits;
}

void write_with_exponent(std::string& to, const Digits& digits) {
  to += digits.text.front();
  if (digits.text.size() > 1) to.append(".").append(digits.text, 1);
  const int exponent = digits.point - 1;
  to.append(exponent < 0 ? "e" : "e+").append(std::to_string(exponent));
}

void write_decimal(std::string& to, const Digits& digits) {
  const int count = static_cast<int>(digits.text.size());
  if (digits.point >= count) {
    to.append(digits.text).append(static_cast<std::size_t>(digits.point - count), '0');
  } else if (digits.point > 0) {
    const auto whole = static_cast<std::size_t>(digits.point);
    to.append(digits.text, 0, whole).append(".").append(digits.text, whole);
  } else {
    to.append("0.").append(static_cast<std::size_t>(-digits.point), '0').append(digits.text);
  }
}

void write_object(std::string& to, const json::object& object, LongStrings long_strings) {
  using Pair = json::key_value_pair;
  std::vector<const Pair*> members;
  members.reserve(object.size());
  for (const Pair& member : object) members.push_back(&member);
  std::ranges::sort(members, {}, [](const Pair* member) { return std::string_view{member->key()}; });
  to += '{';
  for (const Pair* member : members) {
    if (member != members.front()) to += ',';
    write_canonical_string(to, member->key());
    to += ':';
    write_canonical(to, member->value(), long_strings);
  }
  to += '}';
}

void write_array(std::string& to, const json::array& array, LongStrings long_strings) {
  to += '[';
  for (const json::value& item : array) {
    if (&item != array.begin()) to += ',';
    write_canonical(to, item, long_strings);
  }
  to += ']';
}

}  // namespace

void write_canonical_string(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if(text, needs_escape) - text.begin());
    to.append(text, 0, plain);
    if (plain == text.size()) break;
    write_escaped(to, text[plain]);
    text.remove_prefix(plain + 1);
  }
  to += '"';
}

void write_canonical_number(std::string& to, double number) {
  constexpr int most_digits = 21;    // before the point; more, and there is an exponent
  constexpr int fewest_digits = -5;  // so many zeros after the point, and no more
  if (!std::isfinite(number)) {
    to += "null";
    return;
  }
  if (number == 0) {
    to += '0';
    return;
  }
  if (number < 0) to += '-';
  const Digits digits = shortest_digits(std::abs(number));
  const bool plain = digits.point <= most_digits && digits.point >= fewest_digits;
  plain ? write_decimal(to, digits) : write_with_exponent(to, digits);
}

void write_canonical(std::string& to, const json::value& value, LongStrings long_strings) {
  switch (value.kind()) {
    case json::kind::null:
      to += "null";
      return;
    case json::kind::bool_:
      to += value.get_bool() ? "true" : "false";
      return;
    case json::kind::int64:
      to += std::to_string(value.get_int64());
      return;
    case json::kind::uint64:
      to += std::to_string(value.get_uint64());
      return;
    case json::kind::double_:
      return write_canonical_number(to, value.get_double());
    case json::kind::string: {
      const std::string_view text{value.get_string()};
      if (long_strings == LongStrings::folded && text.size() > longest_kept_string)
        return write_folded(to, text);
      return write_canonical_string(to, text);
    }
    case json::kind::array:
      return write_array(to, value.get_array(), long_strings);
    case json::kind::object:
      return write_object(to, value.get_object(), long_strings);
  }
}

std::string canonical(const json::value& value, LongStrings long_strings) {
  std::string text;
  write_canonical(text, value, long_strings);
  return text;
}

}  // namespace pressrun::api
