#include "assets/cursor.hpp"
#include "assets/walks.hpp"

namespace pressrun::assets {
namespace {

void skip_colours(Cursor& in, std::uint8_t flags) {
  if ((flags & 0x80U) != 0) in.skip(std::uint64_t{3} << ((flags & 0x07U) + 1U));
}

/// Sub-blocks, up to the empty one.
void skip_blocks(Cursor& in) {
  for (std::uint8_t size = in.byte(); size != 0 && !in.is_over(); size = in.byte()) in.skip(size);
}

void skip_picture(Cursor& in) {
  in.skip(8);
  skip_colours(in, in.byte());
  in.byte();  // how long the shortest code is
  skip_blocks(in);
}

}  // namespace

void walk_gif(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  const std::string begin = in.text(6);
  if (begin != "GIF89a" && begin != "GIF87a") return void(facts.problem = "it does not begin as a GIF");
  facts.width = in.little(2);
  facts.height = in.little(2);
  const std::uint8_t flags = in.byte();
  in.skip(2);
  skip_colours(in, flags);
  for (;;) {
    const std::uint8_t kind = in.byte();
    if (in.is_over()) return void(facts.problem = cut_short);
    if (kind == 0x3B) break;
    if (kind == 0x21) {
      in.byte();
      skip_blocks(in);
    } else if (kind == 0x2C) {
      skip_picture(in);
      ++facts.frames;
    } else {
      return void(facts.problem = "a part of it is none that there is");
    }
    if (in.is_over()) return void(facts.problem = cut_short);
  }
  if (facts.frames == 0) facts.problem = "there is no picture in it";
}

}  // namespace pressrun::assets
