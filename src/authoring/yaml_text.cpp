#include "authoring/yaml_text.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/domain/value.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Words that YAML 1.1 tools take for booleans, whatever version 1.2 says.
bool doubtful(std::string_view text) {
  constexpr std::array<std::string_view, 8> words{"y", "n", "yes", "no", "on", "off", "true", "false"};
  std::string low{text};
  std::ranges::transform(low, low.begin(),
                         [](char c) { return letter(c) ? static_cast<char>(c | 0x20) : c; });
  return std::ranges::find(words, low) != words.end();
}

bool plain(std::string_view text) {
  if (text.empty() || !letter(text.front()) || doubtful(text)) return false;
  const bool simple = std::ranges::all_of(
      text, [](char c) { return letter(c) || digit(c) || c == '_' || c == '-' || c == '.'; });
  return simple && resolve(Scalar{std::string{text}, true}) == ScalarType::string;
}

void append_hex(std::string& out, char letter, char32_t code, int digits) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  out += '\\';
  out += letter;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += hex[(code >> shift) & 0xFU];
}

/// Separators that YAML 1.1 takes for line breaks; printable() leaves some of them.
bool separator(char32_t code) { return code == 0x85 || code == 0x2028 || code == 0x2029 || code == 0xFEFF; }

/// Whether a person would see it as it is.
bool visible(char32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0) || separator(code)) return false;
  std::string alone;
  append_utf8(alone, code);
  return printable(alone) == alone;
}

void append_quoted(std::string& out, char32_t code) {
  if (code == '"' || code == '\\') out += '\\';
  if (visible(code)) return append_utf8(out, code);
  if (code == '\n') {
    out += "\\n";
  } else if (code == '\t') {
    out += "\\t";
  } else if (code < 0x100) {
    append_hex(out, 'x', code, 2);
  } else if (code < 0x10000) {
    append_hex(out, 'u', code, 4);
  } else {
    append_hex(out, 'U', code, 8);
  }
}

std::string without_references(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("${")) out += '\\';
    out += text[i];
  }
  return out;
}

std::string flow(const json::array& items) {
  std::string out = "[";
  for (const json::value& item : items) out += (out.size() > 1 ? ", " : "") + yaml_value(item);
  return out + "]";
}

std::string flow(const json::object& members) {
  std::string out = "{";
  for (const auto& member : members) {
    out += (out.size() > 1 ? ", " : "") + yaml_text({member.key().data(), member.key().size()}) + ": " +
           yaml_value(member.value());
  }
  return out + "}";
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (plain(text)) return std::string{text};
  std::string out = "\"";
  while (!text.empty()) append_quoted(out, take_code_point(text));
  return out + "\"";
}

bool stands_as_key(std::string_view text) {
  constexpr std::size_t longest = 900;  // YAML allows 1024 characters
  return text != "<<" && !text.empty() && yaml_text(text).size() <= longest;
}

std::string number_text(double number) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} ? std::string{digits.data(), end} : "0";
}

std::string yaml_value(const json::value& value) {
  if (const json::string* text = value.if_string())
    return yaml_text(without_references({text->data(), text->size()}));
  if (const json::array* items = value.if_array()) return flow(*items);
  if (const json::object* members = value.if_object()) return flow(*members);
  if (const double* number = value.if_double()) return number_text(*number);
  return json::serialize(value);
}

std::string comment_text(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    std::string_view rest = text;
    const char32_t code = take_code_point(rest);
    std::string piece = printable(text.substr(0, text.size() - rest.size()));
    if (separator(code)) piece = " ";
    if (out.size() + piece.size() > most) return out + "…";
    out += piece;
    text = rest;
  }
  return out;
}

}  // namespace pressrun::authoring
