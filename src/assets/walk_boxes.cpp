// Files of ISO's base media format: MP4 and AVIF.
#include "assets/cursor.hpp"
#include "assets/walks.hpp"

namespace pressrun::assets {
namespace {

constexpr int deepest = 6;
constexpr std::uint32_t most_boxes = 100'000;

struct Box {
  std::string name;
  std::uint64_t from = 0;  ///< of what is in it
  std::uint64_t to = 0;
};

/// What the boxes of a file say, as far as it is wanted.
class BoxWalk {
 public:
  BoxWalk(Bytes& file, FileFacts& facts) : in_(file), facts_(facts) {}

  void run() {
    level(0, in_.size(), 0);
    if (facts_.problem.empty() && furthest_ > in_.size()) facts_.problem = cut_short;
  }

  [[nodiscard]] const std::string& brands() const { return brands_; }
  [[nodiscard]] bool has_media() const { return has_media_; }
  [[nodiscard]] bool has_head() const { return has_head_; }

 private:
  bool wrong(const char* what) {
    if (facts_.problem.empty()) facts_.problem = what;
    return false;
  }

  /// The box that begins at `at`, within `end`.
  bool box_at(std::uint64_t at, std::uint64_t end, Box& box) {
    if (end - at < 8) return wrong(cut_short);
    in_.go(at);
    std::uint64_t size = in_.big(4);
    box.name = in_.text(4);
    std::uint64_t head = 8;
    if (size == 1) {
      size = in_.big64();
      head = 16;
    }
    if (size == 0) size = end - at;  // to the end of the file
    if (size < head) return wrong("a part of it has no length that can be");
    if (size > end - at) return wrong(cut_short);
    box.from = at + head;
    box.to = at + size;
    return !in_.is_over();
  }

  void level(std::uint64_t at, std::uint64_t end, int depth) {
    while (at < end && facts_.problem.empty()) {
      Box box;
      if (++boxes_ > most_boxes) return void(wrong("it has more parts than can be"));
      if (!box_at(at, end, box)) return;
      enter(box, depth);
      at = box.to;
    }
  }

  void enter(const Box& box, int depth) {
    const std::string& name = box.name;
    in_.go(box.from);
    if (depth == 0 && name == "ftyp") brands_ = in_.text(std::min<std::uint64_t>(box.to - box.from, 256));
    if (depth == 0 && name == "mdat") has_media_ = true;
    if (depth == 0 && (name == "moov" || name == "meta")) has_head_ = true;
    if (name == "tkhd") track_head(box);
    if (name == "ispe") extent(box);
    if (name == "stco" || name == "co64") chunks(box, name == "co64" ? 8 : 4);
    if (name == "iloc") items(box);
    const bool holds_boxes = name == "moov" || name == "trak" || name == "mdia" || name == "minf" ||
                             name == "stbl" || name == "iprp" || name == "ipco" || name == "meta";
    if (!holds_boxes || depth >= deepest) return;
    level(box.from + (name == "meta" ? 4 : 0), box.to, depth + 1);
  }

  void note_size(double width, double height) {
    if (width * height <= facts_.width * facts_.height) return;
    facts_.width = width;
    facts_.height = height;
  }

  /// Width and height stand at its end, as 16.16.
  void track_head(const Box& box) {
    if (box.to - box.from < 84) return void(wrong("a part of it is too short"));
    in_.go(box.to - 8);
    const double width = in_.big(4) / 65536.0;
    const double height = in_.big(4) / 65536.0;
    note_size(width, height);
  }

  void extent(const Box& box) {
    if (box.to - box.from < 12) return void(wrong("a part of it is too short"));
    in_.skip(4);
    const double width = in_.big(4);
    const double height = in_.big(4);
    note_size(width, height);
  }

  /// Where pieces of the film begin: all within the file.
  void chunks(const Box& box, std::uint64_t each) {
    in_.skip(4);
    const std::uint64_t count = in_.big(4);
    if (count > (box.to - in_.at()) / each) return void(wrong("a part of it is too short"));
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t at = each == 8 ? in_.big64() : in_.big(4);
      furthest_ = std::max(furthest_, at + 1);
    }
  }

  std::uint64_t sized(unsigned bytes) {
    if (bytes == 8) return in_.big64();
    return bytes == 4 ? in_.big(4) : 0;
  }

  /// Where the parts of a picture lie: all within the file.
  void items(const Box& box) {
    const std::uint32_t version = in_.byte();
    in_.skip(3);
    const std::uint32_t sizes = in_.big(2);
    const unsigned offset_size = sizes >> 12U & 0xFU;
    const unsigned length_size = sizes >> 8U & 0xFU;
    const unsigned base_size = sizes >> 4U & 0xFU;
    const unsigned index_size = version == 0 ? 0 : sizes & 0xFU;
    const std::uint64_t count = version < 2 ? in_.big(2) : in_.big(4);
    for (std::uint64_t item = 0; item < count && in_.at() < box.to && !in_.is_over(); ++item) {
      in_.skip(version < 2 ? 2 : 4);
      const std::uint32_t method = version == 0 ? 0 : in_.big(2) & 0xFU;
      in_.skip(2);
      const std::uint64_t base = sized(base_size);
      const std::uint32_t extents = in_.big(2);
      for (std::uint32_t i = 0; i < extents && in_.at() < box.to; ++i) {
        (void)sized(index_size);
        const std::uint64_t offset = sized(offset_size);
        const std::uint64_t length = sized(length_size);
        if (method == 0) furthest_ = std::max(furthest_, base + offset + length);
      }
    }
  }

  Cursor in_;
  FileFacts& facts_;
  std::string brands_;
  std::uint64_t furthest_ = 0;  // byte that something in it refers to, and one more
  std::uint32_t boxes_ = 0;
  bool has_media_ = false;
  bool has_head_ = false;
};

void require_parts(const BoxWalk& walk, FileFacts& facts) {
  if (!facts.problem.empty()) return;
  if (!walk.has_head()) facts.problem = "its description is missing";
  if (!walk.has_media()) facts.problem = "what it shows is missing";
}

bool has_brand(const BoxWalk& walk, std::string_view brand) {
  return walk.brands().find(brand) != std::string::npos;
}

}  // namespace

void walk_mp4(Bytes& file, FileFacts& facts) {
  BoxWalk walk(file, facts);
  walk.run();
  if (facts.problem.empty() && walk.brands().empty()) facts.problem = "it does not begin as an MP4";
  require_parts(walk, facts);
}

void walk_avif(Bytes& file, FileFacts& facts) {
  BoxWalk walk(file, facts);
  walk.run();
  if (facts.problem.empty() && !has_brand(walk, "avif") && !has_brand(walk, "avis"))
    facts.problem = "it does not begin as an AVIF";
  require_parts(walk, facts);
}

}  // namespace pressrun::assets
