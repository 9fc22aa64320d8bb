#pragma once

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <zlib.h>

namespace pressrun::report {

/// Text on its way into a page: compressed (gzip), then in base64, so that whatever it says none of it is
/// markup. Written piece by piece; nothing is held but one block. Errors: none of its own; look at the
/// stream's state. Throws std::bad_alloc.
class PackedText {
 public:
  explicit PackedText(std::ostream& out);
  ~PackedText();
  PackedText(const PackedText&) = delete;
  PackedText& operator=(const PackedText&) = delete;

  void add(std::string_view text);
  void end();  ///< once, behind the last `add`

 private:
  void deflate_all(int flush);
  void encode(std::string_view bytes, bool last);

  std::ostream& out_;
  z_stream stream_{};
  std::array<char, std::size_t{64} << 10U> block_{};
  std::string rest_;  // bytes that make no group of three yet
};

}  // namespace pressrun::report
