#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <string>

namespace pressrun {

/// What became of fetching one asset of one job: a file that is there and was verified, or why there is none.
struct FetchedFile {
  JobKey job;
  std::string asset;    ///< its id; where it has none, its address
  std::string url;      ///< as the ledger has it, or had it when the file was fetched
  std::string format;   ///< may be empty
  std::string content;  ///< digest of what the job shows
  std::string path;     ///< of the file; absolute
  std::string sha256;   ///< "sha256:<64 hex>"; empty: nothing was fetched
  std::uint64_t bytes = 0;
  std::string problem_id;  ///< "download_damaged", "download_failed"; empty: verified
  std::string problem;     ///< a sentence; empty: verified
  WallTime at{};

  [[nodiscard]] bool is_verified() const { return problem_id.empty() && !sha256.empty(); }
};

}  // namespace pressrun
