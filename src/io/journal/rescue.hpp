#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>

namespace pressrun::io {

/// A journal whose file was deleted or replaced is written, as it is, beside where it was: answers where.
/// Throws JournalError, SQLite::Exception.
std::filesystem::path save_from_deletion(SQLite::Database& database, const std::filesystem::path& journal);

}  // namespace pressrun::io
