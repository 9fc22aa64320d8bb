#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct archive;

namespace pressrun::manifest {

/// The parts of a workbook: a ZIP that lies in memory, bounded. Errors: an answer that says so; never throws.
class XlsxArchive {
 public:
  explicit XlsxArchive(std::string bytes) : bytes_(std::move(bytes)) {}

  /// The part's text, at most `limit` bytes; nothing: there is none, it is larger, or damaged.
  [[nodiscard]] std::optional<std::string> read(std::string_view part, std::size_t limit) const;

  /// One part, piece by piece.
  class Part {
   public:
    Part(const std::string& bytes, std::string_view name);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    [[nodiscard]] bool found() const { return found_; }
    /// Up to `size` bytes; 0 at the end, negative where it is damaged.
    std::ptrdiff_t read(char* into, std::size_t size);

   private:
    ::archive* archive_;
    bool found_ = false;
  };
  [[nodiscard]] std::unique_ptr<Part> open(std::string_view part) const;

 private:
  std::string bytes_;
};

}  // namespace pressrun::manifest
