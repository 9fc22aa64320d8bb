#include "manifest/csv_records.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {

bool TableLines::read_one() {
  if (ended_) return false;
  std::string line;
  const auto outcome = lines_.next(line);
  if (outcome != LineReader::Outcome::line) {
    ended_ = true;
    too_long_ = outcome == LineReader::Outcome::too_long;
    return false;
  }
  ahead_.push_back(std::move(line));
  return true;
}

const std::deque<std::string>& TableLines::ahead(Findings& /*findings*/) {
  constexpr std::size_t enough_lines = 50;
  constexpr std::size_t enough_bytes = 64U * 1024;
  std::size_t bytes = 0;
  while (ahead_.size() < enough_lines && bytes < enough_bytes && read_one()) bytes += ahead_.back().size();
  return ahead_;
}

bool TableLines::next(std::string& line, Findings& findings) {
  if (ahead_.empty() && !read_one()) {
    if (std::exchange(too_long_, false)) {
      ++number_;
      findings.error(place(1), {}, "a line is longer than 1 MiB", "is this a CSV file?");
    }
    line.clear();
    return false;
  }
  line = std::move(ahead_.front());
  ahead_.pop_front();
  ++number_;
  const LineProblem problem = check_line(line);
  if (!problem.message.empty()) {
    spoiled = true;
    findings.row_error(
        "utf-8",
        {Severity::error, place(problem.column), {}, problem.message, "save the file as UTF-8", {}, 1});
  }
  return true;
}

void TableLines::put_back(std::string line) {
  ahead_.push_front(std::move(line));
  --number_;
}

namespace {

/// libcsv with places. It is fed up to each separator in turn, so that the end of a cell is known when it
/// tells us.
class CsvRecords final : public TableRecords {
 public:
  CsvRecords(std::unique_ptr<TableLines> lines, char separator)
      : lines_(std::move(lines)), separator_(separator) {
    begin();
  }
  ~CsvRecords() override { csv_free(&parser_); }
  CsvRecords(const CsvRecords&) = delete;
  CsvRecords& operator=(const CsvRecords&) = delete;

  std::optional<std::vector<Cell>> next(Findings& findings) override;

 private:
  void begin() {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
  }
  void feed(Findings& findings);
  void spoil_line(Findings& findings, std::string message, std::string hint);
  void feed_piece(std::string_view piece, Findings& findings);
  void stop(Findings& findings, SourcePos at, std::string message, std::string hint);
  void stop_at_quote(Findings& findings);

  std::unique_ptr<TableLines> lines_;
  csv_parser parser_{};
  char separator_;
  std::vector<Cell> cells_;
  SourcePos cell_at_;
  std::string cell_line_;  ///< the line in which the cell begins
  std::uint32_t column_ = 1;
  std::size_t record_bytes_ = 0;
  bool complete_ = false;
  bool open_ = false;  ///< a quoted cell goes on into the next line
  bool ended_ = false;
};

void CsvRecords::stop(Findings& findings, SourcePos at, std::string message, std::string hint) {
  ended_ = true;
  const std::string& shown = at.line == lines_->number() ? line : cell_line_;
  findings.add({Severity::error,
                std::move(at),
                {},
                std::move(message),
                std::move(hint),
                shown.substr(0, std::min<std::size_t>(shown.find('\n'), 400)),
                1});
}

/// The record ends with its line, and the next one begins behind it.
void CsvRecords::spoil_line(Findings& findings, std::string message, std::string hint) {
  findings.row_error("csv", {Severity::error,
                             cell_at_,
                             {},
                             std::move(message),
                             std::move(hint),
                             line.substr(0, line.find('\n')),
                             1});
  csv_free(&parser_);
  begin();
  lines_->spoiled = true;
  complete_ = true;
}

/// The fault began where the cell was opened, perhaps lines ago: the quote that does not fit is often a sound
/// one.
void CsvRecords::stop_at_quote(Findings& findings) {
  if (cell_at_.line == lines_->number())
    return spoil_line(findings, "a quote stands where none can",
                      "quote the whole cell, and write a quote within it twice");
  stop(findings, cell_at_,
       "a quote is opened here, and the next one, in line " + std::to_string(lines_->number()) +
           ", does not close it",
       "write a quote within a cell twice, and one more at the cell's end: \"12\"\" ruler\" is 12\" ruler");
}

void CsvRecords::feed_piece(std::string_view piece, Findings& findings) {
  const auto on_cell = [](void* text, std::size_t size, void* self) {
    auto& me = *static_cast<CsvRecords*>(self);
    me.cells_.push_back({std::string(static_cast<const char*>(text), size), me.cell_at_});
    me.open_ = false;
  };
  const auto on_record = [](int, void* self) { static_cast<CsvRecords*>(self)->complete_ = true; };
  const std::size_t before = cells_.size();
  if (csv_parse(&parser_, piece.data(), piece.size(), on_cell, on_record, this) != piece.size())
    return stop_at_quote(findings);
  for (std::string_view rest = piece; !rest.empty(); ++column_) take_code_point(rest);
  if (cells_.size() != before) cell_at_ = lines_->place(column_);
}

void CsvRecords::feed(Findings& findings) {
  column_ = 1;
  if (!open_) cell_at_ = lines_->place(1);
  line += '\n';
  record_bytes_ += line.size();
  if (record_bytes_ > LineReader::longest)
    return stop(findings, cell_at_, "a row is longer than 1 MiB", "is a quote left open?");
  open_ = true;
  for (std::string_view rest = line; !rest.empty() && !ended_ && !complete_;) {
    const std::size_t size = std::min(rest.find(separator_), rest.size() - 1) + 1;
    feed_piece(rest.substr(0, size), findings);
    rest.remove_prefix(size);
  }
  open_ = !complete_ && parser_.quoted != 0;
  line.pop_back();
  if (open_ && cell_at_.line == lines_->number()) cell_line_ = line;
}

std::optional<std::vector<Cell>> CsvRecords::next(Findings& findings) {
  cells_.clear();
  record_bytes_ = 0;
  complete_ = false;
  lines_->spoiled = false;
  while (!complete_) {
    if (ended_ || !lines_->next(line, findings)) break;
    feed(findings);
  }
  spoiled = lines_->spoiled;
  if (complete_) return std::move(cells_);
  if (open_ && !std::exchange(ended_, true))
    stop(findings, cell_at_, "a quote is opened here and never closed", {});
  return std::nullopt;
}

/// A cell as a spreadsheet quotes it: `"two ""words"""`; nothing: it is not quoted so.
std::optional<std::string> unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::nullopt;
  std::string text;
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '"' && (i + 1 == inside.size() || inside[++i] != '"')) return std::nullopt;
    text += inside[i];
  }
  return text;
}

class TsvRecords final : public TableRecords {
 public:
  explicit TsvRecords(std::unique_ptr<TableLines> lines) : lines_(std::move(lines)) {}

  void expect(std::size_t cells) override { expected_ = cells; }

  std::optional<std::vector<Cell>> next(Findings& findings) override {
    lines_->spoiled = false;
    if (!lines_->next(line, findings)) return std::nullopt;
    std::vector<Cell> cells = split(line);
    // Where letters alone give the wrong number of cells, a quote may hold tabs and lines together.
    if (expected_ != 0 && (cells.size() != expected_ || goes_on(cells, findings)))
      join_quoted(cells, findings);
    spoiled = lines_->spoiled;
    for (Cell& cell : cells) {
      if (auto text = unquoted(cell.text)) {
        cell.text = *std::move(text);
      } else {
        trim(cell.text);
      }
    }
    return cells;
  }

 private:
  static void trim(std::string& text) {
    while (text.ends_with(' ')) text.pop_back();
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  }

  [[nodiscard]] std::vector<Cell> split(std::string_view text) const {
    std::vector<Cell> cells;
    std::uint32_t column = 1;
    for (;;) {
      const auto end = text.find('\t');
      std::string_view cell = text.substr(0, end);
      cells.push_back({std::string(cell), lines_->place(column)});
      for (; !cell.empty(); ++column) take_code_point(cell);
      ++column;
      if (end == std::string_view::npos) return cells;
      text.remove_prefix(end + 1);
    }
  }

  /// Whether a quote that is open seems to hold the next line too: that is no record by itself.
  bool goes_on(const std::vector<Cell>& cells, Findings& findings) {
    if (!open_cell(merged(cells))) return false;
    const auto& ahead = lines_->ahead(findings);
    return !ahead.empty() && split(ahead.front()).size() != expected_ && !ahead.front().empty();
  }

  /// Reads on while a quoted cell is open; what was read goes back where the record does not come out right.
  void join_quoted(std::vector<Cell>& cells, Findings& findings) {
    constexpr std::size_t most_lines = 100;
    std::vector<std::string> taken;
    std::vector<Cell> joined = merged(cells);
    const std::string first = line;
    while (joined.size() <= expected_ && open_cell(joined) && taken.size() < most_lines) {
      std::string more;
      if (!lines_->next(more, findings)) break;
      taken.push_back(more);
      std::vector<Cell> next = split(more);
      joined.back().text += "\n" + next.front().text;
      joined.insert(joined.end(), next.begin() + 1, next.end());
      joined = merged(joined);
    }
    if (joined.size() == expected_ && !open_cell(joined)) {
      tell_of_swallowed(joined, taken.size(), findings);
      cells = std::move(joined);
      return;
    }
    for (; !taken.empty(); taken.pop_back()) lines_->put_back(std::move(taken.back()));
    line = first;
  }

  static bool is_open(std::string_view text) {
    return text.starts_with('"') && !(text.size() > 1 && unquoted(text));
  }
  static bool open_cell(const std::vector<Cell>& cells) {
    return !cells.empty() && is_open(cells.back().text);
  }

  /// Cells between an opening and a closing quote become one.
  static std::vector<Cell> merged(const std::vector<Cell>& cells) {
    std::vector<Cell> out;
    for (const Cell& cell : cells) {
      if (!out.empty() && is_open(out.back().text)) {
        out.back().text += "\t" + cell.text;
      } else {
        out.push_back(cell);
      }
    }
    return out;
  }

  void tell_of_swallowed(const std::vector<Cell>& cells, std::size_t lines, Findings& findings) const {
    for (const Cell& cell : cells) {
      if (lines == 0 || cell.text.find('\t') == std::string::npos) continue;
      findings.lint("swallowed-lines", cell.at, {}, "a quote makes one cell of several lines and tabs",
                    "in a file with tabs, quotes are letters: take this one out");
    }
  }

  std::unique_ptr<TableLines> lines_;
  std::size_t expected_ = 0;
};

}  // namespace

std::unique_ptr<TableRecords> csv_records(std::unique_ptr<TableLines> lines, char separator) {
  return std::make_unique<CsvRecords>(std::move(lines), separator);
}
std::unique_ptr<TableRecords> tsv_records(std::unique_ptr<TableLines> lines) {
  return std::make_unique<TsvRecords>(std::move(lines));
}

}  // namespace pressrun::manifest
