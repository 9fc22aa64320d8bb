#pragma once

#include "manifest/model.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <memory>

namespace pressrun::manifest {

/// The jobs of a manifest, entry by entry; within an entry row by row, each row read once; within a row
/// variant by variant; within a variant the matrix in the order written, its last axis fastest.
std::unique_ptr<JobStream> stream_jobs(std::shared_ptr<const Model> model, JobsWanted wanted);

}  // namespace pressrun::manifest
