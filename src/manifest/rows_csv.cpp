#include "manifest/line_reader.hpp"
#include "manifest/rows.hpp"
#include "manifest/scope.hpp"
#include "pressrun/domain/text.hpp"

#include <csv.h>

#include <algorithm>
#include <utility>

namespace pressrun::manifest {
namespace {

struct Cell {
  std::string text;
  SourcePos at;
};

/// libcsv with places. It is fed up to each delimiter in turn, so that the end of a cell is known when it
/// tells us.
class CsvRecords {
 public:
  CsvRecords(std::unique_ptr<ByteStream> bytes, FileName file)
      : lines_(std::move(bytes)), file_(std::move(file)) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~CsvRecords() { csv_free(&parser_); }
  CsvRecords(const CsvRecords&) = delete;
  CsvRecords& operator=(const CsvRecords&) = delete;

  std::string line;  ///< the line last read: the first is looked at before it is fed
  bool read_line(Findings& findings);
  void delimit_by(char delimiter);
  /// The next record, which may be empty when findings spoiled it; nothing at the end.
  std::optional<std::vector<Cell>> next(Findings& findings);

  bool spoiled = false;  ///< the record last read holds bytes that are no text
  [[nodiscard]] SourcePos place(std::uint32_t column) const { return {file_, lines_.number(), column}; }

 private:
  void feed(Findings& findings);
  void feed_piece(std::string_view piece, Findings& findings);
  void stop(Findings& findings, SourcePos at, std::string message, std::string hint);

  LineReader lines_;
  FileName file_;
  csv_parser parser_{};
  char delimiter_ = ',';
  std::vector<Cell> cells_;
  SourcePos cell_at_;
  std::uint32_t column_ = 1;
  std::size_t record_bytes_ = 0;
  bool complete_ = false;
  bool open_ = false;  ///< a quoted cell goes on into the next line
  bool ended_ = false;
  bool pending_ = false;  ///< `line` was read and not yet fed
};

void CsvRecords::delimit_by(char delimiter) {
  delimiter_ = delimiter;
  csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  // By default libcsv takes tabs beside a cell for padding; between tabs that would swallow empty cells.
  if (delimiter == '\t') csv_set_space_func(&parser_, [](unsigned char c) { return c == ' ' ? 1 : 0; });
}

void CsvRecords::stop(Findings& findings, SourcePos at, std::string message, std::string hint) {
  ended_ = true;
  findings.row_error(
      "csv",
      {Severity::error, std::move(at), {}, std::move(message), std::move(hint), line.substr(0, 400), 1});
}

bool CsvRecords::read_line(Findings& findings) {
  const auto outcome = lines_.next(line);
  if (outcome == LineReader::Outcome::too_long) {
    line.clear();
    stop(findings, place(1), "a line is longer than 1 MiB", "is this a CSV file?");
    return false;
  }
  if (outcome == LineReader::Outcome::end) return false;
  const LineProblem problem = check_line(line);
  if (!problem.message.empty()) {
    spoiled = true;
    const std::string hint = line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF")
                                 ? "the file is UTF-16: save it as UTF-8"
                                 : "save the file as UTF-8";
    findings.row_error("utf-8", {Severity::error, place(problem.column), {}, problem.message, hint, {}, 1});
  }
  pending_ = true;
  return true;
}

void CsvRecords::feed_piece(std::string_view piece, Findings& findings) {
  const auto on_cell = [](void* text, std::size_t size, void* self) {
    auto& me = *static_cast<CsvRecords*>(self);
    me.cells_.push_back({std::string(static_cast<const char*>(text), size), me.cell_at_});
    me.open_ = false;
  };
  const auto on_record = [](int, void* self) { static_cast<CsvRecords*>(self)->complete_ = true; };
  const std::size_t before = cells_.size();
  if (csv_parse(&parser_, piece.data(), piece.size(), on_cell, on_record, this) != piece.size()) {
    return stop(findings, place(column_), "a quote stands where none can",
                "quote the whole cell, and write a quote within it twice");
  }
  for (std::string_view rest = piece; !rest.empty(); ++column_) take_code_point(rest);
  if (cells_.size() != before) cell_at_ = place(column_);
}

void CsvRecords::feed(Findings& findings) {
  pending_ = false;
  column_ = 1;
  if (!open_) cell_at_ = place(1);
  line += '\n';
  record_bytes_ += line.size();
  if (record_bytes_ > LineReader::longest)
    return stop(findings, cell_at_, "a row is longer than 1 MiB", "is a quote left open?");
  open_ = true;
  for (std::string_view rest = line; !rest.empty() && !ended_;) {
    const std::size_t size = std::min(rest.find(delimiter_), rest.size() - 1) + 1;
    feed_piece(rest.substr(0, size), findings);
    rest.remove_prefix(size);
  }
  open_ = !complete_ && parser_.quoted != 0;
  line.pop_back();
}

std::optional<std::vector<Cell>> CsvRecords::next(Findings& findings) {
  cells_.clear();
  record_bytes_ = 0;
  complete_ = false;
  if (!pending_) spoiled = false;
  while (!complete_) {
    if (ended_) return std::nullopt;
    if (!pending_ && !read_line(findings)) break;
    feed(findings);
  }
  if (complete_) return std::move(cells_);
  if (open_ && !ended_) stop(findings, cell_at_, "a quote is opened here and never closed", {});
  return std::nullopt;
}

/// The separator that stands most often in the first line outside quotes; a comma where none does.
char detect_delimiter(std::string_view line) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    commas += c == ',' ? 1U : 0U;
    semicolons += c == ';' ? 1U : 0U;
    tabs += c == '\t' ? 1U : 0U;
  }
  if (tabs > commas && tabs > semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

class CsvRows final : public RowReader {
 public:
  CsvRows(std::unique_ptr<ByteStream> bytes, FileName file) : records_(std::move(bytes), std::move(file)) {}

  bool read_header(bool tabs, Findings& findings);
  std::optional<Row> next(Findings& findings) override;
  [[nodiscard]] const std::vector<std::string>* columns() const override { return &columns_; }

 private:
  bool check_header(const std::vector<Cell>& header, Findings& findings);
  void ragged(const std::vector<Cell>& cells, Findings& findings);

  CsvRecords records_;
  std::vector<std::string> columns_;
  bool usable_ = false;
};

bool CsvRows::read_header(bool tabs, Findings& findings) {
  do {
    if (!records_.read_line(findings)) {
      findings.error(records_.place(0), {}, "the file has no rows", "its first line names the columns");
      return false;
    }
  } while (records_.line.find_first_not_of(" \t") == std::string::npos);
  char delimiter = tabs ? '\t' : detect_delimiter(records_.line);
  if (records_.line.size() == 5 && records_.line.starts_with("sep=")) {  // Excel's own way of saying it
    delimiter = records_.line.back();
    if (!records_.read_line(findings)) return false;
  }
  records_.delimit_by(delimiter);
  const auto header = records_.next(findings);
  usable_ = header && !records_.spoiled && check_header(*header, findings);
  return usable_;
}

bool CsvRows::check_header(const std::vector<Cell>& header, Findings& findings) {
  constexpr std::size_t most_columns = 10'000;  // names are looked up one by one
  bool good = true;
  const auto refuse = [&](const Cell& cell, std::string message, std::string hint) {
    findings.row_error("header", {Severity::error, cell.at, {}, std::move(message), std::move(hint), {}, 1});
  };
  if (header.size() > most_columns) {
    refuse(header.front(), "the file has more than 10000 columns", "is this the right separator?");
    return false;
  }
  for (const Cell& cell : header) {
    if (cell.text.empty()) {
      refuse(cell, "column " + std::to_string(columns_.size() + 1) + " has no name",
             "the first line names the columns");
      good = false;
    } else if (std::ranges::find(columns_, cell.text) != columns_.end()) {
      refuse(cell, "column '" + cell.text + "' stands twice", {});
      good = false;
    }
    columns_.push_back(cell.text);
  }
  return good;
}

void CsvRows::ragged(const std::vector<Cell>& cells, Findings& findings) {
  const bool more = cells.size() > columns_.size();
  Diagnostic finding;
  finding.at = more ? cells[columns_.size()].at : cells.back().at;
  finding.message = "the row has " + std::to_string(cells.size()) + (cells.size() == 1 ? " cell" : " cells") +
                    ", the header names " + std::to_string(columns_.size());
  finding.hint = more ? "quote a cell that holds the separator"
                      : "'" + columns_[cells.size()] + "' is the first column without a cell";
  finding.source_line = records_.line.substr(0, 400);
  findings.row_error("ragged", std::move(finding));
}

std::optional<Row> CsvRows::next(Findings& findings) {
  while (usable_) {
    auto cells = records_.next(findings);
    if (!cells) return std::nullopt;
    if (records_.spoiled || cells->empty()) continue;
    if (cells->size() != columns_.size()) {
      // Spreadsheets write empty rows as a line of spaces.
      if (cells->size() != 1 || !cells->front().text.empty()) ragged(*cells, findings);
      continue;
    }
    Mapping members;
    members.reserve(cells->size());
    const SourcePos at = cells->front().at;
    for (std::size_t i = 0; i < cells->size(); ++i) {
      Cell& cell = (*cells)[i];
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
