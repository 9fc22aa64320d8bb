#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// What stands in a spreadsheet's format where letters do, or in brackets.
struct FormatLiteral {
  std::string text;
  std::string elapsed;    ///< "h", "mm": of `[h]`, time that goes on beyond a day; empty: it is none
  unsigned language = 0;  ///< of `[$-407]`: as Windows counts languages; 0: not said
};

/// Takes a quoted, escaped or bracketed piece off the front of a format; nothing: there is none.
std::optional<FormatLiteral> take_literal(std::string_view& code);

/// The sections between semicolons: of positive numbers, negative ones, zero, and texts.
std::vector<std::string_view> format_sections(std::string_view code);

/// Which section shows this number, by its place or its condition (`[>=1000]`).
struct ChosenSection {
  std::string_view code;
  bool tells_sign = false;  ///< it is for negative numbers alone: a sign stands in it, or none is wanted
};
ChosenSection section_for(double number, std::string_view code);

/// Whether it shows a date, or a time.
bool shows_date(std::string_view section);

/// A number as this section of a format shows it; nothing: it says nothing of numbers.
std::optional<std::string> number_by(double number, const ChosenSection& section);

/// A day, and a moment of it, as this section shows it. Days count from 1900, as Excel counts them, or from
/// 1904; nothing: there is no such day.
std::optional<std::string> date_by(double number, std::string_view section, bool since_1904);

}  // namespace pressrun::manifest
