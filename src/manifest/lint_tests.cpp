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

std::string_view trimmed_text(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

// As pandas, R, JavaScript, Python, SQL and spreadsheets in several languages write "no value" or a fault.
// Exact: "Nan" is bread in French, "Null" a number in German, "None" is written so by Python alone.
constexpr std::array leftovers = std::to_array<std::string_view>({
    "nan",       "NaN",           "<NA>",
    "NaT",       "None",          "null",
    "NULL",      "undefined",     "[object Object]",
    "#REF!",     "#N/A",          "#NAME?",
    "#VALUE!",   "#DIV/0!",       "#NUM!",
    "#NULL!",    "#SPILL!",       "#CALC!",
    "#FIELD!",   "#CONNECT!",     "#BLOCKED!",
    "#UNKNOWN!", "#ERROR!",       "#BUSY!",
    "#BEZUG!",   "#WERT!",        "#NV",
    "#ZAHL!",    "#VALEUR!",      "#NOM?",
    "#NOMBRE!",  "#NOMBRE?",      "#NUL!",
    "#¡REF!",    "#¡VALOR!",      "#¿NOMBRE?",
    "#¡NUM!",    "#¡DIV/0!",      "#N/D",
    "#RIF!",     "#VALORE!",      "#VALOR!",
    "#NÚM!",     "#VERW!",        "#WAARDE!",
    "#N/B",      "#GETTING_DATA", "#ССЫЛКА!",
    "#ЗНАЧ!",    "#ИМЯ?",         "#Н/Д",
    "#ADR!",     "#ARG!",
});
// Within a longer text too: nobody writes them.
constexpr std::array leftovers_within =
    std::to_array<std::string_view>({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "[object Object]"});

bool is_libreoffice_error(std::string_view text) {
  return text.size() == 7 && text.starts_with("Err:5") && text[5] >= '0' && text[5] <= '9' &&
         text[6] >= '0' && text[6] <= '9';
}

// What the bytes of UTF-8 look like when somebody takes them for Latin-1 or Windows-1252.
constexpr std::array misread = std::to_array<std::string_view>(
    {"Ã©", "Ã¨", "Ã¤", "Ã¶",  "Ã¼",  "Ã±",  "Ã§",  "Ã¡",  "Ã³",  "Ã­", "Ãº", "Ã¥", "Ã¸", "ÃŸ", "Ã´",
     "Ã®", "Ã¢", "Ã£", "â€™", "â€œ", "â€“", "â€”", "â€¦", "â‚¬", "Â°", "Â©", "Â®", "Â£", "Â§"});

std::string code_point_name(char32_t code) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(code));
  return name.data();
}

bool cannot_be_printed(char32_t code) {
  const bool line_break = code == '\t' || code == '\n' || code == '\r';
  return (code < 0x20 && !line_break) || (code >= 0x7F && code <= 0x9F) || code == replacement_character ||
         code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFC);
}

}  // namespace

bool is_blank_text(std::string_view text) {
  while (!text.empty()) {
    if (!is_white_space(take_code_point(text))) return false;
  }
  return true;
}

bool is_leftover(std::string_view text) {
  text = trimmed_text(text);
  if (text.size() < 2 || text.size() > 24) return false;
  if (std::string_view("nNu<[#E").find(text.front()) == std::string_view::npos)
    return false;  // cheap, and most
  const bool too_narrow = text.size() > 2 && text.find_first_not_of('#') == std::string_view::npos;
  return too_narrow || is_libreoffice_error(text) || std::ranges::find(leftovers, text) != leftovers.end();
}

std::optional<std::string> find_leftover(const LintText& text) {
  if (is_leftover(text.text)) return std::string{};
  if (text.text.find_first_of("#[") == std::string_view::npos) return std::nullopt;
  const bool within = std::ranges::any_of(leftovers_within, [&](std::string_view each) {
    return text.text.find(each) != std::string_view::npos;
  });
  return within ? std::optional(std::string{}) : std::nullopt;
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

std::optional<std::string> find_wrong_encoding(const LintText& text) {
  if (text.text.find("\xC3\x83") == std::string_view::npos &&
      text.text.find("\xC3\xA2") == std::string_view::npos &&
      text.text.find("\xC3\x82") == std::string_view::npos)
    return std::nullopt;
  for (const std::string_view each : misread) {
    if (text.text.find(each) != std::string_view::npos)
      return "'" + std::string(each) + "' was one letter once";
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
  return std::nullopt;
}

}  // namespace pressrun::manifest
