#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/ledger.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// A small design, and how often each of its formats was edited.
struct SyntheticDesign {
  DesignId id;
  std::string name;
  std::vector<std::pair<std::string, int>> formats;  ///< name → edition; of a document: document_format
  bool document = false;                             ///< of two pages
  std::int64_t version = 1'781'006'400;              ///< `updated_at`, Unix seconds

  [[nodiscard]] Formats names() const;
  [[nodiscard]] int edition(const std::string& format) const;  ///< -1: it has none of that name
  /// As the API's own full read.
  [[nodiscard]] std::string json() const;
};

/// "hero" (two formats), "teaser" (two), "catalogue" (a document).
std::vector<SyntheticDesign> synthetic_designs();

}  // namespace pressrun::test
