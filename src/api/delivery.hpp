#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/job.hpp"

#include <string_view>

namespace pressrun::api {

/// The manifest's key for how a picture comes: asked for again and again, or in the answer to the submission.
/// Ours, and not sent.
constexpr std::string_view delivery_key = "delivery";

/// Whether a job asks for `delivery: sync`.
bool wants_sync(const Mapping& request);

/// Findings: another word; what the synchronous endpoint does not take (API reference §5.2). `design` may be
/// null.
void check_delivery(const JobSpec& spec, const Design* design, Diagnostics& findings);

}  // namespace pressrun::api
