#pragma once

#include <SQLiteCpp/Database.h>

namespace pressrun::io {

/// Moves the rows of version 3 (the tables that end in `_3`) into the ledger, and drops those tables. Within
/// the transaction of the migration. Throws JournalError, SQLite::Exception.
void carry_over_version_3(SQLite::Database& database);

}  // namespace pressrun::io
