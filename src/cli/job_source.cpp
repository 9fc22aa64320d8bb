#include "cli/job_source.hpp"

#include "pressrun/api/check_names.hpp"
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
  auto encoded = api::encode(*spec, workspace_.design(spec->design_id));
  if (auto* job = std::get_if<Job>(&encoded)) return std::move(*job);
  throw app::SourceChanged("job '" + spec->key.text +
                           "' can no longer be built: the manifest or its rows changed");
}

void ManifestJobs::check(FindingSet& findings, const std::function<void(Job&&)>& sound) {
  const auto stream = manifest_.jobs(true);
  for (auto spec = stream->next(); spec; spec = stream->next()) {
    const Design* design = workspace_.design(spec->design_id);
    Diagnostics names;
    if (design != nullptr) names = api::check_names(*spec, *design);
    findings.add(names);
    if (!spec->sound) continue;  // the encoder would find the gaps
    auto encoded = api::encode(*spec, design);
    if (const auto* problems = std::get_if<Diagnostics>(&encoded)) {
      findings.add(*problems);
    } else if (!names.has_errors()) {
      sound(std::get<Job>(std::move(encoded)));
    }
  }
  findings.add(stream->diagnostics());
}

}  // namespace pressrun::cli
