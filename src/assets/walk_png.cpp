#include "assets/cursor.hpp"
#include "assets/walks.hpp"

#include <zlib.h>

namespace pressrun::assets {
namespace {

constexpr std::string_view signature{"\x89PNG\r\n\x1A\n", 8};
constexpr std::uint32_t longest_chunk = 0x7FFFFFFF;

uLong checksum(uLong crc, std::string_view bytes) {
  return ::crc32(crc, reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uInt>(bytes.size()));  // NOLINT
}

/// Behind the length; false: its checksum is another.
bool is_sound(Cursor& in, const std::string& name, std::uint32_t length) {
  uLong crc = checksum(::crc32(0, nullptr, 0), name);
  for (std::uint64_t left = length; left > 0 && !in.is_over();) {
    const std::string_view piece = in.some(left);
    crc = checksum(crc, piece);
    left -= piece.size();
  }
  return in.big(4) == crc;
}

}  // namespace

void walk_png(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  if (in.text(signature.size()) != signature) return void(facts.problem = "it does not begin as a PNG");
  bool has_picture = false;
  for (bool first = true;; first = false) {
    const std::uint32_t length = in.big(4);
    const std::string name = in.text(4);
    if (in.is_over()) return void(facts.problem = cut_short);
    if (length > longest_chunk) return void(facts.problem = "a part of it has no length that can be");
    if (first && (name != "IHDR" || length != 13))
      return void(facts.problem = "it does not say how large it is");
    if (first) {
      const std::uint64_t back = in.at();
      facts.width = in.big(4);
      facts.height = in.big(4);
      in.go(back);
    }
    const bool sound = is_sound(in, name, length);
    if (in.is_over()) return void(facts.problem = cut_short);
    if (!sound) return void(facts.problem = "the checksum of a part of it is wrong");
    has_picture = has_picture || name == "IDAT";
    if (name == "IEND") break;
  }
  if (!has_picture) facts.problem = "there is no picture in it";
  if (in.left() > 0) facts.problem = "there is something behind its end";
}

}  // namespace pressrun::assets
