#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/io/journal_mark.hpp"

#include <optional>
#include <string>
#include <utility>

namespace pressrun::io {

/// Which journal it is, and how far it has come.
class BookRow {
 public:
  explicit BookRow(Statements& statements) : statements_(statements) {}

  /// This transaction holds something that an older copy must not be without.
  void move_on() { moves_on_ = true; }
  /// The journal is known by its first run.
  void name_after(const std::string& run) {
    statements_.run("UPDATE book SET id = CASE id WHEN '' THEN ? ELSE id END", run);
  }
  std::int64_t next_worker() {
    statements_.run("UPDATE book SET workers = workers + 1");
    return statements_.number("SELECT workers FROM book", 0);
  }
  /// At the end of a transaction: the mark that tells this state from all before, where it moved on.
  std::optional<JournalMark> step() {
    if (!std::exchange(moves_on_, false)) return std::nullopt;
    statements_.run("UPDATE book SET state = state + 1");
    Rows rows{statements_("SELECT id, state FROM book")};
    if (!rows.next()) return std::nullopt;
    return JournalMark{rows.text(0), rows.number(1)};
  }

 private:
  Statements& statements_;
  bool moves_on_ = false;
};

}  // namespace pressrun::io
