#include "manifest/lint_tests.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace pressrun::manifest {
namespace {

std::string_view trimmed_text(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\n\r").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\n\r").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

// As pandas, R, JavaScript, Python, Go, PHP, SQL and spreadsheets in several languages write "no value" or a
// fault. Exact: "Nan" is bread in French, "Null" a number in German, "None" is written so by Python alone.
constexpr std::array leftovers = std::to_array<std::string_view>({
    "nan",
    "NaN",
    "NAN",
    "-nan",
    "<NA>",
    "NaT",
    "None",
    "null",
    "NULL",
    "(null)",
    "[null]",
    "<nil>",
    "<null>",
    "undefined",
    "inf",
    "-inf",
    "1.#QNAN",
    "-1.#IND",
    "1.#INF",
    "Array",
    "\\N",
    "System.Object",
    "Invalid Date",
    "Invalid date",
    "0000-00-00",
    "1900-01-00",
    "Loading...",
    "#REF!",
    "#REF",
    "#N/A",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#CONNECT!",
    "#BLOCKED!",
    "#UNKNOWN!",
    "#ERROR!",
    "#BUSY!",
    "#GETTING_DATA",
    "#DATE!",
    "#BEZUG!",
    "#WERT!",
    "#NV",
    "#ZAHL!",
    "#ÜBERLAUF!",
    "#VALEUR!",
    "#NOM?",
    "#NOMBRE!",
    "#NOMBRE?",
    "#NUL!",
    "#¡REF!",
    "#¡VALOR!",
    "#¿NOMBRE?",
    "#¡NUM!",
    "#¡DIV/0!",
    "#¡NULO!",
    "#N/D",
    "#RIF!",
    "#VALORE!",
    "#NOME?",
    "#NULLO!",
    "#VALOR!",
    "#NÚM!",
    "#NULO!",
    "#VERW!",
    "#WAARDE!",
    "#NAAM?",
    "#DEEL/0!",
    "#GETAL!",
    "#LEEG!",
    "#N/B",
    "#ADR!",
    "#ARG!",
    "#NAZWA?",
    "#LICZBA!",
    "#DZIEL/0!",
    "#ZERO!",
    "#ССЫЛКА!",
    "#ЗНАЧ!",
    "#ИМЯ?",
    "#Н/Д",
    "#ДЕЛ/0!",
    "#ЧИСЛО!",
    "#ПУСТО!",
    "#SAKNAS!",
    "#VÄRDEFEL!",
    "#REFERENS!",
    "#NAMN?",
    "#OGILTIGT!",
    "#VÆRDI!",
    "#REFERENCE!",
    "#NAVN?",
    "#I/T",
    "#VERDI!",
    "#ARVO!",
    "#PUUTTUU!",
    "#VIITTAUS!",
    "#NIMI?",
    "#JAKO/0!",
    "#ODKAZ!",
    "#HODNOTA!",
    "#NÁZEV?",
    "#NÁZOV?",
    "#NENÍ_K_DISPOZICI",
    "#HIÁNYZIK",
    "#ÉRTÉK!",
    "#HIV!",
    "#NÉV?",
    "#ZÉRÓOSZTÓ!",
    "#DEĞER!",
    "#BAŞV!",
    "#AD?",
    "#YOK",
    "#SAYI/0!",
    "#SAYI!",
});
// Within a longer text too: nobody writes them.
constexpr std::array leftovers_within = std::to_array<std::string_view>(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "[object ", "[native code]", " object at 0x",
     "<built-in ", "[Ljava.", "Timestamp('", "Lorem ipsum", "lorem ipsum"});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_ascii_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

bool is_libreoffice_error(std::string_view text) {
  return text.size() == 7 && text.starts_with("Err:5") && is_digit(text[5]) && is_digit(text[6]);
}

/// "4.00638E+12": how a spreadsheet shortens a long number.
bool is_shortened_number(std::string_view text) {
  const auto exponent = text.find("E+");
  if (exponent == std::string_view::npos || exponent < 3 || exponent + 4 > text.size()) return false;
  const std::string_view front = text.substr(0, exponent);
  return is_digit(front[0]) && (front[1] == '.' || front[1] == ',') &&
         std::ranges::all_of(front.substr(2), is_digit) &&
         std::ranges::all_of(text.substr(exponent + 2), is_digit);
}

/// `=A1+B2`, `=SUM(A1:A9)`, `="007"`: a formula that was never computed.
bool is_formula(std::string_view text) {
  if (text.size() < 3 || text.front() != '=') return false;
  if (text[1] == '"') return text.back() == '"';
  std::size_t letters = 1;
  while (letters < text.size() && is_upper(text[letters])) ++letters;
  return letters > 1 && letters < text.size() && (text[letters] == '(' || is_digit(text[letters]));
}

/// `'007`, `'=x`: the sign by which spreadsheets know a text.
bool has_text_mark(std::string_view text) {
  if (text.size() < 3 || text.front() != '\'') return false;
  if (std::string_view("=@+-").find(text[1]) != std::string_view::npos) return true;
  return text[1] == '0' && std::ranges::all_of(text.substr(1), is_digit);
}

/// `{'a': 1}`, `["a", "b"]`, `b'Lamp'`: how programs write their own values.
bool is_printed_value(std::string_view text) {
  const auto within = [&](std::string_view open, char close) {
    return text.size() > open.size() && text.starts_with(open) && text.back() == close;
  };
  return within("{'", '}') || within("{\"", '}') || within("['", ']') || within("[\"", ']') ||
         within("b'", '\'') || within("b\"", '"');
}

/// "$nan", "undefined €": the sign of a currency beside nothing.
std::string_view without_currency(std::string_view text) {
  const auto drop = [&](std::string_view sign) {
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
    if (text.ends_with(sign)) text.remove_suffix(sign.size());
    text = trimmed_text(text);
  };
  for (const std::string_view sign : {"$", "€", "£", "¥", "₹", "EUR", "USD", "GBP", "CHF"}) drop(sign);
  if (text == "nan%" || text == "NaN%" || text == "nan %" || text == "NaN %" || text == "undefined%")
    text.remove_suffix(1);
  return trimmed_text(text);
}

/// What a program wrote in place of a letter: `\u00e9`, `\xe9`.
bool has_escape(std::string_view text) {
  for (auto at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    const std::size_t digits = rest.starts_with('u') ? 4 : rest.starts_with('x') ? 2 : 0;
    if (digits != 0 && rest.size() > digits && std::ranges::all_of(rest.substr(1, digits), is_hex))
      return true;
  }
  return false;
}

/// "Lamp%20Desk": between letters, where no percentage stands.
bool has_url_code(std::string_view text) {
  for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at > 0 && at + 3 < text.size() && is_ascii_letter(text[at - 1]) && is_digit(text[at + 1]) &&
        is_hex(text[at + 2]) && (text[at + 3] == '%' || is_ascii_letter(text[at + 3])))
      return true;
  }
  return false;
}

/// "&amp;", "&nbsp;", "&#39;": of a web page.
bool has_entity(std::string_view text) {
  for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    const std::string_view name = rest.substr(0, rest.find(';'));
    if (name.size() < 2 || name.size() > 8 || name.size() == rest.size()) continue;
    if (name.front() == '#' ? std::ranges::all_of(name.substr(2), is_hex)
                            : std::ranges::all_of(name, is_ascii_letter))
      return true;
  }
  return false;
}

}  // namespace

bool is_leftover(std::string_view text) {
  text = trimmed_text(text);
  if (text.size() < 2 || text.size() > 24) return false;
  if (std::string_view("nNu<[(#Ei-1A\\SI0L").find(text.front()) == std::string_view::npos)
    return false;  // cheap, and most
  const bool too_narrow = text.size() > 2 && (text.find_first_not_of('#') == std::string_view::npos ||
                                              text.find_first_not_of('-') == std::string_view::npos);
  return too_narrow || is_libreoffice_error(text) || std::ranges::find(leftovers, text) != leftovers.end();
}

std::optional<std::string> find_leftover(const LintText& text) {
  const std::string_view all = trimmed_text(text.text);
  if (all.size() < 2) return std::nullopt;
  const bool printed = is_printed(text.property);
  if (is_leftover(all)) return std::string{};
  // Most texts hold none of the signs that the rest is about.
  constexpr std::size_t longest_amount = 32;
  if (printed && all.size() < longest_amount) {
    const std::string_view bare = without_currency(all);
    if (bare.size() != all.size() && is_leftover(bare)) return std::string{};
  }
  if (printed && is_digit(all.front()) && is_shortened_number(all))
    return "a spreadsheet has shortened a long number: give the column the format of texts";
  if (printed && (all.front() == '=' || all.front() == '\'' || all.front() == '{' || all.front() == '[' ||
                  all.front() == 'b')) {
    if (is_formula(all)) return "it is a formula: save its value";
    if (has_text_mark(all)) return "the mark in front is a spreadsheet's: take it out";
    if (is_printed_value(all)) return std::string{};
  }
  if (printed && has_escape(all)) return "a letter stands there as a code of a program";
  if (printed && has_url_code(all)) return "it is written as in an address: %20 is a blank";
  if (printed && has_entity(all)) return "it is written as in a web page: &amp; is &";
  if (all.find_first_of("#[<(Ll ") == std::string_view::npos) return std::nullopt;
  const bool within = std::ranges::any_of(
      leftovers_within, [&](std::string_view each) { return all.find(each) != std::string_view::npos; });
  return within ? std::optional(std::string{}) : std::nullopt;
}

}  // namespace pressrun::manifest
