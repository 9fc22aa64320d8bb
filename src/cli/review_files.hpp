#pragma once

#include "cli/disk_sources.hpp"
#include "cli/options.hpp"

namespace pressrun::cli {

/// Reads the reviews that `--select @FILE` and `--exclude @FILE` name into the selection. Throws
/// CommandFailed (2), with what is wrong in them shown.
void read_reviews(Options& options, DiskSources& sources);

}  // namespace pressrun::cli
