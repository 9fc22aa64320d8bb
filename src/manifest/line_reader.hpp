#pragma once

#include "pressrun/manifest/source.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace pressrun::manifest {

/// Lines of a stream, whatever ends them (LF, CRLF, CR), without a byte order mark, of bounded length.
class LineReader {
 public:
  static constexpr std::size_t longest = 1024U * 1024;
  enum class Outcome { line, end, too_long };

  explicit LineReader(std::unique_ptr<ByteStream> bytes) : bytes_(std::move(bytes)) {}

  /// The next line without its end. After `too_long` nothing more is to be had.
  Outcome next(std::string& line);
  [[nodiscard]] std::uint32_t number() const { return number_; }  ///< of the line last read, from 1

 private:
  bool fill();

  std::unique_ptr<ByteStream> bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
};

/// What makes a line unfit ("byte '\xE9' is not valid UTF-8"), and the column where; empty when it is fit.
struct LineProblem {
  std::string message;
  std::uint32_t column = 0;
};
LineProblem check_line(std::string_view line);

}  // namespace pressrun::manifest
