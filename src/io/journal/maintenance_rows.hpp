#pragma once

#include "pressrun/io/journal_maintenance.hpp"

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <functional>

namespace pressrun::io {

// What maintenance of a journal does to one that is open. Throws JournalError, SQLite::Exception.

/// Adds its version, and what is found in its pages, its rows and its ledger.
void look_over_rows(SQLite::Database& database, JournalFindings& found);

/// Drops what nobody wants, shows or waits for, and no request has touched since; answers how many contents.
/// What was paid for it stays counted (run_credits).
std::size_t forget_unwanted(SQLite::Database& database, WallTime before);

/// Forgets all but the newest so many runs of each campaign, and what those found jobs to ask for; answers
/// how many.
std::size_t keep_runs(SQLite::Database& database, std::size_t most);

/// Hands over every row that can be read.
JournalExport salvage_rows(SQLite::Database& database,
                           const std::function<void(const boost::json::object&)>& take);

}  // namespace pressrun::io
