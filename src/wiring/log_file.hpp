#pragma once

#include <string>
#include <string_view>

namespace pressrun::wiring {

/// A log that is appended to a file, line by line. A file that was moved away (logrotate) is begun anew under
/// its name: looked at before each line. Errors of later writes are dropped: no log is worth a run.
class LogFile {
 public:
  /// Throws CommandFailed (2) where it cannot be written.
  explicit LogFile(std::string path);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void write(std::string_view line);

 private:
  [[nodiscard]] bool was_moved() const;

  std::string path_;
  int descriptor_ = -1;
};

}  // namespace pressrun::wiring
