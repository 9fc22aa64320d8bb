#include "pressrun/io/disk_files.hpp"

#include <cerrno>
#include <ext/stdio_filebuf.h>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() { return {errno, std::generic_category()}; }

/// A link is followed: what it points to is replaced, not the link.
fs::path target_of(const fs::path& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target;
}

/// A device, a pipe: nothing to replace, it is written to.
bool is_stream(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::exists(status) && !fs::is_regular_file(status);
}

/// It can only be read by setting it, for the blink of an eye; who writes files here does so in one thread.
mode_t current_umask() {
  const mode_t mask = ::umask(077);
  ::umask(mask);
  return mask;
}

/// The file's own mode where there is one: who made it readable for others wants it so.
mode_t mode_of(const fs::path& path, Readers readers) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777U;
  return readers == Readers::umask ? 0666U & ~current_umask() : 0600U;
}

std::error_code sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return last_error();
  const std::error_code result = ::fsync(descriptor) == 0 ? std::error_code{} : last_error();
  ::close(descriptor);
  return result;
}

/// A file beside the target that is gone unless it was put in its place.
class Draft {
 public:
  explicit Draft(const fs::path& target) : path_(target.string() + ".XXXXXX") {
    descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
    if (descriptor_ < 0) error_ = last_error();
  }
  ~Draft() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (descriptor_ >= 0 && !placed_) ::unlink(path_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  [[nodiscard]] std::error_code error() const { return error_; }

  std::error_code fill(const std::function<void(std::ostream&)>& write) {
    // The buffer closes what it is given: it gets a copy.
    __gnu_cxx::stdio_filebuf<char> buffer{::dup(descriptor_), std::ios::out | std::ios::binary};
    std::ostream out{&buffer};
    errno = 0;
    write(out);
    out.flush();
    if (!out) return errno != 0 ? last_error() : std::make_error_code(std::errc::io_error);
    return ::fsync(descriptor_) == 0 ? std::error_code{} : last_error();
  }

  std::error_code place(const fs::path& target, Readers readers) {
    if (::fchmod(descriptor_, mode_of(target, readers)) != 0) return last_error();
    if (::rename(path_.c_str(), target.c_str()) != 0) return last_error();
    placed_ = true;
    return sync_folder(target.parent_path());
  }

 private:
  std::string path_;
  int descriptor_ = -1;
  bool placed_ = false;
  std::error_code error_;
};

std::error_code write_stream(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  std::ofstream out{path, std::ios::binary};
  if (!out) return last_error();
  write(out);
  out.flush();
  return out ? std::error_code{} : std::make_error_code(std::errc::io_error);
}

}  // namespace

std::error_code DiskFiles::can_replace(const fs::path& path) {
  const fs::path target = target_of(path);
  std::error_code error;
  if (fs::is_directory(target, error)) return std::make_error_code(std::errc::is_a_directory);
  if (is_stream(target)) return ::access(target.c_str(), W_OK) == 0 ? std::error_code{} : last_error();
  return Draft{target}.error();
}

std::error_code DiskFiles::replace(const fs::path& path, const std::function<void(std::ostream&)>& write,
                                   Readers readers) {
  const fs::path target = target_of(path);
  if (is_stream(target)) return write_stream(target, write);
  Draft draft{target};
  if (draft.error()) return draft.error();
  if (const std::error_code error = draft.fill(write)) return error;
  return draft.place(target, readers);
}

}  // namespace pressrun::io
