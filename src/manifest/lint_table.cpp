#include "manifest/lint_table.hpp"

#include "manifest/lint_tests.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

// clang-format off
constexpr std::array all_lints{
    Lint{"cut-text", Severity::warning, "the text ends before '#'", "quote the whole text", nullptr},
    Lint{"unused-anchor", Severity::warning, "'&' at the front names the text for '*', and is not printed", "quote the text", nullptr},
    Lint{"hole", Severity::warning, "a reference came out empty and leaves a hole in the text", "fill the cell, or write '${NAME:-}' where empty is meant", nullptr},
    Lint{"leftover", Severity::warning, "this is what a tool left where it had no value", "mend it where the rows come from, or empty the cell", find_leftover},
    Lint{"template-syntax", Severity::warning, "template syntax of another tool is printed as it stands", "write '${…}'", find_template_syntax},
    Lint{"stray-brace", Severity::warning, "a '}' behind a reference is printed as it stands", "write '${NAME}', with one '}' behind it", nullptr},
    Lint{"control-character", Severity::warning, "the text holds a character that cannot be printed", "take it out", find_control_character},
    Lint{"wrong-encoding", Severity::warning, "the text was read in the wrong encoding before it came here", "save the file as UTF-8 where it is made", find_wrong_encoding},
    Lint{"blank-text", Severity::warning, "the text is only white space", "leave the property out, or hide the element", find_blank_text},
    Lint{"url", Severity::warning, "this address cannot be right", "write it as a browser shows it, blanks as %20", find_broken_url},
    Lint{"no-digits", Severity::warning, "no digit stands here where other rows have a price", "fill the cell in", nullptr},
    Lint{"header-row", Severity::warning, "the row repeats the names of the columns", "take it out", nullptr},
    Lint{"nameless-column", Severity::warning, "a column without name holds text that nothing can read", "name it in the first line, or empty it", nullptr},
    Lint{"byte-order-mark", Severity::warning, "the file starts with more than one byte order mark (U+FEFF)", "save it once more as UTF-8", nullptr},
    Lint{"swallowed-lines", Severity::warning, "a quote makes one cell of several lines and tabs", "in a file with tabs, quotes are letters: take this one out", nullptr},
    Lint{"hidden-row", Severity::warning, "rows that are hidden in the sheet are read as the others are", "show them, or delete them", nullptr},
    Lint{"formula-value", Severity::warning, "formulas stand at 0 in a workbook that was never computed", "open the workbook in a spreadsheet and save it", nullptr},
    Lint{"matches-nothing", Severity::warning, "this pattern matches nothing", "", nullptr},
};
// clang-format on

}  // namespace

std::span<const Lint> lint_table() { return all_lints; }

const Lint& lint_named(std::string_view name) {
  const auto found = std::ranges::find(all_lints, name, &Lint::name);
  return found == all_lints.end() ? all_lints.front() : *found;
}

std::vector<std::string_view> allowed_lints(std::string_view line) {
  constexpr std::string_view mark = "# pressrun: allow ";
  std::vector<std::string_view> names;
  const auto at = line.find(mark);
  if (at == std::string_view::npos) return names;
  for (std::string_view rest = line.substr(at + mark.size()); !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(" ,\t"), rest.size());
    if (end > 0) names.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

}  // namespace pressrun::manifest
