#include "pressrun/report/table.hpp"

#include "pressrun/domain/columns.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <numeric>

namespace pressrun::report {
namespace {

constexpr std::size_t gap = 2;        // columns between two cells
constexpr std::size_t least_cut = 8;  // narrower, a name says nothing

using Widths = std::vector<std::size_t>;

std::size_t line_width(const Widths& widths) {
  return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// Takes a column at a time off the widest of those that may be cut, until the line fits or none is left.
void shrink(Widths& widths, const std::vector<Table::Column>& columns, std::size_t room) {
  for (std::size_t line = line_width(widths); line > room; --line) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool may_go = columns[i].may_be_cut && widths[i] > least_cut;
      if (may_go && (widest == nullptr || widths[i] > *widest)) widest = &widths[i];
    }
    if (widest == nullptr) return;
    --*widest;
  }
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<Table::Column>& kinds,
                    const Widths& widths, bool unicode) {
  std::string line;
  std::size_t wanting = 0;  // spaces that stand before the next cell, should it have a text
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = fit(cells[i], widths[i], unicode);
    const std::size_t room = widths[i] - std::min(widths[i], columns(cell));
    if (kinds[i].is_number) wanting += room;
    if (!cell.empty()) line += std::string(wanting, ' ') + cell;
    if (!cell.empty()) wanting = 0;
    wanting += (kinds[i].is_number ? 0 : room) + gap;
  }
  return line + "\n";
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths() const {
  Widths widths;
  for (const Column& column : columns_) widths.push_back(columns(column.title));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  return widths;
}

std::size_t Table::width() const { return line_width(widths()); }

std::string Table::text(const TableRoom& room) const {
  if (rows_.empty()) return "";
  std::vector<std::string> head;
  for (const Column& column : columns_) head.push_back(column.title);
  Widths wide = widths();
  if (room.width) shrink(wide, columns_, *room.width);
  std::string text = line_of(head, columns_, wide, room.unicode);
  for (const auto& row : rows_) text += line_of(row, columns_, wide, room.unicode);
  return text;
}

}  // namespace pressrun::report
