#include "cli/job_source.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/api/font_use.hpp"
#include "pressrun/api/sha256.hpp"

#include <utility>

namespace pressrun::cli {

namespace {

/// All of a job that the journal is told when it is announced.
void announce(api::Sha256& enrollment, const Job& job) {
  for (const std::string* text :
       {&job.key.text, &job.design_name, &job.design_id.text, &job.variables_json, &job.fingerprint.text}) {
    enrollment.add(*text);
    enrollment.add("\n");  // none has one but the variables, and those are one JSON object
  }
  enrollment.add(job.design_version ? std::to_string(*job.design_version) + "\n" : "\n");
}

}  // namespace

void ManifestJobs::rewind() {
  stream_ = manifest_.jobs();
  pass_ = api::Sha256{};
  ended_ = false;
}

void ManifestJobs::refuse_other_jobs() {
  if (!enrollment_.empty() && pass_.text() != enrollment_)
    throw app::SourceChanged("the manifest or its rows changed after they were checked");
}

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
  if (!spec) {
    if (!std::exchange(ended_, true)) refuse_other_jobs();
    return std::nullopt;
  }
  auto encoded = api::encode(*spec, workspace_.design(spec->design_id), workspace_.font_names());
  if (auto* job = std::get_if<Job>(&encoded)) {
    announce(pass_, *job);
    return std::move(*job);
  }
  throw app::SourceChanged("job '" + spec->key.text +
                           "' can no longer be built: the manifest or its rows changed");
}

const api::RequestCheck& ManifestJobs::check_of(const DesignId& id) {
  const auto known = checks_.find(id);
  if (known != checks_.end()) return known->second;
  return checks_.emplace(id, api::RequestCheck{workspace_.design(id)}).first->second;
}

void ManifestJobs::check(FindingSet& findings, const std::function<void(Job&&)>& sound,
                         const std::function<void()>& between) {
  checks_.clear();
  api::Sha256 enrollment;
  const auto stream = manifest_.jobs(true);
  for (auto spec = stream->next(); spec; spec = stream->next()) {
    between();
    Diagnostics wrong = check_of(spec->design_id).check(*spec);
    if (const api::FontNames* fonts = workspace_.font_names()) api::check_fonts(spec->request, *fonts, wrong);
    findings.add(wrong);
    // The encoder would find the gaps of what is unsound, and once more what is wrong.
    if (!spec->sound || wrong.has_errors()) continue;
    auto encoded = api::encode(*spec, workspace_.design(spec->design_id), workspace_.font_names());
    if (const auto* problems = std::get_if<Diagnostics>(&encoded)) {
      findings.add(*problems);
    } else {
      announce(enrollment, std::get<Job>(encoded));
      sound(std::get<Job>(std::move(encoded)));
    }
  }
  findings.add(stream->diagnostics());
  enrollment_ = enrollment.text();
}

}  // namespace pressrun::cli
