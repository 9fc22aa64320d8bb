#pragma once

#include "manifest/findings.hpp"
#include "manifest/line_reader.hpp"

#include <csv.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

struct Cell {
  std::string text;
  SourcePos at;
};

/// Lines of a table, numbered, the first few known before any is taken.
class TableLines {
 public:
  TableLines(std::unique_ptr<ByteStream> bytes, FileName file)
      : lines_(std::move(bytes)), file_(std::move(file)) {}

  /// The first lines of the file, at least one record of them; what guesses are made from.
  const std::deque<std::string>& ahead(Findings& findings);
  /// The next line; false at the end, or where a finding ends the reading.
  bool next(std::string& line, Findings& findings);
  void put_back(std::string line);
  [[nodiscard]] std::uint32_t number() const { return number_; }  ///< of the line last taken
  [[nodiscard]] SourcePos place(std::uint32_t column) const { return {file_, number_, column}; }
  [[nodiscard]] bool too_long() const { return too_long_; }

  bool spoiled = false;  ///< a line since this was last set holds bytes that are no text

 private:
  bool read_one();

  LineReader lines_;
  FileName file_;
  std::deque<std::string> ahead_;
  std::uint32_t number_ = 0;
  bool ended_ = false;
  bool too_long_ = false;
};

/// Hands out the records of a table.
class TableRecords {
 public:
  virtual ~TableRecords() = default;
  /// The next record, which may be empty when findings spoiled it; nothing at the end.
  virtual std::optional<std::vector<Cell>> next(Findings& findings) = 0;
  /// How many cells a record has, once the header is read.
  virtual void expect(std::size_t /*cells*/) {}

  bool spoiled = false;  ///< the record last read holds bytes that are no text
  std::string line;      ///< the line last read
};

std::unique_ptr<TableRecords> csv_records(std::unique_ptr<TableLines> lines, char separator);
/// Of a file with tabs: spreadsheets write quotes there as letters, all but the cells that hold a tab or a
/// line break.
std::unique_ptr<TableRecords> tsv_records(std::unique_ptr<TableLines> lines);

}  // namespace pressrun::manifest
