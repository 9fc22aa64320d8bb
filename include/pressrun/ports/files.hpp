#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <system_error>

namespace pressrun {

/// Who may read a file that was not there before.
enum class Readers : bool {
  owner,  ///< mode 0600: it holds what jobs are made from
  umask,  ///< as any other program's
};

/// Writing a file whole or not at all.
class Files {
 public:
  virtual ~Files() = default;
  /// Nothing if `path` can be written later, else why not. Leaves no trace.
  [[nodiscard]] virtual std::error_code can_replace(const std::filesystem::path& path) = 0;
  /// Writes to a file beside `path`, flushes it to disk, and renames it over `path`. A file that was there
  /// keeps its mode.
  [[nodiscard]] virtual std::error_code replace(const std::filesystem::path& path,
                                                const std::function<void(std::ostream&)>& write,
                                                Readers readers) = 0;
};

}  // namespace pressrun
