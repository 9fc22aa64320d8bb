#pragma once

#include <cstdint>
#include <filesystem>

namespace pressrun::io {

/// Where a journal lies, and which file that was when it was opened.
class FilePlace {
 public:
  explicit FilePlace(std::filesystem::path file);
  /// Whether its name still leads to the file that was opened.
  [[nodiscard]] bool is_the_same() const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::uint64_t device_ = 0;
  std::uint64_t number_ = 0;
};

/// In bytes; 0 where it cannot be told.
std::uintmax_t size_of(const std::filesystem::path& file);
/// The journal's with that of its log, which lies beside the file itself, whatever links lead there.
std::uintmax_t size_with_log(const std::filesystem::path& journal);

}  // namespace pressrun::io
