#include "app/job_standings.hpp"

namespace pressrun::app {
namespace {

/// Why the newest request of the content failed, in the API's words; may be empty.
std::string why_it_failed(const ContentRecord& record) {
  const GenerationRequest& newest = record.requests.back();
  if (newest.rejected) return newest.rejected->message;
  return newest.failures.empty() ? std::string{} : newest.failures.front().message;
}

}  // namespace

void JobStandings::note(std::size_t campaign, const ContentRecord& record, const std::vector<Want>& wants,
                        const std::string& label) {
  campaigns_.note_credits(campaign, record);
  const Journal& journal = campaigns_[campaign].campaign.journal;
  for (const Want& want : wants) {
    if (want.before == want.status) continue;
    failures_.change(want.before, want.status, want.jobs);
    campaigns_.count(journal, want);
    if (!label.empty()) tell_end(record, want, label);
  }
}

void JobStandings::note_refused(std::size_t jobs) {
  if (jobs == 0) return;
  failures_.change(JobStatus::planned, JobStatus::failed, jobs);
  heed_limit();
}

void JobStandings::tell_end(const ContentRecord& record, const Want& want, const std::string& label) {
  const bool bad = want.status == JobStatus::failed || want.status == JobStatus::partial;
  if (!bad && want.status != JobStatus::succeeded) return;
  std::string jobs = want.first.text.empty() ? label : want.first.text;
  if (want.jobs > 1) jobs += " (and " + std::to_string(want.jobs - 1) + " more)";
  observers_.tell(JobsEnded{std::move(jobs), want.status, bad ? why_it_failed(record) : std::string{}});
  if (bad) heed_failure();
}

void JobStandings::heed_failure() {
  if (options_.fail_fast) stops_.stop(Stop::fail_fast, "a job failed, and --fail-fast is set");
  heed_limit();
}

void JobStandings::heed_limit() {
  if (failures_.is_exceeded())
    stops_.stop(Stop::max_failures, std::to_string(failures_.failed()) +
                                        " jobs failed, and --max-failures allows " +
                                        options_.max_failures->text());
}

}  // namespace pressrun::app
