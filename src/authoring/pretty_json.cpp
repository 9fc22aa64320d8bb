#include "authoring/pretty_json.hpp"

#include "authoring/yaml_text.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdio>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

constexpr std::size_t widest = 100;

std::string one_line(const json::value& value);

/// As Boost.JSON writes it, and what a terminal would act on escaped besides.
std::string quoted(json::string_view text) {
  const std::string whole = json::serialize(json::value(text));
  std::string out;
  for (std::string_view rest = whole; !rest.empty();) {
    const char32_t code = take_code_point(rest);
    if (!is_hidden(code)) {
      append_utf8(out, code);
      continue;
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(code) & 0xFFFFU);
    out += escape.data();
  }
  return out;
}

std::string one_line(const json::object& members) {
  std::string out = "{";
  for (const auto& member : members)
    out += (out.size() > 1 ? ", " : "") + quoted(member.key()) + ": " + one_line(member.value());
  return out + "}";
}

std::string one_line(const json::array& items) {
  std::string out = "[";
  for (const json::value& item : items) out += (out.size() > 1 ? ", " : "") + one_line(item);
  return out + "]";
}

std::string one_line(const json::value& value) {
  if (const json::object* members = value.if_object()) return one_line(*members);
  if (const json::array* items = value.if_array()) return one_line(*items);
  if (const json::string* text = value.if_string()) return quoted(*text);
  if (const double* number = value.if_double()) return number_text(*number);
  return json::serialize(value);
}

class Printer {
 public:
  void print(const json::value& value, std::size_t indent) {
    std::string line = one_line(value);
    const json::object* members = value.if_object();
    const json::array* items = value.if_array();
    if ((members == nullptr && items == nullptr) || indent + line.size() <= widest) {
      out += line;
    } else if (members != nullptr) {
      block(*members, indent);
    } else {
      block(*items, indent);
    }
  }

  std::string out;

 private:
  void next_line(bool first, std::size_t indent) {
    out += first ? "\n" : ",\n";
    out.append(indent, ' ');
  }

  void block(const json::object& members, std::size_t indent) {
    out += '{';
    bool first = true;
    for (const auto& member : members) {
      next_line(first, indent + 2);
      out += quoted(member.key()) + ": ";
      print(member.value(), indent + 2);
      first = false;
    }
    out += '\n' + std::string(indent, ' ') + '}';
  }

  void block(const json::array& items, std::size_t indent) {
    out += '[';
    bool first = true;
    for (const json::value& item : items) {
      next_line(first, indent + 2);
      print(item, indent + 2);
      first = false;
    }
    out += '\n' + std::string(indent, ' ') + ']';
  }
};

}  // namespace

std::string pretty_json(const json::value& value) {
  Printer printer;
  printer.print(value, 0);
  return printer.out + "\n";
}

}  // namespace pressrun::authoring
