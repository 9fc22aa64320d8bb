#pragma once

#include "pressrun/domain/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pressrun {

/// What one run found a job to ask for, and what was there of it when that run had ended.
struct JobThen {
  std::string design_name;
  DesignId design;
  ContentDigest content;
  std::string content_text;  ///< canonical; empty: it is no longer kept
  std::vector<Asset> assets;
  WallTime as_of{};      ///< the design as it was then is what they show; nothing there: 0
  bool ordered = false;  ///< made for a `--force` order
};

/// A job that two runs of a campaign found otherwise.
struct JobChange {
  JobKey key;
  std::optional<JobThen> before;  ///< nothing: the earlier run had no such job
  std::optional<JobThen> after;   ///< likewise the later one
};

}  // namespace pressrun
