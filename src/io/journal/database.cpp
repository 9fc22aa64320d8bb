#include "io/journal/database.hpp"

#include "io/journal/read_only.hpp"
#include "io/journal/schema.hpp"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

// Another process may hold the file: a backup, a checkpoint of a reader's connection. Two runs are kept
// apart by the lock.
constexpr int busy_timeout_ms = 20'000;

constexpr const char* without_it =
    "restore it from a backup, or move it away (a run without it pays for everything again)";

std::string hint(int code, OpenedFor opened_for) {
  const std::string saved =
      "'pressrun journal check' says how far, 'pressrun journal export' saves what can be "
      "read; then ";
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return opened_for == OpenedFor::maintenance
                 ? std::string{"; it is damaged, and nothing of it can be read: "} + without_it
                 : "; it is damaged: " + saved + without_it;
    case SQLITE_FULL:
      return "; free some space and run again: nothing is lost";
    default:
      return "";
  }
}

/// SQLite gives -wal and -shm the mode of the database, so it is enough to make that one ourselves.
void make_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw JournalError(std::strerror(errno));
  ::close(descriptor);
}

/// A hundred thousand jobs go by without reading a page twice.
void set_cache(SQLite::Database& database) { database.exec("PRAGMA cache_size = -16384"); }

void settle_pragmas(SQLite::Database& database) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = OFF");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA trusted_schema = OFF");
  set_cache(database);
  database.exec("PRAGMA wal_autocheckpoint = 4000");  // copied into the file now and then
}

/// Each connection is used by one thread at a time, and nobody asks what SQLite has allocated: both would
/// cost a lock for every small step.
constexpr int without_lock = SQLITE_OPEN_NOMUTEX;

void settle_library() {
  [[maybe_unused]] static const int done = ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool is_for_want_of_writing(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xFF;
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

std::string owner_of(const fs::path& place) {
  struct stat found {};
  if (::stat(place.c_str(), &found) != 0) return "another user";
  return "user " + std::to_string(found.st_uid);
}

/// A pipe would wait for somebody; and what may not be read is told by that name.
void require_file(const fs::path& file) {
  std::error_code error;
  const fs::file_status found = fs::status(file, error);
  if (!error && fs::exists(found) && !fs::is_regular_file(found))
    throw JournalError("not a pressrun journal: it is no file");
  const bool unseen = error == std::errc::permission_denied;
  const bool unread = !error && fs::exists(found) && ::access(file.c_str(), R_OK) != 0 && errno == EACCES;
  if (unseen || unread)
    throw JournalError("permission denied: it belongs to " + owner_of(unseen ? file.parent_path() : file) +
                       ", and this is user " + std::to_string(::geteuid()) +
                       ": look as the user who runs it");
}

std::unique_ptr<SQLite::Database> open_existing(const fs::path& file, const FirstLook& look) {
  require_file(file);
  settle_library();
  const int flags = SQLite::OPEN_READONLY | without_lock;
  auto database = std::make_unique<SQLite::Database>(file.string(), flags, busy_timeout_ms);
  try {
    look(*database);
    return database;
  } catch (const SQLite::Exception& error) {
    if (!is_for_want_of_writing(error)) throw;
  }
  return open_where_nothing_can_be_written(file, flags, look);
}

/// SQLite's own descriptor: to close another one of that file would give its locks away.
sqlite3_file* file_of(SQLite::Database& database) {
  sqlite3_file* file = nullptr;
  ::sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

/// A number of the file's first page, as it is on disk; 0: there is none.
std::uint32_t number_on_disk(sqlite3_file* file, int place, int size) {
  std::array<unsigned char, 4> bytes{};
  if (file == nullptr || file->pMethods->xRead(file, bytes.data(), size, place) != SQLITE_OK) return 0;
  std::uint32_t made = 0;
  for (int i = 0; i < size; ++i) made = made << 8U | bytes.at(static_cast<std::size_t>(i));
  return made;
}

/// SQLite reads what is missing at a file's end as zeros. One that has a log beside it may end anywhere: the
/// log has the rest. The size is asked for last: another process may be moving its log into the file.
void refuse_cut_off(SQLite::Database& database) {
  sqlite3_file* file = file_of(database);
  const std::int64_t page = number_on_disk(file, 16, 2) == 1 ? 65536 : number_on_disk(file, 16, 2);
  const std::int64_t pages = number_on_disk(file, 28, 4);
  if (!logs_of(::sqlite3_db_filename(database.getHandle(), "main")).empty()) return;
  sqlite3_int64 size = 0;
  if (file == nullptr || file->pMethods->xFileSize(file, &size) != SQLITE_OK) return;
  if (size < page * pages)
    throw SQLite::Exception("database disk image is malformed: its end is missing", SQLITE_CORRUPT);
}

/// Cheap enough for every start; the thorough check is for people in trouble.
void check_first_pages(SQLite::Database& database) {
  refuse_cut_off(database);
  database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
}

/// Each name would have a log and a lock of its own: what is bought under one is lost to the other.
void require_one_name(const fs::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) == 0 && found.st_nlink > 1)
    throw JournalError(
        "it has a second name (a hard link), and what is bought under one would be lost to the other: remove "
        "one of them, or make it a symbolic link");
}

}  // namespace

void make_folder(const fs::path& folder) {
  if (folder.empty() || fs::exists(folder)) return;
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw JournalError(std::string("its folder cannot be made: ") + std::strerror(errno));
  }
}

JournalError journal_error(const fs::path& file, const std::string& what, int code, OpenedFor opened_for) {
  const std::string prefix = "journal " + file.string() + ": ";
  if (what.starts_with("journal ")) return JournalError(what);
  return JournalError(prefix + what + hint(code, opened_for));
}

std::uint32_t changes_on_disk(SQLite::Database& database) {
  constexpr int place = 24;
  return number_on_disk(file_of(database), place, 4);
}

std::unique_ptr<SQLite::Database> open_for_writing(const fs::path& file, const Say& say) {
  return guarded(file, [&] {
    require_file(file);
    make_folder(file.parent_path());
    make_file(file);
    require_one_name(file);
    settle_library();
    auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE | without_lock,
                                                       busy_timeout_ms);
    check_first_pages(*database);
    refuse_damaged(*database, file);
    migrate(*database, [&](int version) { back_up(*database, file, version, say); });
    settle_pragmas(*database);
    return database;
  });
}

std::unique_ptr<SQLite::Database> open_for_reading(const fs::path& file) {
  return guarded(file, [&] {
    return open_existing(file, [](SQLite::Database& database) {
      check_first_pages(database);  // before any statement: of a file that is cut off that is to be said
      set_cache(database);
      check_schema(database);
    });
  });
}

std::unique_ptr<SQLite::Database> open_up_to_date(const fs::path& file) {
  auto database = open_for_reading(file);
  return guarded(file, [&] {
    if (database->execAndGet("PRAGMA user_version").getInt() == schema_version) return std::move(database);
    auto copy = std::make_unique<SQLite::Database>("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup{*copy, *database}.executeStep(-1);
    migrate(*copy, {});
    return copy;
  });
}

std::string trouble_at_first_look(const fs::path& file) {
  try {
    open_existing(file, check_first_pages);
    return "";
  } catch (const SQLite::Exception& error) {
    return error.what();
  }
}

std::unique_ptr<SQLite::Database> open_for_care(const fs::path& file) {
  return open_existing(file, [](SQLite::Database& database) {
    // Nothing is written: this lets SQLite read one that has been cut off.
    database.exec("PRAGMA writable_schema = ON");
    check_schema(database);
  });
}

}  // namespace pressrun::io
