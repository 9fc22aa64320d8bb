#pragma once

#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A number of a spreadsheet as its cell shows it. `code`: the cell's format ("0.00 \"€\"", "dd.mm.yyyy");
/// empty or "General": as short as it can be. Formats that are not known show the bare number. Days count
/// from 1900, as Excel counts them, or from 1904.
std::string shown_number(double number, std::string_view code, bool since_1904);

/// A text as its cell shows it: `"No. "@` puts letters in front of it.
std::string shown_text(const std::string& text, std::string_view code);

/// The format of a number that every spreadsheet knows; empty for 0 and for those it does not. Dates whose
/// look depends on the reader's country are written as ISO 8601 has them.
std::string_view builtin_format(int id);

}  // namespace pressrun::manifest
