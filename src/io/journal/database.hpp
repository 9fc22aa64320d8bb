#pragma once

#include "io/journal/soundness.hpp"
#include "pressrun/ports/journal.hpp"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>
#include <utility>

namespace pressrun::io {

/// Opens, or creates (0600, in a folder of 0700), a journal for writing. One of an earlier version is backed
/// up and brought up to date; `say` is told. Throws JournalError.
std::unique_ptr<SQLite::Database> open_for_writing(const std::filesystem::path& file, const Say& say = {});

/// A folder of our own (0700), where there is none. Throws JournalError.
void make_folder(const std::filesystem::path& folder);

/// Opens an existing journal for reading, beside a writer or without one. Throws JournalError.
std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file);

/// The same as the newest version: one of an earlier version through a copy of it that nobody else finds.
/// Throws JournalError.
std::unique_ptr<SQLite::Database> open_up_to_date(const std::filesystem::path& file);

/// The same, as far as it is there: one that is damaged, or cut off, too. Throws JournalError,
/// SQLite::Exception.
std::unique_ptr<SQLite::Database> open_for_care(const std::filesystem::path& file);

/// What keeps `open_for_reading` from opening it; empty: nothing. Throws JournalError.
std::string trouble_at_first_look(const std::filesystem::path& file);

/// SQLite's file change counter, as the file has it: it grows whenever the file does. 0: not to be read.
std::uint32_t changes_on_disk(SQLite::Database& database);

/// For whom a journal is opened: a run, or one who looks what can be saved of it.
enum class OpenedFor { run, maintenance };

/// What SQLite said, as the journal's users see it: with the file's name. `code` is SQLite's, 0 where there
/// is none.
JournalError journal_error(const std::filesystem::path& file, const std::string& what, int code = 0,
                           OpenedFor opened_for = OpenedFor::run);

/// Runs `work`, turning SQLite's exceptions into JournalError with the file's name.
template <class Work>
auto guarded(const std::filesystem::path& file, Work&& work, OpenedFor opened_for = OpenedFor::run)
    -> decltype(work()) {
  try {
    return std::forward<Work>(work)();
  } catch (const SQLite::Exception& error) {
    throw journal_error(file, error.what(), error.getErrorCode(), opened_for);
  } catch (const std::filesystem::filesystem_error& error) {
    throw journal_error(file, error.code().message());
  } catch (const JournalError& error) {
    throw journal_error(file, error.what());
  }
}

}  // namespace pressrun::io
