#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::report {

/// Where a table is shown. Nothing is cut off without a width.
struct TableRoom {
  std::optional<std::size_t> width;  ///< columns of the terminal
  bool unicode = true;               ///< of the terminal; without, what is cut off is shown by "~"
};

/// Rows under a head, in columns aligned as a terminal shows them. Texts of others are made printable.
class Table {
 public:
  struct Column {
    std::string title;
    bool may_be_cut = false;  ///< where the line is too long; the longest go first
    bool is_number = false;   ///< stands at the right edge
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// As many cells as there are columns; a missing one is empty.
  void add(std::vector<std::string> cells);
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  /// How wide its lines are with nothing cut off, in columns of the terminal.
  [[nodiscard]] std::size_t width() const;
  /// A line for the head, and one a row; empty where there is no row.
  [[nodiscard]] std::string text(const TableRoom& room) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;  ///< printable
};

}  // namespace pressrun::report
