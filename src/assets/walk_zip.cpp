#include "assets/cursor.hpp"
#include "assets/walks.hpp"

#include <array>
#include <memory>
#include <set>
#include <zlib.h>

namespace pressrun::assets {
namespace {

constexpr std::uint32_t end_mark = 0x06054B50;
constexpr std::uint32_t entry_mark = 0x02014B50;
constexpr std::uint32_t local_mark = 0x04034B50;
constexpr std::uint64_t end_bytes = 22;
constexpr std::uint64_t most_comment = 0xFFFF;
constexpr std::uint32_t most_entries = 20'000;
constexpr std::uint64_t most_unpacked = std::uint64_t{1} << 30U;  // of all entries: more is a bomb

/// What the list at the end says of an entry, and its own head once more.
struct Entry {
  std::uint32_t flags = 0, method = 0, moment = 0, checksum = 0;
  std::uint64_t packed = 0, unpacked = 0, place = 0;
  std::string name;
};

const char* inflate_problem(int code) {
  return code == Z_BUF_ERROR ? cut_short : "what is packed in it cannot be unpacked";
}

/// Unpacks without keeping anything: what counts is the checksum.
class Unpacked {
 public:
  Unpacked(Cursor& in, const Entry& entry) : in_(in), entry_(entry) {}

  /// What is wrong; empty: nothing.
  std::string check() {
    if (entry_.method == 0) {
      store();
    } else if (entry_.method == 8) {
      if (const int code = inflate_all(); code != Z_STREAM_END) return inflate_problem(code);
      if (left_ > 0) return "an entry of it is longer than it says";
    } else {
      return "an entry of it is packed in an unusual way";
    }
    if (in_.is_over()) return cut_short;
    if (size_ != entry_.unpacked || crc_ != entry_.checksum) return "the checksum of an entry is wrong";
    return {};
  }

 private:
  void add(const char* bytes, std::size_t size) {
    crc_ = ::crc32(crc_, reinterpret_cast<const Bytef*>(bytes), static_cast<uInt>(size));  // NOLINT
    size_ += size;
  }

  void store() {
    for (std::uint64_t left = entry_.packed; left > 0 && !in_.is_over();) {
      const std::string_view piece = in_.some(left);
      add(piece.data(), piece.size());
      left -= piece.size();
    }
  }

  int inflate_all() {
    z_stream stream{};
    if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK) return Z_MEM_ERROR;
    const std::unique_ptr<z_stream, int (*)(z_stream*)> end{&stream, &::inflateEnd};
    left_ = entry_.packed;
    int code = Z_BUF_ERROR;
    while (left_ > 0 && !in_.is_over()) {
      const std::string_view piece = in_.some(left_);
      left_ -= piece.size();
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));  // NOLINT: zlib's interface
      stream.avail_in = static_cast<uInt>(piece.size());
      code = inflate_piece(stream);
      if (code != Z_OK && code != Z_BUF_ERROR)
        return left_ + stream.avail_in > 0 && code == Z_STREAM_END ? Z_DATA_ERROR : code;
    }
    return code == Z_OK ? Z_BUF_ERROR : code;
  }

  int inflate_piece(z_stream& stream) {
    int code = Z_OK;
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out_.data());  // NOLINT: zlib's interface
      stream.avail_out = static_cast<uInt>(out_.size());
      code = ::inflate(&stream, Z_NO_FLUSH);
      add(out_.data(), out_.size() - stream.avail_out);
      if (size_ > entry_.unpacked) return Z_DATA_ERROR;
    } while (code == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0));
    return code;
  }

  Cursor& in_;
  const Entry& entry_;
  uLong crc_ = ::crc32(0, nullptr, 0);
  std::uint64_t size_ = 0;
  std::uint64_t left_ = 0;
  std::array<char, 16384> out_{};
};

class ZipWalk {
 public:
  ZipWalk(Bytes& file, FileFacts& facts) : list_(file), in_(file), facts_(facts) {}

  void run() {
    if (!find_end()) return;
    std::uint64_t unpacked = 0;
    for (std::uint32_t i = 0; i < entries_; ++i) {
      Entry entry;
      if (!read_entry(entry)) return;
      unpacked += entry.unpacked;
      if (unpacked > most_unpacked) return wrong("it unpacks to more than can be");
      check(entry);
      if (!facts_.problem.empty()) return;
      note_name(entry.name);
    }
    if (list_.at() != list_end_)
      wrong("the list of its entries is not as long as it says");
    else if (covered_ != list_begin_)
      wrong("there are gaps in it");
  }

 private:
  void wrong(const char* what) {
    if (facts_.problem.empty()) facts_.problem = what;
  }
  bool fail(const char* what) {
    wrong(what);
    return false;
  }

  /// Its end is that which a comment of the right length follows.
  bool find_end() {
    const std::uint64_t size = list_.size();
    const std::uint64_t furthest = std::min(size, end_bytes + most_comment);
    for (std::uint64_t back = end_bytes; back <= furthest; ++back) {
      list_.go(size - back);
      if (list_.little(4) != end_mark) continue;
      const std::uint32_t disks = list_.big(4);
      const std::uint32_t here = list_.little(2);
      entries_ = list_.little(2);
      const std::uint64_t length = list_.little(4);
      list_begin_ = list_.little(4);
      if (list_.little(2) != back - end_bytes) continue;
      list_end_ = size - back;
      if (disks != 0 || here != entries_ || entries_ > most_entries)
        return fail("the list of its entries cannot be read");
      if (list_begin_ + length != list_end_) return fail("the list of its entries is not where it should be");
      list_.go(list_begin_);
      return true;
    }
    return fail(cut_short);
  }

  bool read_entry(Entry& entry) {
    if (list_.little(4) != entry_mark) return fail("the list of its entries cannot be read");
    list_.skip(2);
    version_ = list_.little(2);
    entry.flags = list_.little(2);
    entry.method = list_.little(2);
    entry.moment = list_.little(4);
    entry.checksum = list_.little(4);
    entry.packed = list_.little(4);
    entry.unpacked = list_.little(4);
    const std::uint32_t name = list_.little(2);
    const std::uint32_t more = list_.little(2) + 0U;
    const std::uint32_t comment = list_.little(2);
    list_.skip(8);
    entry.place = list_.little(4);
    entry.name = list_.text(name);
    list_.skip(std::uint64_t{more} + comment);
    if (list_.is_over() || list_.at() > list_end_) return fail("the list of its entries cannot be read");
    return true;
  }

  /// Its own head says the same, and what follows unpacks to what was promised.
  void check(const Entry& entry) {
    if (entry.place != covered_) return wrong("there are gaps in it");
    in_.go(entry.place);
    if (in_.little(4) != local_mark) return wrong("an entry is not where it should be");
    const bool later = (entry.flags & 0x08U) != 0;  // sizes and checksum follow behind
    bool same = in_.little(2) == version_;
    same = in_.little(2) == entry.flags && same;
    same = in_.little(2) == entry.method && same;
    same = in_.little(4) == entry.moment && same;
    const std::array<std::uint64_t, 3> told{in_.little(4), in_.little(4), in_.little(4)};
    const std::uint32_t name = in_.little(2);
    const std::uint32_t more = in_.little(2);
    same = in_.text(name) == entry.name && same;
    if (!later)
      same = told[0] == entry.checksum && told[1] == entry.packed && told[2] == entry.unpacked && same;
    in_.skip(more);
    if (!same) return wrong("an entry and the list of entries differ");
    if (in_.at() + entry.packed > list_begin_) return wrong(cut_short);
    const std::uint64_t behind = in_.at() + entry.packed;
    const std::string problem = Unpacked{in_, entry}.check();
    if (!problem.empty()) return void(facts_.problem = problem);
    in_.go(behind);
    covered_ = behind + (later ? described(entry) : 0);
  }

  /// How long the record behind an entry is, that says its sizes once more; 0: it says something else.
  std::uint64_t described(const Entry& entry) {
    std::uint32_t first = in_.little(4);
    const bool marked = first == 0x08074B50;
    if (marked) first = in_.little(4);
    const bool same =
        first == entry.checksum && in_.little(4) == entry.packed && in_.little(4) == entry.unpacked;
    if (!same) wrong("an entry and the list of entries differ");
    return same ? (marked ? 16 : 12) : 0;
  }

  /// A page to open, at the top or in the one folder that there is.
  void note_name(const std::string& name) {
    const std::size_t slash = name.rfind('/');
    const std::string file = slash == std::string::npos ? name : name.substr(slash + 1);
    const bool near = slash == std::string::npos || name.find('/') == slash;
    if (near && (file == "index.html" || file == "index.htm")) facts_.has_index = true;
    if (name.starts_with('/') || name.find("..") != std::string::npos)
      wrong("an entry of it leads out of its folder");
  }

  Cursor list_;
  Cursor in_;
  FileFacts& facts_;
  std::uint32_t entries_ = 0;
  std::uint32_t version_ = 0;
  std::uint64_t list_begin_ = 0;
  std::uint64_t list_end_ = 0;
  std::uint64_t covered_ = 0;  // by entries, from the first byte on
};

}  // namespace

void walk_zip(Bytes& file, FileFacts& facts) {
  ZipWalk walk(file, facts);
  walk.run();
}

}  // namespace pressrun::assets
