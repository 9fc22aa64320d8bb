#include "manifest/lint_tests.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pressrun::manifest {
namespace {

bool is_white_space(char32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x2060 || code == 0x3000 || code == 0xFEFF;
}

/// What takes room, or joins letters, and shows nothing by itself.
bool is_unseen(char32_t code) {
  return is_white_space(code) || code == 0xAD || (code >= 0x200C && code <= 0x200F) || code == 0x115F ||
         code == 0x1160 || code == 0x180E || code == 0x2800 || code == 0x3164 || code == 0xFFA0 ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string code_point_name(char32_t code) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(code));
  return name.data();
}

/// Overrides: letters behind them stand the wrong way round. Marks and isolates have their place in Hebrew
/// and Arabic.
bool turns_direction(char32_t code) { return code == 0x202D || code == 0x202E; }

/// Signs of Windows' symbol fonts, as word processors leave them: no other font has them.
bool is_of_symbol_font(char32_t code) { return code >= 0xF000 && code <= 0xF0FF; }

bool cannot_be_printed(char32_t code) {
  const bool line_break = code == '\t' || code == '\n' || code == '\r';
  return (code < 0x20 && !line_break) || (code >= 0x7F && code <= 0x9F) || code == replacement_character ||
         code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFC) || (code & 0xFFFEU) == 0xFFFEU ||
         code == 0x2028 || code == 0x2029 || turns_direction(code) || is_of_symbol_font(code);
}

}  // namespace

bool is_blank_text(std::string_view text) {
  while (!text.empty()) {
    if (!is_unseen(take_code_point(text))) return false;
  }
  return true;
}

std::optional<std::string> find_control_character(const LintText& text) {
  const bool plain = std::ranges::all_of(text.text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F;
  });
  if (plain) return std::nullopt;
  for (std::string_view rest = text.text; !rest.empty();) {
    const char32_t code = take_code_point(rest);
    if (!cannot_be_printed(code)) continue;
    if (code == replacement_character)
      return "U+FFFD stands for a letter that was lost when the file was converted";
    return "it is " + code_point_name(code);
  }
  return std::nullopt;
}

std::optional<std::string> find_blank_text(const LintText& text) {
  if (text.text.empty() || !is_blank_text(text.text)) return std::nullopt;
  return is_printed(text.property) || text.property.ends_with("_url") ? std::optional(std::string{})
                                                                      : std::nullopt;
}

std::optional<std::string> find_broken_url(const LintText& text) {
  const bool wanted = text.property.ends_with("_url") || text.property == "url";
  const bool scheme = text.text.starts_with("http://") || text.text.starts_with("https://");
  if (!scheme) return std::nullopt;  // other texts are the contract's to refuse
  const std::string_view rest = text.text.substr(text.text.find("://") + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (wanted && rest.find_first_of(" \t\n") != std::string_view::npos) return "a blank is written %20";
  if (host.empty()) return "the host is missing behind '://'";
  if (!wanted) return std::nullopt;
  if (host == "http:" || host == "https:") return "'http://' stands there twice";
  if (host.starts_with('.') || host.find("..") != std::string_view::npos) return "no host is called so";
  const std::string_view name = host.substr(0, host.find(':'));
  if (name == "localhost" || name == "127.0.0.1" || name.ends_with(".local"))
    return "nobody but this machine can read it there";
  const std::string_view file = rest.substr(rest.rfind('/') + 1);
  const std::string_view stem = file.substr(0, file.find_first_of(".?#"));
  if (rest.find('/') != std::string_view::npos && is_leftover(stem))
    return "'" + std::string(stem) + "' is what a tool left where it had no name";
  return std::nullopt;
}

}  // namespace pressrun::manifest
