#include "manifest/csv_records.hpp"
#include "manifest/csv_separator.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/table_rows.hpp"

#include <utility>

namespace pressrun::manifest {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first byte order mark is the reader's business; what is left of another would be a part of a name.
void drop_second_mark(std::string& line, const TableLines& lines, Findings& findings) {
  if (!line.starts_with(byte_order_mark)) return;
  while (line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
  const Lint& lint = lint_named("byte-order-mark");
  findings.lint(lint.name, lines.place(1), {}, std::string(lint.message), std::string(lint.hint));
}

/// False where there is nothing else; that is a finding.
bool pass_blank_lines(TableLines& lines, Findings& findings) {
  std::string line;
  do {
    if (!lines.next(line, findings)) {
      findings.error(lines.place(0), {}, "the file has no rows", "its first line names the columns");
      return false;
    }
    if (lines.number() == 1) drop_second_mark(line, lines, findings);
  } while (line.find_first_not_of(" \t") == std::string::npos);
  lines.put_back(std::move(line));
  return true;
}

char separator_of(TableLines& lines, bool tabs, Findings& findings) {
  const std::string first = lines.ahead(findings).front();
  if (first.size() == 5 && first.starts_with("sep=")) {  // Excel's own way of saying it
    std::string line;
    lines.next(line, findings);
    return first.back();
  }
  return tabs ? '\t' : guess_separator(lines.ahead(findings));
}

}  // namespace

std::unique_ptr<RowReader> read_csv(std::unique_ptr<ByteStream> bytes, FileName file, bool tabs,
                                    Findings& findings) {
  auto lines = std::make_unique<TableLines>(std::move(bytes), file);
  lines->ahead(findings);
  if (!pass_blank_lines(*lines, findings)) return nullptr;
  const char between = separator_of(*lines, tabs, findings);
  auto records = between == '\t' ? tsv_records(std::move(lines)) : csv_records(std::move(lines), between);
  return read_table(std::move(records), std::move(file), findings);
}

}  // namespace pressrun::manifest
