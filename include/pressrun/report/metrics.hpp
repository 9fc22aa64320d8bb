#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::report {

/// What monitoring sees of the last run of one manifest.
struct RunMetrics {
  std::string campaign;
  int exit_code = 0;
  WallTime ended_at{};
  Duration took{};
  std::optional<Summary> jobs;  ///< nothing: the run did not come so far
};

/// Prometheus' text format, for the node exporter's textfile collector: gauges, no time stamps of samples.
/// When a manifest succeeded last is taken from `before`, the file's present text, where it did not now; what
/// else that has of other manifests is kept.
std::string metrics_text(const std::vector<RunMetrics>& runs, std::string_view before,
                         std::string_view version);

}  // namespace pressrun::report
