#pragma once

#include "pressrun/api/names.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"

#include <vector>

namespace pressrun::api {

/// Every fingerprint under which a journal of version 3 may hold this job, the likeliest first, each once:
/// SHA-256 over the target and the body as the encoder of that time wrote it, formats in the author's order
/// and `callback_url` included. So: the formats as they are named now, none, all of the design's in its
/// order, and in every order of up to five; each without the callback, and with the one that the job has.
/// Frozen by vectors that the program of that time made (tests/unit/api/legacy_fingerprint_test.cpp). None
/// for a job with a `take` (it asks for another picture on purpose), and for one that cannot be encoded.
/// `design` and `fonts` may be null. Some hundred digests at most.
std::vector<Fingerprint> legacy_fingerprints(const JobSpec& spec, const Design* design,
                                             const FontNames* fonts = nullptr);

}  // namespace pressrun::api
