#include "cli/job_source.hpp"

#include "pressrun/api/encode_request.hpp"

namespace pressrun::cli {

void ManifestJobs::rewind() { stream_ = manifest_.jobs(); }

void ManifestJobs::refuse_findings() {
  if (!stream_->diagnostics().has_errors()) return;
  const Diagnostics& findings = stream_->diagnostics();
  throw app::SourceChanged("the manifest or its rows changed while they were being read: " +
                           findings.items.front().message);
}

std::optional<Job> ManifestJobs::next() {
  if (!stream_) rewind();
  const std::optional<JobSpec> spec = stream_->next();
  refuse_findings();
  if (!spec) return std::nullopt;
  auto encoded = api::encode(*spec, workspace_.design(spec->design_id), workspace_.font_names());
  if (auto* job = std::get_if<Job>(&encoded)) return std::move(*job);
  throw app::SourceChanged("job '" + spec->key.text +
                           "' can no longer be built: the manifest or its rows changed");
}

const api::RequestCheck& ManifestJobs::check_of(const DesignId& id) {
  const auto known = checks_.find(id);
  if (known != checks_.end()) return known->second;
  return checks_.emplace(id, api::RequestCheck{workspace_.design(id)}).first->second;
}

void ManifestJobs::check(FindingSet& findings, const std::function<void(Job&&)>& sound) {
  checks_.clear();
  const auto stream = manifest_.jobs(true);
  for (auto spec = stream->next(); spec; spec = stream->next()) {
    const Diagnostics wrong = check_of(spec->design_id).check(*spec);
    findings.add(wrong);
    // The encoder would find the gaps of what is unsound, and once more what is wrong.
    if (!spec->sound || wrong.has_errors()) continue;
    auto encoded = api::encode(*spec, workspace_.design(spec->design_id), workspace_.font_names());
    if (const auto* problems = std::get_if<Diagnostics>(&encoded)) {
      findings.add(*problems);
    } else {
      sound(std::get<Job>(std::move(encoded)));
    }
  }
  findings.add(stream->diagnostics());
}

}  // namespace pressrun::cli
