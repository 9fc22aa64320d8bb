#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace pressrun::io {

/// What was to go into an archive could not be read, or the archive not be written.
class ZipError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes a ZIP into a stream, an entry after the other; nothing is held but the list of entries. Entries are
/// stored, not compressed: pictures are compressed already. What is large becomes ZIP64. Names are UTF-8 with
/// `/`; the date of all is 1980-01-01, so that equal contents make equal archives.
/// Threads: one. Errors: ZipError.
/// Source: PKWARE APPNOTE.TXT 6.3.10. Not libarchive, which reads archives here: linked as this program links
/// it, its writer needs an XML library.
class ZipWriter {
 public:
  explicit ZipWriter(std::ostream& out);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  void add_text(const std::string& name, std::string_view text);
  /// A file that changes while it is read is an error.
  void add_file(const std::string& name, const std::filesystem::path& file);
  void finish();  ///< without it the archive is none

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressrun::io
