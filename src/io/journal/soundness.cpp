#include "io/journal/soundness.hpp"

#include "io/journal/schema.hpp"
#include "pressrun/ports/journal.hpp"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t looked_over_at_once = 16U << 20;  // some 50 ms

bool ended_well(SQLite::Database& database) {
  SQLite::Statement last{database, "SELECT finished_at IS NOT NULL FROM runs ORDER BY rowid DESC LIMIT 1"};
  return !last.executeStep() || last.getColumn(0).getInt() != 0;
}

bool is_worth_a_look(SQLite::Database& database, const fs::path& file) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  const bool ours = database.execAndGet("PRAGMA application_id").getInt() == application_id;
  if (!ours || version < 1 || version > schema_version) return false;  // new, or not to be opened at all
  return fs::file_size(file) <= looked_over_at_once || version < schema_version || !ended_well(database);
}

fs::path free_name(const fs::path& file, int version) {
  const std::string base = file.string() + ".v" + std::to_string(version);
  fs::path name = base + ".bak";
  for (int number = 2; fs::exists(name); ++number) name = base + "-" + std::to_string(number) + ".bak";
  return name;
}

void sync(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool good = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int cause = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!good)
    throw JournalError("its backup " + path.string() + " cannot be written: " + std::strerror(cause));
}

void make_private(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0)
    throw JournalError("its backup " + file.string() + " cannot be made: " + std::strerror(errno));
  ::close(descriptor);
}

void copy(SQLite::Database& database, const fs::path& to) {
  SQLite::Database copy{to.string(), SQLite::OPEN_READWRITE};
  SQLite::Backup backup{copy, database};
  backup.executeStep(-1);
}

}  // namespace

void refuse_damaged(SQLite::Database& database, const fs::path& file) {
  if (!is_worth_a_look(database, file)) return;
  SQLite::Statement check{database, "PRAGMA quick_check(1)"};
  if (check.executeStep() && check.getColumn(0).getString() == "ok") return;
  throw SQLite::Exception("database disk image is malformed", SQLITE_CORRUPT);
}

void back_up(SQLite::Database& database, const fs::path& file, int version, const Say& say) {
  const fs::path name = free_name(file, version);
  make_private(name);
  try {
    copy(database, name);
    sync(name, O_RDWR);
    sync(name.parent_path().empty() ? fs::path{"."} : name.parent_path(), O_RDONLY | O_DIRECTORY);
  } catch (...) {
    std::error_code ignored;
    fs::remove(name, ignored);  // half a backup is worse than none
    throw;
  }
  if (say)
    say("the journal is of an earlier version (" + std::to_string(version) +
        ") and is brought up to date; as it was: " + name.string());
}

}  // namespace pressrun::io
