#include "manifest/decoded_stream.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <system_error>
#include <zlib.h>

namespace pressrun::manifest {
namespace {

constexpr std::size_t piece_size = 64U * 1024;

enum class GzipFault { damaged = 1, ends_early };

class GzipFaults final : public std::error_category {
 public:
  [[nodiscard]] const char* name() const noexcept override { return "gzip"; }
  [[nodiscard]] std::string message(int fault) const override {
    return fault == static_cast<int>(GzipFault::ends_early)
               ? "the gzip data ends in the middle: is it a part of a download?"
               : "the gzip data is damaged";
  }
};

[[noreturn]] void fail(GzipFault fault) {
  static const GzipFaults category;
  throw std::system_error(static_cast<int>(fault), category);
}

/// Gives back what was looked at beforehand, then goes on.
class Resumed final : public ByteStream {
 public:
  Resumed(std::string head, std::unique_ptr<ByteStream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  std::size_t read(char* into, std::size_t size) override {
    if (at_ == head_.size()) return rest_->read(into, size);
    const std::size_t taken = std::min(size, head_.size() - at_);
    std::memcpy(into, head_.data() + at_, taken);
    at_ += taken;
    return taken;
  }

 private:
  std::string head_;
  std::unique_ptr<ByteStream> rest_;
  std::size_t at_ = 0;
};

/// Several members one behind the other are one text, as `cat a.gz b.gz` makes them.
class Unzipped final : public ByteStream {
 public:
  explicit Unzipped(std::unique_ptr<ByteStream> packed)
      : packed_(std::move(packed)), input_(piece_size, '\0') {
    constexpr int gzip_alone = 16 + MAX_WBITS;
    if (inflateInit2(&state_, gzip_alone) != Z_OK) fail(GzipFault::damaged);
  }
  ~Unzipped() override { inflateEnd(&state_); }
  Unzipped(const Unzipped&) = delete;
  Unzipped& operator=(const Unzipped&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, 1U << 20U));
    state_.next_out = reinterpret_cast<Bytef*>(into);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    state_.avail_out = room;
    while (state_.avail_out == room && !ended_) step();
    return room - state_.avail_out;
  }

 private:
  void step() {
    if (state_.avail_in == 0 && !refill()) {
      if (within_member_) fail(GzipFault::ends_early);
      ended_ = true;
      return;
    }
    if (!within_member_ && started_ && *state_.next_in == 0) {  // tapes and some tools pad with zeros
      ended_ = true;
      return;
    }
    within_member_ = true;
    started_ = true;
    const int outcome = inflate(&state_, Z_NO_FLUSH);
    if (outcome == Z_STREAM_END) {
      within_member_ = false;
      inflateReset(&state_);
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      fail(GzipFault::damaged);
    }
  }

  bool refill() {
    const std::size_t got = packed_->read(input_.data(), input_.size());
    state_.next_in =
        reinterpret_cast<Bytef*>(input_.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    state_.avail_in = static_cast<uInt>(got);
    return got > 0;
  }

  std::unique_ptr<ByteStream> packed_;
  std::string input_;
  z_stream state_{};
  bool within_member_ = false;
  bool started_ = false;
  bool ended_ = false;
};

/// UTF-16 as UTF-8.
class FromUtf16 final : public ByteStream {
 public:
  FromUtf16(std::unique_ptr<ByteStream> wide, bool big_endian)
      : wide_(std::move(wide)), big_endian_(big_endian), input_(piece_size, '\0') {}

  std::size_t read(char* into, std::size_t size) override {
    while (at_ == text_.size()) {
      if (ended_) return 0;
      convert();
    }
    const std::size_t taken = std::min(size, text_.size() - at_);
    std::memcpy(into, text_.data() + at_, taken);
    at_ += taken;
    return taken;
  }

 private:
  void convert() {
    text_.clear();
    at_ = 0;
    const std::size_t got = wide_->read(input_.data(), input_.size());
    if (got == 0) {
      ended_ = true;
      if (has_half_ || high_ != 0) append_utf8(text_, replacement_character);
      return;
    }
    for (std::size_t i = 0; i < got; ++i) take(static_cast<unsigned char>(input_[i]));
  }

  void take(unsigned char byte) {
    if (!std::exchange(has_half_, !has_half_)) {
      half_ = byte;
      return;
    }
    const auto first = static_cast<char32_t>(half_);
    const char32_t unit = big_endian_ ? (first << 8U) | byte : (static_cast<char32_t>(byte) << 8U) | first;
    const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high_ != 0 && low) {
      append_utf8(text_, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_ = 0;
      return;
    }
    if (std::exchange(high_, 0) != 0) append_utf8(text_, replacement_character);
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high_ = unit;
    } else {
      append_utf8(text_, low ? replacement_character : unit);
    }
  }

  std::unique_ptr<ByteStream> wide_;
  bool big_endian_;
  std::string input_;
  std::string text_;
  std::size_t at_ = 0;
  unsigned char half_ = 0;
  bool has_half_ = false;
  char32_t high_ = 0;
  bool ended_ = false;
};

/// The first bytes of a stream, and the stream as it was before.
std::string look_ahead(std::unique_ptr<ByteStream>& bytes) {
  constexpr std::size_t enough = 4;
  std::string head(enough, '\0');
  std::size_t got = 0;
  while (got < enough) {
    const std::size_t more = bytes->read(head.data() + got, enough - got);
    if (more == 0) break;
    got += more;
  }
  head.resize(got);
  bytes = std::make_unique<Resumed>(head, std::move(bytes));
  return head;
}

}  // namespace

std::unique_ptr<ByteStream> decoded(std::unique_ptr<ByteStream> bytes) {
  std::string head = look_ahead(bytes);
  if (head.starts_with("\x1F\x8B")) {
    bytes = std::make_unique<Unzipped>(std::move(bytes));
    head = look_ahead(bytes);
  }
  const auto zero = [&](std::size_t i) { return i < head.size() && head[i] == '\0'; };
  // Without a byte order mark, two letters of ASCII tell.
  const bool little =
      head.starts_with("\xFF\xFE") || (head.size() == 4 && !zero(0) && zero(1) && !zero(2) && zero(3));
  const bool big =
      head.starts_with("\xFE\xFF") || (head.size() == 4 && zero(0) && !zero(1) && zero(2) && !zero(3));
  if (little || big) bytes = std::make_unique<FromUtf16>(std::move(bytes), big);
  return bytes;
}

}  // namespace pressrun::manifest
