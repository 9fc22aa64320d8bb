#pragma once

#include <SQLiteCpp/Database.h>

#include <functional>

namespace pressrun::io {

/// "prss" in SQLite's header: tells a journal from any other database.
constexpr int application_id = 0x70727373;

/// The newest schema that this program writes (`user_version`).
constexpr int schema_version = 5;

constexpr int first_version_with_mark = 3;
constexpr int first_version_with_ledger = 4;

/// The oldest that can be brought up to date, or read through a copy that is.
constexpr int oldest_readable = 1;

/// Brings a journal to the newest schema, in one transaction; an empty file becomes a journal. `before` is
/// called with the version of one that is to be changed. Throws JournalError: not a journal, or one of a
/// newer version.
void migrate(SQLite::Database& database, const std::function<void(int version)>& before);

/// Throws JournalError unless this is a journal that this version can read.
void check_schema(SQLite::Database& database);

}  // namespace pressrun::io
