#include "io/journal/file_place.hpp"

#include <sys/stat.h>
#include <utility>

namespace pressrun::io {

FilePlace::FilePlace(std::filesystem::path file) : path_(std::move(file)) {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0) return;
  device_ = found.st_dev;
  number_ = found.st_ino;
}

bool FilePlace::is_the_same() const {
  struct stat found {};
  return ::stat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == number_;
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
