#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// What becomes of the file of a job that was edited: the new one takes its place, or both stay.
enum class KeepFiles : std::uint8_t { latest, all };

/// `download` of the manifest.
struct Download {
  std::string to;  ///< as written: a folder, seen from the manifest's; empty: nothing is downloaded unasked
  SourcePos to_at;
  Value name = Value::string("${job}/${format}.${ext}");  ///< template of the files' names
  KeepFiles keep = KeepFiles::latest;
};

/// What a file's name is made from.
struct FileFacts {
  JobKey job;
  const Mapping& variables;  ///< of the job: matrix values and row columns
  std::string format;        ///< "document" of a multipage design
  std::string ext;           ///< as the asset's type: png, zip, …
  std::string id;            ///< of the asset
  std::size_t index = 1;     ///< within the job, from 1
  std::string date;          ///< UTC day on which it was finished, "2026-11-27"
};

/// A name for a file; `problems`: why it has none. A path below the folder, '/' between its parts.
struct NamedFile {
  std::string path;
  std::vector<Diagnostic> problems;
};

/// Names files by the manifest's template. Pure.
class FileNames {
 public:
  virtual ~FileNames() = default;
  [[nodiscard]] virtual NamedFile name(const FileFacts& facts) = 0;
  [[nodiscard]] virtual const Download& rules() const = 0;
};

/// One part of a path as every common file system takes it: what one of them refuses (control characters,
/// `<>:"/\|?*`, a dot at either end, a blank at the end, names of Windows' devices) becomes something else,
/// Unicode in form NFC, more than 200 bytes cut with a digest of the whole before the ending. Never empty.
std::string safe_file_name(std::string_view text);

/// Equal for paths that some file system takes for one and the same: letters' case and Unicode's form do not
/// count.
std::string folded_path(std::string_view path);

}  // namespace pressrun::manifest
