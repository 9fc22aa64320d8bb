#pragma once

#include "pressrun/domain/results.hpp"

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace pressrun::report {

enum class IndexFormat : std::uint8_t { csv, json };

/// The list of the files in a folder, for whoever gets it: which job, format and row each is of. Two passes
/// over the jobs: `note` tells the columns, then `begin`, `job` for each, `end`. Errors: none of its own;
/// look at the stream's state after `end`.
class FileIndex {
 public:
  /// `folder`: absolute; what lies elsewhere is not listed.
  FileIndex(std::string folder, IndexFormat format) : folder_(std::move(folder)), format_(format) {}
  void note(const JobView& job);
  void begin(std::ostream& out);
  void job(std::ostream& out, const JobView& job);
  void end(std::ostream& out);

 private:
  void row(std::ostream& out, const JobView& job, const FetchedFile& file, const std::string& path);
  [[nodiscard]] std::string below_folder(const FetchedFile& file) const;

  std::string folder_;
  IndexFormat format_;
  std::vector<std::string> columns_;
  bool first_ = true;
};

}  // namespace pressrun::report
