#include "io/journal/journal_book.hpp"

#include "io/journal/database.hpp"

namespace pressrun::io {

JournalBook::JournalBook(const std::filesystem::path& file)
    : database_(open_for_writing(file)),
      statements(*database_),
      names(statements),
      rows(statements, names),
      ledger(statements, names, rows),
      book(statements),
      accounts(statements, names, rows, ledger),
      registrar(statements, ledger),
      runs(file, statements, ledger, registrar, book),
      purchases(statements, rows, ledger, book) {}

/// What is held in memory is true as long as nobody else writes.
void JournalBook::begin_transaction() {
  const std::int64_t version = statements.number("PRAGMA data_version", 0);
  if (version == version_) return;
  version_ = version;
  rows.forget();
  ledger.forget();
}

std::optional<JournalMark> JournalBook::end_transaction() {
  ledger.end_transaction();
  return book.step();
}

}  // namespace pressrun::io
