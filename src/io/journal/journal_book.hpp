#pragma once

#include "io/journal/account_tables.hpp"
#include "io/journal/book_row.hpp"
#include "io/journal/ledger_rows.hpp"
#include "io/journal/ledger_tables.hpp"
#include "io/journal/names.hpp"
#include "io/journal/purchases.hpp"
#include "io/journal/registrar.hpp"
#include "io/journal/run_tables.hpp"
#include "io/journal/statements.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace pressrun::io {

/// A journal that is open for writing, and its parts. Knows nothing of threads; the writer wraps a group of
/// calls in one transaction. Throws JournalError and SQLite::Exception.
class JournalBook {
 public:
  explicit JournalBook(const std::filesystem::path& file);

  /// Within a transaction, first and last.
  void begin_transaction();
  std::optional<JournalMark> end_transaction();

 private:
  std::unique_ptr<SQLite::Database> database_;
  std::int64_t version_ = 0;  ///< of the file's content, as SQLite counts what others write

 public:
  Statements statements;
  Names names;
  LedgerRows rows;
  LedgerTables ledger;
  BookRow book;
  AccountTables accounts;
  Registrar registrar;
  RunTables runs;
  Purchases purchases;
};

}  // namespace pressrun::io
