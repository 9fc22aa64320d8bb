#pragma once

#include "usage/options.hpp"
#include "wiring/disk_sources.hpp"

namespace pressrun::wiring {

/// Reads the reviews that `--select @FILE` and `--exclude @FILE` name into the selection. Throws
/// CommandFailed (2), with what is wrong in them shown.
void read_reviews(usage::Options& options, DiskSources& sources);

}  // namespace pressrun::wiring
