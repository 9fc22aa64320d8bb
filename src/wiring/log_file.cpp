#include "wiring/log_file.hpp"

#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace pressrun::wiring {
namespace {

/// Made by us, so that only its owner reads it: job keys and server texts are nobody else's business. A pipe
/// that nobody reads any more must not hold up the run.
int open_log(const std::string& path) {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
}

}  // namespace

LogFile::LogFile(std::string path) : path_(std::move(path)), descriptor_(open_log(path_)) {
  if (descriptor_ < 0) {
    throw CommandFailed(usage::ExitCode::usage,
                        "the log file '" + printable(path_) +
                            "' cannot be written: " + std::generic_category().message(errno));
  }
}

LogFile::~LogFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool LogFile::was_moved() const {
  struct stat named {};
  struct stat held {};
  if (::fstat(descriptor_, &held) != 0) return true;
  if (::stat(path_.c_str(), &named) != 0) return true;
  return named.st_dev != held.st_dev || named.st_ino != held.st_ino;
}

void LogFile::write(std::string_view line) {
  if (was_moved()) {
    if (const int anew = open_log(path_); anew >= 0) {
      ::close(descriptor_);
      descriptor_ = anew;
    }
  }
  const std::string whole = std::string{line} + "\n";
  if (::write(descriptor_, whole.data(), whole.size()) < 0) return;
}

}  // namespace pressrun::wiring
