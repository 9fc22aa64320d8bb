#include "assets/cursor.hpp"
#include "assets/walks.hpp"

namespace pressrun::assets {
namespace {

constexpr std::uint8_t end_of_image = 0xD9;
constexpr std::uint8_t start_of_scan = 0xDA;

bool stands_alone(std::uint8_t marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

/// SOF0 to SOF15, less the tables that have numbers among them.
bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The marker that ends a scan's data: what is stuffed and restarts are part of it. 0: the file ended.
std::uint8_t behind_scan(Cursor& in) {
  while (!in.is_over()) {
    if (in.byte() != 0xFF) continue;
    std::uint8_t marker = in.byte();
    while (marker == 0xFF && !in.is_over()) marker = in.byte();
    if (marker != 0 && !(marker >= 0xD0 && marker <= 0xD7)) return in.is_over() ? std::uint8_t{0} : marker;
  }
  return 0;
}

std::uint8_t next_marker(Cursor& in) {
  if (in.byte() != 0xFF) return 0;
  std::uint8_t marker = in.byte();
  while (marker == 0xFF && !in.is_over()) marker = in.byte();
  return marker;
}

/// What a segment says; false: it cannot be.
bool read_segment(Cursor& in, std::uint8_t marker, FileFacts& facts) {
  const std::uint64_t from = in.at();
  const std::uint32_t length = in.big(2);
  if (length < 2) return false;
  if (is_frame(marker)) {
    in.byte();
    facts.height = in.big(2);
    facts.width = in.big(2);
    if (length < 8) return false;
  }
  in.go(from);
  in.skip(length);
  return true;
}

}  // namespace

void walk_jpeg(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  if (in.big(2) != 0xFFD8) return void(facts.problem = "it does not begin as a JPEG");
  bool has_scan = false;
  std::uint8_t marker = next_marker(in);
  while (marker != end_of_image) {
    if (in.is_over()) return void(facts.problem = cut_short);
    if (marker == 0) return void(facts.problem = "a part of it does not begin as it should");
    if (!stands_alone(marker) && !read_segment(in, marker, facts))
      return void(facts.problem = "a part of it has no length that can be");
    if (in.is_over()) return void(facts.problem = cut_short);
    has_scan = has_scan || marker == start_of_scan;
    marker = marker == start_of_scan ? behind_scan(in) : next_marker(in);
  }
  if (in.is_over())
    facts.problem = cut_short;
  else if (!has_scan || facts.width == 0)
    facts.problem = "there is no picture in it";
}

}  // namespace pressrun::assets
