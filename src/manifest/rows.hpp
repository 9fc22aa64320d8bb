#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/source.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

struct Row {
  Value value;  ///< a mapping: column → value
  SourcePos at;
};

/// Hands out rows one at a time. A row that cannot be used is a finding and is passed over.
class RowReader {
 public:
  virtual ~RowReader() = default;
  virtual std::optional<Row> next(Findings& findings) = 0;
  /// The columns, where they are the same in every row and known beforehand; null where rows may differ.
  [[nodiscard]] virtual const std::vector<std::string>* columns() const { return nullptr; }
};

enum class RowFormat { csv, tsv, json_lines, json, yaml, xlsx };
std::optional<RowFormat> row_format(std::string_view extension);
/// By the name of a file, a ".gz" behind it apart; the case of letters does not matter.
std::optional<RowFormat> row_format_of(const std::filesystem::path& file);

// A reader for each format. `file` names the file in findings. A header that cannot be used is a finding.
std::unique_ptr<RowReader> read_csv(std::unique_ptr<ByteStream> bytes, FileName file, bool tabs,
                                    Findings& findings);
std::unique_ptr<RowReader> read_json_lines(std::unique_ptr<ByteStream> bytes, FileName file);
std::unique_ptr<RowReader> read_json_array(std::unique_ptr<ByteStream> bytes, FileName file);
/// `sheet`: its name; empty: the first.
std::unique_ptr<RowReader> read_xlsx(ByteStream& bytes, const FileName& file, const std::string& sheet,
                                     Findings& findings);
std::unique_ptr<RowReader> read_list(Sequence rows);

/// All of a stream, at most `limit` bytes; nothing when it is longer.
std::optional<std::string> read_whole(ByteStream& bytes, std::size_t limit);

}  // namespace pressrun::manifest
