#include "report/packed_text.hpp"

#include <algorithm>
#include <cstdint>
#include <new>

namespace pressrun::report {
namespace {

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Three bytes as four letters; fewer with '=' behind.
void append_group(std::string& text, std::string_view bytes) {
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < 3; ++i)
    group = group << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
  for (std::size_t i = 0; i < 4; ++i)
    text += i <= bytes.size() ? base64_letters[group >> (18U - 6U * i) & 63U] : '=';
}

}  // namespace

PackedText::PackedText(std::ostream& out) : out_(out) {
  constexpr int gzip_window = 15 + 16;  // zlib's way of saying gzip
  if (deflateInit2(&stream_, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc{};
}

PackedText::~PackedText() { deflateEnd(&stream_); }

void PackedText::add(std::string_view text) {
  // zlib takes 32 bits at a time, and does not write to what it reads.
  for (constexpr std::size_t most = std::size_t{1} << 30U; !text.empty();
       text.remove_prefix(std::min(most, text.size()))) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(std::min(most, text.size()));
    deflate_all(Z_NO_FLUSH);
  }
}

void PackedText::end() {
  stream_.avail_in = 0;
  deflate_all(Z_FINISH);
  encode({}, true);
}

void PackedText::deflate_all(int flush) {
  do {
    stream_.next_out = reinterpret_cast<Bytef*>(block_.data());
    stream_.avail_out = static_cast<uInt>(block_.size());
    deflate(&stream_, flush);  // its answers are about buffers, which the loop sees to
    encode({block_.data(), block_.size() - stream_.avail_out}, false);
  } while (stream_.avail_out == 0);
}

void PackedText::encode(std::string_view bytes, bool last) {
  rest_ += bytes;
  std::string text;
  text.reserve(rest_.size() / 3 * 4 + 4);
  std::string_view left = rest_;
  for (; left.size() >= 3; left.remove_prefix(3)) append_group(text, left.substr(0, 3));
  if (last && !left.empty()) append_group(text, left);
  rest_ = last ? std::string{} : std::string{left};
  out_ << text;
}

}  // namespace pressrun::report
