#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace pressrun::io {

/// What is asked of a database as soon as it is open.
using FirstLook = std::function<void(SQLite::Database&)>;

/// What lies beside a journal and belongs to it: a log of what is not in the file yet, or what a commit that
/// was cut short is taken back from.
std::vector<std::filesystem::path> logs_of(const std::filesystem::path& file);

/// Opens a journal where nothing can be written beside it, as on a disk that is mounted read-only: SQLite
/// needs a file there to read one with a write-ahead log, and writes to take a half commit back. Reads it as
/// it stands, or, where one of its logs holds something, a private copy that nobody else finds. `flags` are
/// SQLite's, for reading. Throws JournalError, SQLite::Exception, std::filesystem::filesystem_error.
std::unique_ptr<SQLite::Database> open_where_nothing_can_be_written(const std::filesystem::path& file,
                                                                    int flags, const FirstLook& look);

}  // namespace pressrun::io
