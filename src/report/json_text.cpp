#include "pressrun/report/json_text.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace pressrun::report {
namespace {

namespace json = boost::json;

bool unprintable(char32_t code) {
  return is_hidden(code) || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

void append_code(std::string& out, char32_t code) {
  switch (code) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (!unprintable(code)) return append_utf8(out, code);
  std::array<char, 8> escape{};
  std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(code) & 0xFFFFU);
  out += escape.data();
}

void append_object(std::string& out, const json::object& object) {
  out += '{';
  std::string_view comma;
  for (const auto& member : object) {
    out += comma;
    comma = ", ";
    append_quoted(out, {member.key().data(), member.key().size()});
    out += ": ";
    append_json(out, member.value());
  }
  out += '}';
}

void append_array(std::string& out, const json::array& array) {
  out += '[';
  std::string_view comma;
  for (const json::value& item : array) {
    out += comma;
    comma = ", ";
    append_json(out, item);
  }
  out += ']';
}

bool plain_ascii(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, plain_ascii) - text.begin());
    out += text.substr(0, plain);  // nearly everything
    text.remove_prefix(plain);
    if (!text.empty()) append_code(out, take_code_point(text));
  }
  out += '"';
}

std::string number(double value) {
  if (!std::isfinite(value)) return "0";  // JSON has no word for it; no size of an asset is one
  std::array<char, 32> text{};
  const bool whole = std::trunc(value) == value && std::fabs(value) < 1e15;
  const auto end = whole
                       ? std::to_chars(text.data(), text.data() + text.size(), static_cast<long long>(value))
                       : std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

void append_json(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      break;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      break;
    case json::kind::double_:
      out += number(value.get_double());
      break;
    case json::kind::string:
      append_quoted(out, {value.get_string().data(), value.get_string().size()});
      break;
    case json::kind::array:
      append_array(out, value.get_array());
      break;
    case json::kind::object:
      append_object(out, value.get_object());
      break;
  }
}

}  // namespace pressrun::report
