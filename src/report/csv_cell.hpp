#pragma once

#include <string>
#include <string_view>

namespace pressrun::report {

/// One cell of text, quoted where it must be; what a spreadsheet would run as a formula is defused.
std::string csv_cell(std::string_view text);

}  // namespace pressrun::report
