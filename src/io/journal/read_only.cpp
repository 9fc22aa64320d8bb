#include "io/journal/read_only.hpp"

#include "pressrun/ports/journal.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

/// A folder of our own under the system's temporary ones, and all in it, for as long as we live.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    path_ = (fs::temp_directory_path(error) / "pressrun.XXXXXX").string();
    if (error) refuse(error.message());
    if (::mkdtemp(path_.data()) == nullptr) refuse(std::strerror(errno));  // 0700
  }
  ~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  [[nodiscard]] fs::path path() const { return path_; }

  void take(const fs::path& from, const fs::path& to) const {
    std::error_code error;
    fs::copy_file(from, to, error);
    if (error) refuse(error.message());
  }

 private:
  [[noreturn]] void refuse(const std::string& cause) const {
    throw JournalError("nothing can be written beside it, and a copy to read it from cannot be made at " +
                       path_ + " (TMPDIR says where): " + cause);
  }

  std::string path_;
};

/// An immutable one is read without locks, and without looking for a log.
std::string immutable(const fs::path& file) {
  return "file:" + boost::urls::encode(file.string(), boost::urls::unreserved_chars + '/') + "?immutable=1";
}

}  // namespace

std::vector<fs::path> logs_of(const fs::path& file) {
  std::vector<fs::path> logs;
  for (const char* suffix : {"-wal", "-journal"}) {
    std::error_code error;
    const fs::path log = file.string() + suffix;
    if (fs::file_size(log, error) > 0 && !error) logs.push_back(log);
  }
  return logs;
}

std::unique_ptr<SQLite::Database> open_where_nothing_can_be_written(const fs::path& file, int flags,
                                                                    const FirstLook& look) {
  const fs::path real = fs::canonical(file);  // beside that one lies its log
  std::unique_ptr<SQLite::Database> database;
  const std::vector<fs::path> logs = logs_of(real);
  if (logs.empty()) {
    database = std::make_unique<SQLite::Database>(immutable(real), flags | SQLite::OPEN_URI);
    look(*database);
    return database;
  }
  const PrivateFolder folder;
  const fs::path copy = folder.path() / real.filename();
  folder.take(real, copy);
  for (const fs::path& log : logs) folder.take(log, folder.path() / log.filename());
  // Ours to write: what a commit that was killed left half done has to be taken back.
  const int writing = (flags & ~SQLite::OPEN_READONLY) | SQLite::OPEN_READWRITE;
  database = std::make_unique<SQLite::Database>(copy.string(), writing);
  look(*database);  // then SQLite has all its files open, and needs their names no more
  return database;
}

}  // namespace pressrun::io
