#include "manifest/xlsx_archive.hpp"

#include <archive.h>
#include <archive_entry.h>

namespace pressrun::manifest {

XlsxArchive::Part::Part(const std::string& bytes, std::string_view name) : archive_(archive_read_new()) {
  constexpr int most_entries = 10'000;
  archive_read_support_format_zip(archive_);
  if (archive_read_open_memory(archive_, bytes.data(), bytes.size()) != ARCHIVE_OK) return;
  archive_entry* entry = nullptr;
  for (int i = 0; i < most_entries && archive_read_next_header(archive_, &entry) == ARCHIVE_OK; ++i) {
    const char* path = archive_entry_pathname(entry);
    found_ = path != nullptr && name == path;
    if (found_) return;
  }
}

XlsxArchive::Part::~Part() { archive_read_free(archive_); }

std::ptrdiff_t XlsxArchive::Part::read(char* into, std::size_t size) {
  return archive_read_data(archive_, into, size);
}

std::unique_ptr<XlsxArchive::Part> XlsxArchive::open(std::string_view part) const {
  auto opened = std::make_unique<Part>(bytes_, part);
  return opened->found() ? std::move(opened) : nullptr;
}

std::optional<std::string> XlsxArchive::read(std::string_view part, std::size_t limit) const {
  const auto opened = open(part);
  if (!opened) return std::nullopt;
  std::string text;
  std::string piece(64U * 1024, '\0');
  for (;;) {
    const std::ptrdiff_t got = opened->read(piece.data(), piece.size());
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(piece, 0, static_cast<std::size_t>(got));
    if (text.size() > limit) return std::nullopt;
  }
}

}  // namespace pressrun::manifest
