#include "pressrun/io/zip_writer.hpp"

#include <cstdint>
#include <fstream>
#include <functional>
#include <ios>
#include <utility>
#include <vector>
#include <zlib.h>

namespace pressrun::io {
namespace {

constexpr std::uint32_t no_room = 0xFFFF'FFFF;  // the field of 32 bits is too small: see the ZIP64 field
constexpr std::uint16_t plain_version = 20;
constexpr std::uint16_t zip64_version = 45;
constexpr std::uint16_t utf8_names = 0x0800;
constexpr std::uint16_t the_date = 0x0021;  // 1980-01-01

/// Little-endian, whatever the machine is.
class Record {
 public:
  Record& u16(std::uint64_t value) { return put(value, 2); }
  Record& u32(std::uint64_t value) { return put(value, 4); }
  Record& u64(std::uint64_t value) { return put(value, 8); }
  Record& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  Record& put(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return *this;
  }
  std::string bytes_;
};

struct Entry {
  std::string name;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  [[nodiscard]] bool is_large() const { return size >= no_room; }
};

std::uint64_t short_of(std::uint64_t value) { return value >= no_room ? no_room : value; }

/// What both headers of an entry have in common, from the version that is needed on.
void describe(Record& record, const Entry& entry, std::size_t extra) {
  const bool large = entry.is_large() || entry.offset >= no_room;
  record.u16(large ? zip64_version : plain_version).u16(utf8_names).u16(0).u16(0).u16(the_date);
  record.u32(entry.crc).u32(short_of(entry.size)).u32(short_of(entry.size));
  record.u16(entry.name.size()).u16(extra);
}

Record local_header(const Entry& entry) {
  Record extra;
  if (entry.is_large()) extra.u16(1).u16(16).u64(entry.size).u64(entry.size);
  Record header;
  header.u32(0x0403'4B50);
  describe(header, entry, extra.bytes().size());
  header.text(entry.name).text(extra.bytes());
  return header;
}

Record central_header(const Entry& entry) {
  constexpr std::uint64_t unix_file = 0100644U;
  Record fields;
  if (entry.is_large()) fields.u64(entry.size).u64(entry.size);
  if (entry.offset >= no_room) fields.u64(entry.offset);
  Record extra;
  if (!fields.bytes().empty()) extra.u16(1).u16(fields.bytes().size()).text(fields.bytes());
  Record header;
  header.u32(0x0201'4B50).u16(3U << 8U | zip64_version);
  describe(header, entry, extra.bytes().size());
  header.u16(0).u16(0).u16(0).u32(unix_file << 16U).u32(short_of(entry.offset));
  header.text(entry.name).text(extra.bytes());
  return header;
}

Record end_of(std::size_t entries, std::uint64_t begins, std::uint64_t ends) {
  constexpr std::uint64_t most = 0xFFFF;
  Record end;
  if (entries >= most || ends >= no_room) {
    end.u32(0x0606'4B50).u64(44).u16(zip64_version).u16(zip64_version).u32(0).u32(0);
    end.u64(entries).u64(entries).u64(ends - begins).u64(begins);
    end.u32(0x0706'4B50).u32(0).u64(ends).u32(1);
  }
  const std::uint64_t count = entries >= most ? most : entries;
  end.u32(0x0605'4B50).u16(0).u16(0).u16(count).u16(count).u32(short_of(ends - begins)).u32(short_of(begins));
  end.u16(0);
  return end;
}

void note(Entry& entry, std::string_view bytes) {
  entry.crc = static_cast<std::uint32_t>(
      ::crc32_z(entry.crc, static_cast<const Bytef*>(static_cast<const void*>(bytes.data())), bytes.size()));
  entry.size += bytes.size();
}

/// Hands over the file piece by piece.
void read_whole(const std::filesystem::path& file, const std::function<void(std::string_view)>& take) {
  std::ifstream in{file, std::ios::binary};
  std::vector<char> buffer(std::size_t{1} << 18U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    take({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (!in.eof()) throw ZipError("'" + file.string() + "' cannot be read");
}

}  // namespace

struct ZipWriter::Impl {
  explicit Impl(std::ostream& to) : out(to) {}

  void put(std::string_view bytes) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) throw ZipError("the archive cannot be written");
    written += bytes.size();
  }
  void begin(Entry entry) {
    entry.offset = written;
    put(local_header(entry).bytes());
    entries.push_back(std::move(entry));
  }

  std::ostream& out;
  std::uint64_t written = 0;
  std::vector<Entry> entries;
};

ZipWriter::ZipWriter(std::ostream& out) : impl_(std::make_unique<Impl>(out)) {}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add_text(const std::string& name, std::string_view text) {
  Entry entry{name, 0, 0, 0};
  note(entry, text);
  impl_->begin(std::move(entry));
  impl_->put(text);
}

/// Read twice: the head of an entry tells its sum, and not every reader takes one that comes behind.
void ZipWriter::add_file(const std::string& name, const std::filesystem::path& file) {
  Entry entry{name, 0, 0, 0};
  read_whole(file, [&](std::string_view piece) { note(entry, piece); });
  Entry again{name, 0, 0, 0};
  impl_->begin(entry);
  read_whole(file, [&](std::string_view piece) {
    note(again, piece);
    impl_->put(piece);
  });
  if (again.crc != entry.crc || again.size != entry.size)
    throw ZipError("'" + file.string() + "' changed while it was read");
}

void ZipWriter::finish() {
  const std::uint64_t begins = impl_->written;
  for (const Entry& entry : impl_->entries) impl_->put(central_header(entry).bytes());
  impl_->put(end_of(impl_->entries.size(), begins, impl_->written).bytes());
}

}  // namespace pressrun::io
