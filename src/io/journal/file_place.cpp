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

}  // namespace pressrun::io
