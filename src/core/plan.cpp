#include "pressrun/core/plan.hpp"

#include "pressrun/domain/journal.hpp"

#include <algorithm>

namespace pressrun {
namespace {

/// A version that either side does not know is no difference: an offline plan must not look like a new
/// design.
bool same_version(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  return !a || !b || *a == *b;
}

std::vector<std::string> formats_of(const std::vector<Failure>& failures) {
  std::vector<std::string> formats;
  for (const Failure& failure : failures) {
    if (!failure.format.empty() && std::ranges::find(formats, failure.format) == formats.end()) {
      formats.push_back(failure.format);
    }
  }
  return formats;
}

/// Only the formats that failed. A failure that names no format cannot be retried without paying again for
/// those that are there: it is left as it is, for the user to see.
Decision retry_partial(const Known& known) {
  std::vector<std::string> formats = formats_of(known.failures);
  if (formats.empty()) return {Todo::keep, Reason::unchanged, {}};
  return {Todo::retry_formats, Reason::partial_before, std::move(formats)};
}

Decision decide_unchanged(const Known& known) {
  switch (known.status) {
    case JobStatus::succeeded:
      return {Todo::keep, Reason::unchanged, {}};
    case JobStatus::partial:
      return retry_partial(known);
    case JobStatus::rendering:
      return {Todo::resume, Reason::rendering, {}};
    case JobStatus::dropped:
      return {Todo::keep, Reason::dropped, {}};
    case JobStatus::failed:
      return {Todo::submit, Reason::failed_before, {}};
    default:
      return {Todo::submit, Reason::is_new, {}};
  }
}

/// Where the attempt in doubt was about some formats alone, the others are there, and paid for.
Decision decide_doubt(const Known& known, bool same, const PlanOptions& options) {
  if (!options.resubmit_in_doubt) return {Todo::hold, Reason::in_doubt, {}};
  if (!same || options.force || known.retried_formats.empty()) return {Todo::submit, Reason::in_doubt, {}};
  return {Todo::retry_formats, Reason::in_doubt, known.retried_formats};
}

bool is_rejected(const Fingerprint& fingerprint, std::optional<std::int64_t> design_version,
                 const Known& known) {
  return known.rejected && fingerprint == known.rejected->fingerprint &&
         same_version(design_version, known.rejected->design_version) && is_paid_for(known.status);
}

}  // namespace

JobStatus status_of(const Fingerprint& fingerprint, std::optional<std::int64_t> design_version,
                    const Known& known) {
  return is_rejected(fingerprint, design_version, known) ? JobStatus::failed : known.status;
}

Decision decide(const Fingerprint& fingerprint, std::optional<std::int64_t> design_version,
                const Known& known, const PlanOptions& options) {
  const bool same = fingerprint == known.fingerprint && same_version(design_version, known.design_version);
  if (known.status == JobStatus::in_doubt || known.status == JobStatus::submitting)
    return decide_doubt(known, same, options);
  if (known.status == JobStatus::planned) return {Todo::submit, Reason::is_new, {}};
  if (is_rejected(fingerprint, design_version, known)) return {Todo::submit, Reason::failed_before, {}};
  if (!same || options.force) return {Todo::submit, Reason::changed, {}};
  return decide_unchanged(known);
}

}  // namespace pressrun
