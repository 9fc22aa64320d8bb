#include "manifest/cell_format.hpp"

#include "manifest/format_code.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace pressrun::manifest {
namespace {

/// As a cell of the usual format shows it: whole numbers with all the digits that are kept, others in eleven
/// signs.
std::string general(double number) {
  constexpr double most_exact = 1e15;
  std::array<char, 40> text{};
  if (number == std::floor(number) && std::abs(number) < most_exact) {
    std::snprintf(text.data(), text.size(), "%.0f", number == 0 ? 0.0 : number);
    return text.data();
  }
  const double size = std::abs(number);
  if (size >= 1e-4 && size < 1) {
    std::snprintf(text.data(), text.size(), "%.9f", number);
  } else {
    std::snprintf(text.data(), text.size(), "%.*G", size >= 1 && size < 1e10 ? 10 : 6, number);
  }
  std::string shown = text.data();
  if (shown.find('.') != std::string::npos && shown.find('E') == std::string::npos) {
    shown.resize(shown.find_last_not_of('0') + 1);
    if (shown.ends_with('.')) shown.pop_back();
  }
  return shown;
}

/// "General" among letters: the number as usual, and the letters around it.
std::optional<std::string> general_within(double number, const ChosenSection& section) {
  const auto at = section.code.find("General");
  if (at == std::string_view::npos) return std::nullopt;
  const auto letters = [](std::string_view code) {
    std::string text;
    while (!code.empty()) {
      if (const auto literal = take_literal(code)) {
        text += literal->text;
        continue;
      }
      text += code.front();
      code.remove_prefix(1);
    }
    return text;
  };
  return letters(section.code.substr(0, at)) + general(section.tells_sign ? std::abs(number) : number) +
         letters(section.code.substr(at + 7));
}

struct Builtin {
  int id;
  std::string_view code;
};

// 27 to 36 and 50 to 58 are dates of East Asia, which look otherwise from country to country.
constexpr std::array builtins = std::to_array<Builtin>({
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {5, "\"$\"#,##0;\\-\"$\"#,##0"},
    {6, "\"$\"#,##0;\\-\"$\"#,##0"},
    {7, "\"$\"#,##0.00;\\-\"$\"#,##0.00"},
    {8, "\"$\"#,##0.00;\\-\"$\"#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13,
     "# ?"
     "?/?"
     "?"},  // in pieces: three signs of it would be a trigraph
    {14, "yyyy-mm-dd"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy-mm-dd h:mm"},
    {32, "h:mm"},
    {33, "h:mm:ss"},
    {34, "h:mm"},
    {35, "h:mm:ss"},
    {37, "#,##0;(#,##0)"},
    {38, "#,##0;(#,##0)"},
    {39, "#,##0.00;(#,##0.00)"},
    {40, "#,##0.00;(#,##0.00)"},
    {41, "#,##0;(#,##0);\"-\""},
    {42, "\"$\"#,##0;\"$\"(#,##0);\"$\"\"-\""},
    {43, "#,##0.00;(#,##0.00);\"-\""},
    {44, "\"$\"#,##0.00;\"$\"(#,##0.00);\"$\"\"-\""},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
});

}  // namespace

std::string_view builtin_format(int id) {
  if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return "yyyy-mm-dd";
  const auto* const found = std::ranges::find(builtins, id, &Builtin::id);
  return found == builtins.end() ? std::string_view{} : found->code;
}

std::string shown_number(double number, std::string_view code, bool since_1904) {
  if (!std::isfinite(number) || code.empty()) return general(number);
  const ChosenSection section = section_for(number, code);
  if (shows_date(section.code)) return date_by(number, section.code, since_1904).value_or(general(number));
  if (const auto usual = general_within(number, section)) return *usual;
  return number_by(number, section).value_or(general(number));
}

std::string shown_text(const std::string& text, std::string_view code) {
  if (code.find('@') == std::string_view::npos || code == "@") return text;
  const std::vector<std::string_view> all = format_sections(code);
  std::string_view section = all.back();
  if (section.find('@') == std::string_view::npos) return text;
  std::string shown;
  while (!section.empty()) {
    if (const auto literal = take_literal(section)) {
      shown += literal->text;
      continue;
    }
    shown += section.front() == '@' ? text : std::string(1, section.front());
    section.remove_prefix(1);
  }
  // Room at the sides is no letter.
  const auto from = shown.find_first_not_of(' ');
  if (from == std::string::npos || text.starts_with(' ') || text.ends_with(' ')) return text;
  return shown.substr(from, shown.find_last_not_of(' ') - from + 1);
}

}  // namespace pressrun::manifest
