// The ports are interfaces; this file compiles each of them once.
#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/files.hpp"
#include "pressrun/ports/progress.hpp"
#include "pressrun/ports/store.hpp"
#include "pressrun/ports/transport.hpp"

namespace pressrun {

Known known_of(const KnownJob& job) {
  return {job.status, job.fingerprint, job.design_version, job.failures, job.retried_formats, job.rejected};
}

}  // namespace pressrun
