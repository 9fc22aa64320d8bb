#pragma once

#include "pressrun/assets/file_check.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pressrun::assets {

/// Reads a file from a place on, through a buffer of fixed size. Past the end everything is 0, and `is_over`
/// says so.
class Cursor {
 public:
  explicit Cursor(Bytes& file, std::uint64_t at = 0) : file_(file), size_(file.size()), at_(at) {}

  [[nodiscard]] std::uint64_t at() const { return at_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint64_t left() const { return at_ < size_ ? size_ - at_ : 0; }
  [[nodiscard]] bool is_over() const { return over_; }
  void go(std::uint64_t at) { at_ = at; }
  void skip(std::uint64_t count) { at_ = count > left() ? (over_ = true, size_) : at_ + count; }

  std::uint8_t byte() {
    if (at_ < from_ || at_ >= from_ + held_) fill();
    if (held_ == 0) {
      over_ = true;
      return 0;
    }
    return static_cast<std::uint8_t>(buffer_[at_++ - from_]);
  }
  std::uint32_t big(int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8U | byte();
    return value;
  }
  std::uint64_t big64() {
    const std::uint64_t high = big(4);
    return high << 32U | big(4);
  }
  std::uint32_t little(int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i)
      value |= static_cast<std::uint32_t>(byte()) << (8U * static_cast<unsigned>(i));
    return value;
  }
  /// At most so many bytes, where they are: they hold until the next call. Goes behind them.
  std::string_view some(std::uint64_t most) {
    if (at_ < from_ || at_ >= from_ + held_) fill();
    const std::uint64_t there = held_ == 0 ? 0 : from_ + held_ - at_;
    const std::uint64_t count = std::min(most, there);
    if (count == 0 && most > 0) over_ = true;
    const std::uint64_t start = at_ - from_;
    at_ += count;
    return {buffer_.data() + (count == 0 ? 0 : start), count};
  }
  /// So many bytes, a few.
  std::string text(std::size_t count) {
    std::string out;
    while (out.size() < count && !over_) out += some(count - out.size());
    return out;
  }

 private:
  void fill() {
    from_ = at_;
    held_ = at_ < size_ ? file_.read(at_, buffer_.data(), buffer_.size()) : 0;
  }

  Bytes& file_;
  std::uint64_t size_;
  std::uint64_t at_;
  std::uint64_t from_ = 0;
  std::uint64_t held_ = 0;
  bool over_ = false;
  std::array<char, std::size_t{32} * 1024> buffer_{};
};

}  // namespace pressrun::assets
