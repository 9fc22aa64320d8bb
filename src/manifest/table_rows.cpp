#include "manifest/table_rows.hpp"

#include "manifest/lint_table.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {
namespace {

bool is_empty_record(const std::vector<Cell>& cells) {
  return std::ranges::all_of(cells, [](const Cell& cell) {
    return cell.text.empty() || cell.text.find_first_not_of(" \t") == std::string::npos;
  });
}

/// A table's rows by the names that its first record gives. Columns without name and rows without content,
/// which spreadsheets write for the unused part of a sheet, are passed over.
class TableRows final : public RowReader {
 public:
  TableRows(std::unique_ptr<TableRecords> records, FileName file)
      : records_(std::move(records)), file_(std::move(file)) {}

  bool read_header(Findings& findings);
  std::optional<Row> next(Findings& findings) override;
  [[nodiscard]] const std::vector<std::string>* columns() const override { return &columns_; }

 private:
  bool check_header(std::vector<Cell>& header, Findings& findings);
  bool fits(const std::vector<Cell>& cells, Findings& findings);
  void ragged(const std::vector<Cell>& cells, Findings& findings);
  void look_at_nameless(const std::vector<Cell>& cells, Findings& findings);

  std::unique_ptr<TableRecords> records_;
  FileName file_;
  std::vector<std::string> columns_;  ///< those with a name
  std::vector<std::size_t> places_;   ///< of each: which cell
  std::vector<SourcePos> nameless_;   ///< where the others stand in the header; no file: has a name
  std::size_t cells_needed_ = 0;      ///< up to the last column with a name
  bool usable_ = false;
};

bool TableRows::read_header(Findings& findings) {
  const std::size_t before = findings.diagnostics.items.size();
  auto header = records_->next(findings);
  while (header && is_empty_record(*header) && !records_->spoiled) header = records_->next(findings);
  if (!header && findings.diagnostics.items.size() == before)
    findings.error({file_, 0, 0}, {}, "the file has no rows", "its first line names the columns");
  usable_ = header && !records_->spoiled && check_header(*header, findings);
  records_->expect(places_.size() + nameless_.size());
  return usable_;
}

bool TableRows::check_header(std::vector<Cell>& header, Findings& findings) {
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

void TableRows::ragged(const std::vector<Cell>& cells, Findings& findings) {
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
bool TableRows::fits(const std::vector<Cell>& cells, Findings& findings) {
  const std::size_t named = places_.size() + nameless_.size();
  const bool beyond =
      cells.size() > named && std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(named), cells.end(),
                                          [](const Cell& cell) { return !is_blank_text(cell.text); });
  if (cells.size() >= cells_needed_ && !beyond) return true;
  ragged(cells, findings);
  return false;
}

void TableRows::look_at_nameless(const std::vector<Cell>& cells, Findings& findings) {
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
    findings.fold_of_file(std::move(finding));
  }
}

std::optional<Row> TableRows::next(Findings& findings) {
  while (usable_) {
    auto cells = records_->next(findings);
    if (!cells) return std::nullopt;
    if (records_->spoiled || is_empty_record(*cells)) continue;
    if (!fits(*cells, findings)) continue;
    look_at_nameless(*cells, findings);
    const bool content =
        std::ranges::any_of(places_, [&](std::size_t i) { return !is_empty_record({(*cells)[i]}); });
    if (!content) continue;  // what it holds has no name, and was told of
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

std::unique_ptr<RowReader> read_table(std::unique_ptr<TableRecords> records, FileName file,
                                      Findings& findings) {
  auto rows = std::make_unique<TableRows>(std::move(records), std::move(file));
  if (!rows->read_header(findings)) return nullptr;
  return rows;
}

}  // namespace pressrun::manifest
