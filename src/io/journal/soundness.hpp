#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <functional>
#include <string>

namespace pressrun::io {

using Say = std::function<void(const std::string&)>;

/// Before anything is written: a quick look over the whole file where that takes no time, where the last run
/// did not come to its end, and before the schema is changed. Throws JournalError.
void refuse_damaged(SQLite::Database& database, const std::filesystem::path& file);

/// Copies a journal of an earlier version to "NAME.db.vN.bak" (0600, on disk when it returns) and says so.
/// Never over a file that is there. Throws JournalError, and SQLite::Exception.
void back_up(SQLite::Database& database, const std::filesystem::path& file, int version, const Say& say);

}  // namespace pressrun::io
