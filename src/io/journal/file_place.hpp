#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>

namespace pressrun::io {

/// Where a journal lies, and which file that was when it was opened.
class FilePlace {
 public:
  /// `changes`: how often the file was changed, as its first page on disk has it.
  FilePlace(std::filesystem::path file, std::function<std::uint32_t()> changes);
  /// Whether its name still leads to the file that was opened.
  [[nodiscard]] bool is_the_same() const;
  /// What others have done to the file since `remember`: nothing, mostly. Who keeps it open writes by no
  /// other way than through it.
  [[nodiscard]] bool is_as_remembered() const;
  /// How the file is now, after what we wrote ourselves.
  void remember();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::function<std::uint32_t()> count_changes_;
  std::uint64_t device_ = 0;
  std::uint64_t number_ = 0;
  std::int64_t size_ = 0;
  std::array<std::int64_t, 2> written_at_{};  // seconds and nanoseconds
  std::uint32_t changes_ = 0;
};

/// In bytes; 0 where it cannot be told.
std::uintmax_t size_of(const std::filesystem::path& file);
/// The journal's with that of its log, which lies beside the file itself, whatever links lead there.
std::uintmax_t size_with_log(const std::filesystem::path& journal);

}  // namespace pressrun::io
