#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <system_error>

namespace pressrun {

/// Writing a file whole or not at all.
class Files {
 public:
  virtual ~Files() = default;
  /// Nothing if `path` can be written later, else why not. Leaves no trace.
  [[nodiscard]] virtual std::error_code can_replace(const std::filesystem::path& path) = 0;
  /// Writes to a file beside `path` (mode 0600), flushes it to disk, and renames it over `path`.
  [[nodiscard]] virtual std::error_code replace(const std::filesystem::path& path,
                                                const std::function<void(std::ostream&)>& write) = 0;
};

}  // namespace pressrun
