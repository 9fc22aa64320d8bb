#pragma once

#include "cli/manifests.hpp"
#include "pressrun/app/run.hpp"

namespace pressrun::cli {

// What runs learn about rendering times stays in the journal. It makes the next run faster and nothing else:
// where it cannot be read or written, nobody needs to know.

app::RenderMemory learned_times(const Campaigned& one);
void keep_learned_times(const Campaigned& one, const app::RenderMemory& learned, WallTime now);

}  // namespace pressrun::cli
