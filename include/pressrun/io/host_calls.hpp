#pragma once

#include "pressrun/ports/shared_calls.hpp"

#include <filesystem>
#include <memory>

namespace pressrun::io {

/// Shares the calls through a small file: a ring of the last few hundred, under a lock that the kernel drops
/// with its holder. A file of an earlier boot is begun anew: monotonic instants mean nothing across it.
/// Whoever holds the lock for more than some milliseconds (a stopped process) is not waited for.
class HostCalls final : public SharedCalls {
 public:
  /// Makes the file, 0600, and its folder, 0700. Throws std::system_error where that is not possible.
  explicit HostCalls(const std::filesystem::path& file);
  ~HostCalls() override;

  std::vector<BookedCall> take() override;
  void release(const std::vector<BookedCall>& mine) override;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace pressrun::io
