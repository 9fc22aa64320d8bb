#include "manifest/cell_format.hpp"
#include "manifest/csv_records.hpp"
#include "manifest/line_reader.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/table_rows.hpp"
#include "manifest/xlsx_workbook.hpp"
#include "manifest/xml_events.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <deque>

namespace pressrun::manifest {
namespace {

/// "BC12" is column 55; 0: it is no address.
std::size_t column_in(std::string_view address) {
  std::size_t column = 0;
  for (const char c : address) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > XlsxLimits::columns) return 0;
  }
  return column;
}

struct SheetRow {
  std::uint32_t number = 0;
  std::vector<std::string> cells;
  std::vector<std::uint32_t> not_computed;  ///< columns of formulas without a value
  std::vector<std::uint32_t> doubtful;      ///< of those whose value a library may have made up
  bool hidden = false;
};

/// The cells of a sheet as they come, a row each.
class SheetEvents final : public XmlEvents {
 public:
  SheetEvents(const XlsxWorkbook& book, std::deque<SheetRow>& rows) : book_(book), rows_(rows) {}

 private:
  void begin(std::string_view element, Attributes attributes) override {
    if (element == "row") return begin_row(attributes);
    if (element == "c") return begin_cell(attributes);
    if (element == "f") has_formula_ = true;
    if (element == "rPh") reading_ = true;
    within_ = element == "v" || (element == "t" && !reading_);
    if (element == "v") has_value_ = true;
  }

  void end(std::string_view element) override {
    within_ = false;
    if (element == "rPh") reading_ = false;
    if (element == "c") end_cell();
    if (element == "row") rows_.push_back(std::move(row_));
  }

  void text(std::string_view letters) override {
    if (within_ && value_.size() < LineReader::longest) value_ += letters;
  }

  void begin_row(Attributes attributes) {
    const std::string_view number = attribute(attributes, "r");
    const std::string_view hidden = attribute(attributes, "hidden");
    std::uint32_t given = last_ + 1;
    std::from_chars(number.data(), number.data() + number.size(), given);
    last_ = given;
    row_ = {given, {}, {}, {}, hidden == "1" || hidden == "true"};
    column_ = 0;
  }

  void begin_cell(Attributes attributes) {
    const std::size_t column = column_in(attribute(attributes, "r"));
    column_ = column != 0 ? column : std::min(column_ + 1, XlsxLimits::columns);
    type_ = attribute(attributes, "t");
    style_ = 0;
    const std::string_view style = attribute(attributes, "s");
    std::from_chars(style.data(), style.data() + style.size(), style_);
    value_.clear();
    has_formula_ = false;
    has_value_ = false;
  }

  void end_cell() {
    // Libraries that compute nothing write an empty value; a text that is empty says that it is one.
    if (has_formula_ && (!has_value_ || (value_.empty() && type_ != "str")))
      row_.not_computed.push_back(static_cast<std::uint32_t>(column_));
    if (has_formula_ && value_ == "0" && book_.never_computed)
      row_.doubtful.push_back(static_cast<std::uint32_t>(column_));
    std::string shown = shown_value();
    if (shown.empty()) return;
    if (row_.cells.size() < column_) row_.cells.resize(column_);
    row_.cells[column_ - 1] = std::move(shown);
  }

  [[nodiscard]] std::string shown_value() const {
    if (value_.empty()) return {};
    const std::string_view format =
        style_ < book_.formats.size() ? std::string_view(book_.formats[style_]) : "";
    if (type_ == "s") {
      std::size_t index = book_.texts.size();
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      return index < book_.texts.size() ? shown_text(book_.texts[index], format) : std::string{};
    }
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (type_ == "d") return value_.ends_with("T00:00:00") ? value_.substr(0, value_.size() - 9) : value_;
    if (type_ == "e") return value_;
    if (!type_.empty() && type_ != "n") return shown_text(value_, format);
    return shown_number(std::strtod(value_.c_str(), nullptr), format, book_.since_1904);
  }

  const XlsxWorkbook& book_;
  std::deque<SheetRow>& rows_;
  SheetRow row_;
  std::uint32_t last_ = 0;
  std::size_t column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  bool within_ = false;
  bool reading_ = false;
  bool has_formula_ = false;
  bool has_value_ = false;
};

class XlsxRecords final : public TableRecords {
 public:
  XlsxRecords(std::unique_ptr<XlsxArchive> archive, XlsxWorkbook book, FileName file)
      : archive_(std::move(archive)), book_(std::move(book)), file_(std::move(file)), events_(book_, rows_) {
    part_ = archive_->open(book_.part);
  }

  void expect(std::size_t cells) override { expected_ = cells; }

  std::optional<std::vector<Cell>> next(Findings& findings) override {
    while (rows_.empty() && !ended_) read_on(findings);
    if (rows_.empty()) return std::nullopt;
    SheetRow row = std::move(rows_.front());
    rows_.pop_front();
    spoiled = !row.not_computed.empty();
    tell_of_formulas(row, findings);
    if (row.hidden) tell("hidden-row", row.number, 1, findings);
    std::vector<Cell> cells;
    const std::size_t size = std::max({row.cells.size(), expected_, std::size_t{1}});
    row.cells.resize(size);
    for (std::size_t i = 0; i < size; ++i)
      cells.push_back({std::move(row.cells[i]), {file_, row.number, static_cast<std::uint32_t>(i) + 1}});
    return cells;
  }

 private:
  void fail(Findings& findings, std::string message) {
    ended_ = true;
    Diagnostic finding;
    finding.at.file = file_;
    finding.message = std::move(message);
    finding.hint = "save it once more, as .xlsx or as .csv";
    findings.add(std::move(finding));
  }

  void read_on(Findings& findings) {
    if (!part_) return fail(findings, "the workbook lacks the sheet that it names");
    piece_.resize(64U * 1024);
    const std::ptrdiff_t got = part_->read(piece_.data(), piece_.size());
    if (got < 0) return fail(findings, "the workbook is damaged");
    unpacked_ += static_cast<std::size_t>(got);
    if (unpacked_ > XlsxLimits::sheet) return fail(findings, "the sheet is larger than 1 GiB");
    if (!events_.feed(std::string_view(piece_).substr(0, static_cast<std::size_t>(got)), got == 0))
      return fail(findings, "the sheet is not what a workbook has");
    ended_ = got == 0;
  }

  void tell_of_formulas(const SheetRow& row, Findings& findings) const {
    for (const std::uint32_t column : row.doubtful) tell("formula-value", row.number, column, findings);
    for (const std::uint32_t column : row.not_computed) {
      Diagnostic finding;
      finding.at = {file_, row.number, column};
      finding.message = "the cell holds a formula that was never computed";
      finding.hint = "open the workbook in a spreadsheet and save it";
      findings.row_error("formula", std::move(finding));
    }
  }

  void tell(std::string_view name, std::uint32_t row, std::uint32_t column, Findings& findings) const {
    const Lint& lint = lint_named(name);
    Diagnostic finding;
    finding.severity = lint.severity;
    finding.at.file = file_;
    finding.message = lint.message;
    finding.hint = lint.hint;
    finding.lint = lint.name;
    finding.seen.push_back({{file_, row, column}, {}, {}});
    findings.fold_of_file(std::move(finding));
  }

  std::unique_ptr<XlsxArchive> archive_;
  XlsxWorkbook book_;
  FileName file_;
  std::deque<SheetRow> rows_;
  SheetEvents events_;
  std::unique_ptr<XlsxArchive::Part> part_;
  std::string piece_;
  std::size_t unpacked_ = 0;
  std::size_t expected_ = 0;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<RowReader> read_xlsx(ByteStream& bytes, const FileName& file, const std::string& sheet,
                                     Findings& findings) {
  auto whole = read_whole(bytes, XlsxLimits::file);
  if (!whole) {
    findings.error({file, 0, 0}, {}, "the workbook is larger than 64 MiB",
                   "save the sheet as .csv, which is streamed");
    return nullptr;
  }
  auto archive = std::make_unique<XlsxArchive>(std::move(*whole));
  XlsxWorkbook book;
  if (auto fault = read_workbook(*archive, sheet, book)) {
    findings.error({file, 0, 0}, {}, std::move(fault->message), std::move(fault->hint));
    return nullptr;
  }
  return read_table(std::make_unique<XlsxRecords>(std::move(archive), std::move(book), file), file, findings);
}

}  // namespace pressrun::manifest
