#include "pressrun/app/doubts.hpp"

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace pressrun::app {
namespace {

bool concerns(const Doubt& doubt, const CampaignRecord& campaign) {
  const GenerationRequest* request = request_of(doubt.record, doubt.request);
  return (request != nullptr && request->campaign == campaign.number) ||
         std::ranges::any_of(doubt.jobs, [&](const auto& job) { return job.first == campaign.name; });
}

/// Last keys of what no job asks for any more.
std::map<ContentKey, JobKey> last_keys(JournalReader& journal, const CampaignRecord& campaign) {
  std::map<ContentKey, JobKey> keys;
  journal.each_orphan(campaign.number,
                      [&](const Orphan& orphan) { keys.emplace(orphan.record.key, orphan.last_key); });
  return keys;
}

/// Those of the campaign's jobs that render. The reader answers one question at a time: they are kept.
std::vector<JobView> rendering_jobs(JournalReader& journal, const CampaignRecord& campaign) {
  std::vector<JobView> jobs;
  journal.each_job(campaign.number, 0, [&](const JobView& job) {
    if (job.status == JobStatus::rendering && !job.request_id.empty()) jobs.push_back(job);
  });
  return jobs;
}

/// Requests with an unconfirmed id look as if they rendered: they are found by their ids.
void add_unconfirmed(JournalReader& journal, const CampaignRecord& campaign, std::vector<Doubt>& doubts) {
  for (const JobView& job : rendering_jobs(journal, campaign)) {
    for (const AccountNumber account : campaign.accounts) {
      auto holder = journal.holder_of(account, job.request_id);
      const GenerationRequest* request = holder ? request_of(holder->first, holder->second) : nullptr;
      if (request == nullptr || !is_unconfirmed(*request)) continue;
      const auto known = std::ranges::find(doubts, request->number, &Doubt::request);
      if (known != doubts.end()) {
        known->jobs.emplace_back(campaign.name, job.key);
      } else {
        const RequestNumber number = request->number;
        doubts.push_back({std::move(holder->first), number, job.design_name, {{campaign.name, job.key}}, {}});
      }
    }
  }
}

JobKey first_key(const Doubt& doubt, const CampaignRecord& campaign) {
  for (const auto& [name, key] : doubt.jobs) {
    if (name == campaign.name) return key;
  }
  return doubt.jobs.empty() ? JobKey{} : doubt.jobs.front().second;
}

/// KEY@N, N the journal's number of the request: it stays what it is when another of the key is settled.
std::string numbered(const Doubt& doubt, const CampaignRecord& campaign) {
  return first_key(doubt, campaign).text + "@" + std::to_string(doubt.request);
}

/// By number only where there are several under one key.
void name_all(std::vector<Doubt>& doubts, const CampaignRecord& campaign) {
  std::map<JobKey, int> all;
  for (const Doubt& doubt : doubts) ++all[first_key(doubt, campaign)];
  for (Doubt& doubt : doubts) {
    const JobKey key = first_key(doubt, campaign);
    doubt.name = all[key] > 1 ? numbered(doubt, campaign) : key.text;
  }
}

bool has_key(const Doubt& doubt, const std::string& key) {
  return std::ranges::any_of(doubt.jobs, [&](const auto& job) { return job.second.text == key; });
}

std::string list_of(const Formats& formats) {
  std::string text;
  for (const std::string& format : formats)
    text += (text.empty() ? "" : ", ") + (format == all_formats ? "all formats" : printable(format));
  return text;
}

}  // namespace

bool is_unconfirmed(const GenerationRequest& request) {
  return state_of(request) == RequestState::rendering &&
         std::ranges::all_of(request.ids, [](const IssuedId& id) { return id.proof == Proof::person; });
}

const GenerationRequest* request_of(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

WallTime sent_at(const Doubt& doubt) {
  const GenerationRequest* request = request_of(doubt.record, doubt.request);
  return request != nullptr ? request->intended_at : WallTime{};
}

std::vector<Doubt> doubts_of(JournalReader& journal, const CampaignRecord& campaign,
                             const std::string& named) {
  const std::map<ContentKey, JobKey> last = last_keys(journal, campaign);
  std::vector<Doubt> doubts;
  for (OpenDoubt& open : journal.doubts()) {
    Doubt doubt{std::move(open.record), open.request, std::move(open.design_name), std::move(open.jobs), {}};
    const auto left = last.find(doubt.record.key);
    if (doubt.jobs.empty() && left != last.end() && !left->second.empty())
      doubt.jobs.emplace_back(campaign.name, left->second);
    if (concerns(doubt, campaign)) doubts.push_back(std::move(doubt));
  }
  add_unconfirmed(journal, campaign, doubts);
  name_all(doubts, campaign);
  if (named.empty()) return doubts;
  // A key may itself look like KEY@N.
  const bool is_key = std::ranges::any_of(doubts, [&](const Doubt& doubt) { return has_key(doubt, named); });
  std::erase_if(doubts, [&](const Doubt& doubt) {
    return is_key ? !has_key(doubt, named) : numbered(doubt, campaign) != named;
  });
  return doubts;
}

bool has_job(JournalReader& journal, const CampaignRecord& campaign, const std::string& named) {
  bool found = false;
  journal.each_job(campaign.number, 0, [&](const JobView& job) { found = found || job.key.text == named; });
  if (found) return true;
  return std::ranges::any_of(last_keys(journal, campaign),
                             [&](const auto& left) { return left.second.text == named; });
}

JobKey key_of(const std::string& named, const std::vector<Doubt>& doubts) {
  for (const Doubt& doubt : doubts) {
    if (has_key(doubt, named)) return JobKey{named};
  }
  return JobKey{named.substr(0, named.rfind('@'))};
}

std::string one_line(const GenerationRequest& request, const ContentRecord& record) {
  return "a request for " + list_of(request.formats) + " of design " + printable(record.design.text) +
         ", sent at " + to_rfc3339(request.intended_at);
}

}  // namespace pressrun::app
