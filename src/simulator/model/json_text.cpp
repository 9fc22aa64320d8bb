#include "simulator/model/json_text.hpp"

#include <boost/json.hpp>

#include <array>
#include <charconv>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

void append(std::string& out, const json::value& value);

void append(std::string& out, double number) {
  std::array<char, 400> digits{};  // the longest double without an exponent has 325
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  out.append(digits.data(), error == std::errc{} ? end : digits.data());
}

void append(std::string& out, const json::array& items) {
  out += '[';
  bool first = true;
  for (const json::value& item : items) {
    if (!first) out += ',';
    first = false;
    append(out, item);
  }
  out += ']';
}

void append(std::string& out, const json::object& members) {
  out += '{';
  bool first = true;
  for (const auto& member : members) {
    if (!first) out += ',';
    first = false;
    out += json::serialize(json::string{member.key()});
    out += ':';
    append(out, member.value());
  }
  out += '}';
}

void append(std::string& out, const json::value& value) {
  if (value.is_array()) return append(out, value.get_array());
  if (value.is_object()) return append(out, value.get_object());
  if (value.is_double()) return append(out, value.get_double());
  out += json::serialize(value);
}

}  // namespace

std::string json_text(const json::value& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace pressrun::simulator
