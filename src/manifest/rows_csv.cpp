#include "manifest/csv_records.hpp"
#include "manifest/csv_separator.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/rows.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A table's rows by the names that its first record gives. Columns without name and rows without content,
/// which spreadsheets write for the unused part of a sheet, are passed over.
class CsvRows final : public RowReader {
 public:
  CsvRows(std::unique_ptr<ByteStream> bytes, FileName file) : lines_(std::move(bytes), std::move(file)) {}

  bool read_header(bool tabs, Findings& findings);
  std::optional<Row> next(Findings& findings) override;
  [[nodiscard]] const std::vector<std::string>* columns() const override { return &columns_; }

 private:
  bool pass_blank_lines(Findings& findings);
  void drop_second_mark(std::string& line, Findings& findings);
  char separator(bool tabs, Findings& findings);
  bool check_header(std::vector<Cell>& header, Findings& findings);
  bool fits(const std::vector<Cell>& cells, Findings& findings);
  void ragged(const std::vector<Cell>& cells, Findings& findings);
  void look_at_nameless(const std::vector<Cell>& cells, Findings& findings);

  TableLines lines_;
  std::unique_ptr<TableRecords> records_;
  std::vector<std::string> columns_;  ///< those with a name
  std::vector<std::size_t> places_;   ///< of each: which cell
  std::vector<SourcePos> nameless_;   ///< where the others stand in the header; no file: has a name
  std::size_t cells_needed_ = 0;      ///< up to the last column with a name
  bool usable_ = false;
};

/// The first byte order mark is the reader's business; what is left of another would be a part of a name.
void CsvRows::drop_second_mark(std::string& line, Findings& findings) {
  if (!line.starts_with(byte_order_mark)) return;
  while (line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
  const Lint& lint = lint_named("byte-order-mark");
  findings.lint(lint.name, lines_.place(1), {}, std::string(lint.message), std::string(lint.hint));
}

bool CsvRows::pass_blank_lines(Findings& findings) {
  std::string line;
  do {
    if (!lines_.next(line, findings)) {
      findings.error(lines_.place(0), {}, "the file has no rows", "its first line names the columns");
      return false;
    }
    if (lines_.number() == 1) drop_second_mark(line, findings);
  } while (line.find_first_not_of(" \t") == std::string::npos);
  lines_.put_back(std::move(line));
  return true;
}

char CsvRows::separator(bool tabs, Findings& findings) {
  const std::string first = lines_.ahead(findings).front();
  if (first.size() == 5 && first.starts_with("sep=")) {  // Excel's own way of saying it
    std::string line;
    lines_.next(line, findings);
    return first.back();
  }
  return tabs ? '\t' : guess_separator(lines_.ahead(findings));
}

bool CsvRows::read_header(bool tabs, Findings& findings) {
  lines_.ahead(findings);
  if (!pass_blank_lines(findings)) return false;
  const char between = separator(tabs, findings);
  records_ = between == '\t' ? tsv_records(lines_) : csv_records(lines_, between);
  auto header = records_->next(findings);
  usable_ = header && !records_->spoiled && check_header(*header, findings);
  records_->expect(places_.size() + nameless_.size());
  return usable_;
}

bool CsvRows::check_header(std::vector<Cell>& header, Findings& findings) {
  constexpr std::size_t most_columns = 10'000;  // names are looked up one by one
  bool good = true;
  const auto refuse = [&](const Cell& cell, std::string message, std::string hint) {
    findings.row_error("header", {Severity::error, cell.at, {}, std::move(message), std::move(hint), {}, 1});
    good = false;
  };
  if (header.size() > most_columns) {
    refuse(header.front(), "the file has more than 10000 columns", "is this the right separator?");
    return false;
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    Cell& cell = header[i];
    if (is_blank_text(cell.text)) {
      nameless_.push_back(cell.at);
      nameless_.back().column = static_cast<std::uint32_t>(i) + 1;
      continue;
    }
    if (std::ranges::find(columns_, cell.text) != columns_.end())
      refuse(cell, "column '" + cell.text + "' stands twice", {});
    columns_.push_back(std::move(cell.text));
    places_.push_back(i);
    cells_needed_ = i + 1;
  }
  if (columns_.empty()) refuse(header.front(), "no column has a name", "the first line names the columns");
  return good;
}

void CsvRows::ragged(const std::vector<Cell>& cells, Findings& findings) {
  const std::size_t named = places_.size() + nameless_.size();
  const bool more = cells.size() > named;
  Diagnostic finding;
  finding.at = more ? cells[named].at : cells.back().at;
  finding.message = "the row has " + std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells") +
                    ", the header names " + std::to_string(named);
  const auto lacking =
      std::ranges::find_if(places_, [&](std::size_t place) { return place >= cells.size(); });
  finding.hint = more || lacking == places_.end()
                     ? "quote a cell that holds the separator"
                     : "'" + columns_[static_cast<std::size_t>(lacking - places_.begin())] +
                           "' is the first column without a cell";
  finding.source_line = records_->line.substr(0, 400);
  findings.row_error("ragged", std::move(finding));
}

/// Whether every named column has a cell, and what stands beyond them is empty.
bool CsvRows::fits(const std::vector<Cell>& cells, Findings& findings) {
  const std::size_t named = places_.size() + nameless_.size();
  const bool beyond =
      cells.size() > named && std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(named), cells.end(),
                                          [](const Cell& cell) { return !is_blank_text(cell.text); });
  if (cells.size() >= cells_needed_ && !beyond) return true;
  ragged(cells, findings);
  return false;
}

void CsvRows::look_at_nameless(const std::vector<Cell>& cells, Findings& findings) {
  for (const SourcePos& column : nameless_) {
    const std::size_t place = column.column - 1;
    if (place >= cells.size() || is_blank_text(cells[place].text)) continue;
    const Lint& lint = lint_named("nameless-column");
    Diagnostic finding;
    finding.severity = lint.severity;
    finding.at.file = column.file;
    finding.at.line = column.line;
    finding.at.column = 1;
    finding.message =
        "column " + std::to_string(place + 1) + " has no name, and holds text that nothing can read";
    finding.hint = lint.hint;
    finding.lint = lint.name;
    finding.seen.push_back({cells[place].at, cells[place].text.substr(0, 60), ""});
    findings.fold(std::move(finding));
  }
}

std::optional<Row> CsvRows::next(Findings& findings) {
  while (usable_) {
    auto cells = records_->next(findings);
    if (!cells) return std::nullopt;
    if (records_->spoiled || std::ranges::all_of(*cells, [](const Cell& cell) {
          return cell.text.empty() || cell.text.find_first_not_of(" \t") == std::string::npos;
        }))
      continue;
    if (!fits(*cells, findings)) continue;
    look_at_nameless(*cells, findings);
    Mapping members;
    members.reserve(columns_.size());
    const SourcePos at = cells->front().at;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      Cell& cell = (*cells)[places_[i]];
      members.push_back({columns_[i], Value::string(std::move(cell.text), cell.at), cell.at});
    }
    return Row{Value(std::move(members), at), at};
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<RowReader> read_csv(std::unique_ptr<ByteStream> bytes, FileName file, bool tabs,
                                    Findings& findings) {
  auto rows = std::make_unique<CsvRows>(std::move(bytes), std::move(file));
  if (!rows->read_header(tabs, findings)) return nullptr;
  return rows;
}

}  // namespace pressrun::manifest
