#include "assets/cursor.hpp"
#include "assets/walks.hpp"

namespace pressrun::assets {
namespace {

void read_lossy(Cursor& in, FileFacts& facts) {
  in.skip(6);  // the frame's tag, and where it begins
  facts.width = in.little(2) & 0x3FFFU;
  facts.height = in.little(2) & 0x3FFFU;
}

void read_lossless(Cursor& in, FileFacts& facts) {
  in.byte();
  const std::uint32_t bits = in.little(4);
  facts.width = (bits & 0x3FFFU) + 1;
  facts.height = ((bits >> 14U) & 0x3FFFU) + 1;
}

void read_canvas(Cursor& in, FileFacts& facts) {
  in.skip(4);
  facts.width = in.little(3) + 1;
  facts.height = in.little(3) + 1;
}

}  // namespace

void walk_webp(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  const std::string begin = in.text(4);
  const std::uint64_t size = std::uint64_t{in.little(4)} + 8;
  if (begin != "RIFF" || in.text(4) != "WEBP") return void(facts.problem = "it does not begin as a WebP");
  if (size > in.size()) return void(facts.problem = cut_short);
  if (size < in.size()) return void(facts.problem = "there is something behind its end");
  bool has_canvas = false;
  bool has_picture = false;
  while (in.left() > 0) {
    const std::string name = in.text(4);
    const std::uint64_t length = in.little(4);
    const std::uint64_t behind = in.at() + length + (length & 1U);
    if (in.is_over() || behind > in.size()) return void(facts.problem = cut_short);
    if (name == "VP8X") read_canvas(in, facts);
    if (name == "VP8 " && !has_canvas) read_lossy(in, facts);
    if (name == "VP8L" && !has_canvas) read_lossless(in, facts);
    has_canvas = has_canvas || name == "VP8X";
    has_picture = has_picture || name == "VP8 " || name == "VP8L" || name == "ANMF";
    if (name == "ANMF") ++facts.frames;
    in.go(behind);
  }
  if (in.is_over())
    facts.problem = cut_short;
  else if (!has_picture)
    facts.problem = "there is no picture in it";
}

}  // namespace pressrun::assets
