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

/// Why a job is refused, the first few reasons, each as short as a line.
void add_failures(RefusedJob& job, const std::vector<Diagnostic>& findings, bool strict) {
  constexpr std::size_t most = 5;
  constexpr std::size_t longest = 400;
  for (const Diagnostic& finding : findings) {
    if (job.failures.size() == most) return;
    if (finding.severity == Severity::warning && !(strict && finding.of_row)) continue;
    const bool has_cell = !finding.seen.empty() && finding.seen.front().at.line != 0;
    const SourcePos& at = has_cell ? finding.seen.front().at : finding.at;
    std::string text = std::string(at.file_name());
    if (at.line != 0) text += ":" + std::to_string(at.line);
    if (at.line != 0 && at.column != 0) text += ":" + std::to_string(at.column);
    text += (text.empty() ? "" : ": ") + finding.message;
    if (has_cell && !finding.seen.front().value.empty()) text += ": '" + finding.seen.front().value + "'";
    if (!finding.path.empty()) text += " [" + finding.path + "]";
    if (text.size() > longest) {
      std::size_t size = longest;
      while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
      text = text.substr(0, size) + "…";
    }
    job.failures.push_back({"", "bad_row", std::move(text)});
  }
}

}  // namespace

void ManifestJobs::rewind() {
  // Jobs are counted as the check counted them: those that it refused stand among the others.
  stream_ = manifest_.jobs({row_errors_.skip, false});
  pass_ = api::Sha256{};
  ended_ = false;
}

void ManifestJobs::refuse_other_jobs() {
  if (!enrollment_.empty() && pass_.text() != enrollment_)
    throw SourceChanged("the manifest or its rows changed after they were checked");
}

void ManifestJobs::refuse_findings() {
  const std::vector<Diagnostic>& findings = stream_->diagnostics().items;
  const auto stops = std::ranges::find_if(findings, [this](const Diagnostic& finding) {
    return finding.severity == Severity::error && !(row_errors_.skip && finding.of_row);
  });
  if (stops != findings.end())
    throw SourceChanged("the manifest or its rows changed while they were being read: " + stops->message);
}

std::optional<Job> ManifestJobs::next() {
  if (!stream_) rewind();
  do {
    latest_ = stream_->next();
  } while (latest_ && refused_positions_.contains(latest_->position));
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

/// Nothing: it cannot be encoded, and why stands in `wrong`.
std::optional<Job> ManifestJobs::encoded(const JobSpec& spec, Diagnostics& wrong) const {
  auto made = api::encode(spec, workspace_.design(spec.design_id), workspace_.font_names());
  if (auto* job = std::get_if<Job>(&made)) return std::move(*job);
  for (Diagnostic& finding : std::get<Diagnostics>(made).items) wrong.items.push_back(std::move(finding));
  return std::nullopt;
}

/// What a value of a row is wrong about concerns that row's jobs alone, where those can be refused by
/// themselves.
void ManifestJobs::note_of_row(Diagnostics& wrong) const {
  if (!row_errors_.skip) return;
  for (Diagnostic& finding : wrong.items)
    finding.of_row = finding.of_row || (latest_->from.line != 0 && !finding.seen.empty());
}

bool ManifestJobs::is_refused(const Diagnostics& wrong, const std::vector<Diagnostic>& of_row) const {
  const auto refuses = [this](const Diagnostic& finding) {
    return finding.severity == Severity::error || (row_errors_.strict && finding.of_row);
  };
  return row_errors_.skip &&
         (std::ranges::any_of(wrong.items, refuses) || std::ranges::any_of(of_row, refuses));
}

void ManifestJobs::refuse(const std::vector<Diagnostic>& why, const std::vector<Diagnostic>& more) {
  RefusedJob job;
  job.key = latest_->key;
  job.position = latest_->position;
  job.design_name = latest_->design_name;
  job.design_id = latest_->design_id;
  job.variables_json = api::variables_json(latest_->variables);
  for (const auto* findings : {&why, &more}) add_failures(job, *findings, row_errors_.strict);
  refused_positions_.insert(job.position);
  refused_.push_back(std::move(job));
}

/// Rows that gave no job.
void ManifestJobs::refuse_unmade(manifest::JobStream& stream) {
  std::vector<manifest::UnmadeJob> unmade = stream.unmade();
  if (!row_errors_.skip) return;
  for (manifest::UnmadeJob& one : unmade) {
    RefusedJob job;
    job.key = std::move(one.key);
    job.position = one.position;
    job.design_name = std::move(one.design_name);
    job.design_id = std::move(one.design_id);
    job.variables_json = api::variables_json(one.variables);
    add_failures(job, one.why, row_errors_.strict);
    refused_.push_back(std::move(job));
  }
}

void ManifestJobs::check(FindingSet& findings, const std::function<void(Job&&)>& sound,
                         const std::function<void()>& between) {
  checks_.clear();
  refused_.clear();
  refused_positions_.clear();
  api::Sha256 enrollment;
  SlotCheck slots;
  CallbackCheck callbacks;
  const bool downloads = !manifest_.download().to.empty();
  const auto names = downloads ? manifest_.file_names() : nullptr;
  std::optional<FileNameCheck> files;
  if (names) files.emplace(*names);
  const auto stream = manifest_.jobs({true, true});
  for (latest_ = stream->next(); latest_; latest_ = stream->next()) {
    const JobSpec* spec = &*latest_;
    between();
    Diagnostics wrong = check_of(spec->design_id).check(*spec);
    if (const api::FontNames* fonts = workspace_.font_names()) api::check_fonts(spec->request, *fonts, wrong);
    refuse_unmade(*stream);
    // The encoder would find the gaps of what is unsound, and once more what is wrong.
    std::optional<Job> job;
    if (spec->sound && !wrong.has_errors()) job = encoded(*spec, wrong);
    if (job && !slots.look(*spec, *job, wrong)) job.reset();
    note_of_row(wrong);
    findings.add(wrong);
    if (job && !is_refused(wrong, stream->of_latest())) {
      announce(enrollment, *job);
      callbacks.look(*spec, *job, findings);
      if (files) files->look(*spec, *job, workspace_, findings);
      assume_price(*job);
      sound(*std::move(job));
    } else if (row_errors_.skip) {
      refuse(stream->of_latest(), wrong.items);
    }
  }
  refuse_unmade(*stream);
  findings.add(stream->diagnostics());
  enrollment_ = enrollment.text();
}

bool SlotCheck::look(const JobSpec& spec, const Job& job, Diagnostics& findings) {
  const auto member = std::ranges::find(spec.request, "original_visual_id", &Member::key);
  if (job.slot.empty() || member == spec.request.end()) return true;
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
    findings.items.push_back(std::move(finding));
    return false;
  }
  return true;
}

}  // namespace pressrun::app
