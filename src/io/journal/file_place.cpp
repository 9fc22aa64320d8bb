#include "io/journal/file_place.hpp"

#include <sys/stat.h>
#include <utility>

namespace pressrun::io {
namespace {

std::array<std::int64_t, 2> written_at(const struct stat& found) {
  return {found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

}  // namespace

FilePlace::FilePlace(std::filesystem::path file, std::function<std::uint32_t()> changes)
    : path_(std::move(file)), count_changes_(std::move(changes)) {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0) return;
  device_ = found.st_dev;
  number_ = found.st_ino;
  remember();
}

bool FilePlace::is_the_same() const {
  struct stat found {};
  return ::stat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == number_;
}

bool FilePlace::is_as_remembered() const {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0 || found.st_size < size_) return false;
  // A copy that was written over it is older by its counter; a backup program may have touched it.
  return written_at(found) == written_at_ || count_changes_() >= changes_;
}

void FilePlace::remember() {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0 || found.st_size < size_) return;
  const bool was_written = written_at(found) != written_at_;
  const std::uint32_t changes = was_written ? count_changes_() : changes_;
  if (changes < changes_) return;  // not by us: it is found at the next look
  size_ = found.st_size;
  written_at_ = written_at(found);
  changes_ = changes;
}

std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

std::uintmax_t size_with_log(const std::filesystem::path& journal) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(journal, error);
  return size_of(real) + size_of(real.string() + "-wal");
}

}  // namespace pressrun::io
