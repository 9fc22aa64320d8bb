#include "pressrun/app/manifest_jobs.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/api/font_use.hpp"
#include "pressrun/api/legacy_fingerprint.hpp"
#include "pressrun/api/sha256.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {

namespace {

/// Equal content is one purchase, so that one address alone is called.
class CallbackCheck {
 public:
  void look(const JobSpec& spec, const Job& job, FindingSet& findings) {
    if (job.callback_url.empty()) return;
    const auto [first, is_new] = first_.try_emplace(job.content, job.callback_url);
    if (is_new || first->second == job.callback_url) return;
    Diagnostic finding;
    finding.severity = Severity::warning;
    finding.at = spec.at;
    finding.path = "callback_url";
    finding.message = "jobs of equal content name different addresses as 'callback_url'";
    finding.hint = "they are bought once, and the first of them is called";
    findings.add(finding);
  }

 private:
  std::unordered_map<std::string, std::string> first_;  // by content, of jobs that name one
};

/// All of a job that the journal is told when it is announced.
void announce(api::Sha256& enrollment, const Job& job) {
  for (const std::string* text :
       {&job.key.text, &job.design_name, &job.design_id.text, &job.variables_json, &job.content}) {
    enrollment.add(*text);
    enrollment.add("\n");  // none has one but the variables, and those are one JSON object
  }
  for (const std::string& format : job.formats) enrollment.add(format + "\t");
  enrollment.add(job.keep_outdated ? "keep\n" : "buy\n");
  enrollment.add(job.callback_url + "\n");
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
    throw SourceChanged("the manifest or its rows changed after they were checked");
}

void ManifestJobs::refuse_findings() {
  if (!stream_->diagnostics().has_errors()) return;
  const Diagnostics& findings = stream_->diagnostics();
  throw SourceChanged("the manifest or its rows changed while they were being read: " +
                      findings.items.front().message);
}

std::optional<Job> ManifestJobs::next() {
  if (!stream_) rewind();
  latest_ = stream_->next();
  refuse_findings();
  if (!latest_) {
    if (!std::exchange(ended_, true)) refuse_other_jobs();
    return std::nullopt;
  }
  auto encoded = api::encode(*latest_, workspace_.design(latest_->design_id), workspace_.font_names());
  if (auto* job = std::get_if<Job>(&encoded)) {
    announce(pass_, *job);
    assume_price(*job);
    return std::move(*job);
  }
  throw SourceChanged("job '" + latest_->key.text +
                      "' can no longer be built: the manifest or its rows changed");
}

std::vector<ContentDigest> ManifestJobs::aliases() {
  std::vector<ContentDigest> digests;
  if (!latest_) return digests;
  for (const Fingerprint& old :
       api::legacy_fingerprints(*latest_, workspace_.design(latest_->design_id), workspace_.font_names())) {
    if (const auto digest = ContentDigest::parse(old.text)) digests.push_back(*digest);
  }
  return digests;
}

void ManifestJobs::assume_price(Job& job) const {
  if (job.credits_exact || !assumed_credits_) return;
  job.credits_each = *assumed_credits_;
  job.credits_estimate = job.credits_each * job.assets_expected;
  job.credits_exact = true;
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
  SlotCheck slots;
  CallbackCheck callbacks;
  const bool downloads = !manifest_.download().to.empty();
  const auto names = downloads ? manifest_.file_names() : nullptr;
  std::optional<FileNameCheck> files;
  if (names) files.emplace(*names);
  const auto stream = manifest_.jobs(true);
  for (latest_ = stream->next(); latest_; latest_ = stream->next()) {
    const JobSpec* spec = &*latest_;
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
      Job& job = std::get<Job>(encoded);
      announce(enrollment, job);
      slots.look(*spec, job, findings);
      callbacks.look(*spec, job, findings);
      if (files) files->look(*spec, job, workspace_, findings);
      assume_price(job);
      sound(std::move(job));
    }
  }
  findings.add(stream->diagnostics());
  enrollment_ = enrollment.text();
}

void SlotCheck::look(const JobSpec& spec, const Job& job, FindingSet& findings) {
  const auto member = std::ranges::find(spec.request, "original_visual_id", &Member::key);
  if (job.slot.empty() || member == spec.request.end()) return;
  const Value* written = &member->value;
  std::vector<std::string> formats = job.formats;
  if (formats.empty()) formats.emplace_back();  // all of them
  for (const std::string& format : formats) {
    const auto [known, is_new] = contents_.emplace(std::pair{job.slot, format}, job.content);
    if (is_new || known->second == job.content) continue;
    Diagnostic finding;
    finding.at = written->at.line != 0 ? written->at : spec.at;
    finding.path = "original_visual_id";
    finding.message =
        "two contents ask for one and the same 'original_visual_id': it holds one picture a format";
    finding.hint = "give each job an original_visual_id of its own";
    if (written->from.line != 0) finding.seen.push_back({written->from, job.slot, ""});
    findings.add(finding);
    return;
  }
}

}  // namespace pressrun::app
