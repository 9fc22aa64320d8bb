#include "support/memory_books.hpp"

#include <algorithm>

namespace pressrun::test {
namespace {

std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_submitting(const GenerationRequest& request) { return state_of(request) == RequestState::submitting; }

}  // namespace

// ---- accounts and campaigns

AccountNumber MemoryBooks::note_account(const AccountRecord& account) {
  const auto found = std::ranges::find_if(accounts, [&](const auto& known) {
    const AccountRecord& its = known.second;
    if (account.number != 0) return its.number == account.number;
    if (its.origin != account.origin) return false;
    if (account.key_digests.empty()) return its.workspace == account.workspace && its.key_digests.empty();
    return std::ranges::find_first_of(its.key_digests, account.key_digests) != its.key_digests.end();
  });
  const AccountNumber number = found == accounts.end() ? ++last_number_ : found->first;
  AccountRecord& kept = accounts[number];
  kept.number = number;
  kept.origin = account.origin;
  kept.workspace = account.workspace;
  for (const std::string& digest : account.key_digests) {
    const bool taken = std::ranges::any_of(accounts, [&](const auto& known) {
      return std::ranges::find(known.second.key_digests, digest) != known.second.key_digests.end() &&
             known.second.origin == account.origin;
    });
    if (!taken) kept.key_digests.push_back(digest);
  }
  return number;
}

void MemoryBooks::merge(ContentKey from, const ContentKey& into) {
  Content moved = std::move(contents.at(from));
  contents.erase(from);
  Content& to = contents[into];
  to.record.key = into;
  to.record.design = moved.record.design;
  to.text = moved.text;
  for (const GenerationRequest& request : moved.record.requests) {
    for (const IssuedId& id : request.ids) note_id(id.id, into);
  }
  for (GenerationRequest& request : moved.record.requests) to.record.requests.push_back(std::move(request));
  std::ranges::sort(to.record.requests, {}, &GenerationRequest::number);
  for (Order& order : moved.record.orders) to.record.orders.push_back(std::move(order));
  to.record.word_at = std::max(to.record.word_at, moved.record.word_at);
  to.record.retry_at = std::max(to.record.retry_at, moved.record.retry_at);
  to.senders.merge(moved.senders);
  for (auto& [token, place] : tokens_) {
    if (place.first == from) place.first = into;
  }
  for (auto& [want, jobs] : moved.wants) to.wants[want].merge(jobs);
  for (auto& [number, campaign] : campaigns) {
    for (auto& [key, job] : campaign.jobs) {
      if (job.content == from) job.content = into;
      if (job.shown == from) job.shown = into;
    }
  }
}

void MemoryBooks::adopt_account(AccountNumber unknown, AccountNumber known) {
  if (unknown == known) return;
  std::vector<ContentKey> theirs;
  for (const auto& [key, held] : contents) {
    if (key.account == unknown) theirs.push_back(key);
  }
  for (const ContentKey& key : theirs) merge(key, {known, key.digest});
  for (auto& [number, run] : runs) {
    if (run.account == unknown) run.account = known;
  }
  for (auto& [number, campaign] : campaigns) {
    std::erase(campaign.record.accounts, unknown);
    if (std::ranges::find(campaign.record.accounts, known) == campaign.record.accounts.end())
      campaign.record.accounts.push_back(known);
  }
  for (const std::string& digest : accounts[unknown].key_digests)
    accounts[known].key_digests.push_back(digest);
  accounts.erase(unknown);
}

void MemoryBooks::move_campaign(CampaignNumber campaign, const std::string& path, const std::string& name) {
  CampaignRecord& record = campaigns.at(campaign).record;
  record.path = path;
  record.name = name;
}

// ---- runs

CampaignNumber MemoryBooks::campaign_of(const RunRecord& run) {
  for (const auto& [number, known] : campaigns) {
    if (known.record.path == run.path && known.record.name == run.name) return number;
  }
  const CampaignNumber number = ++last_number_;
  campaigns[number].record = {number, run.path, run.name, {}};
  return number;
}

std::vector<std::pair<ContentKey, RequestNumber>> MemoryBooks::left_by_others(
    const std::set<Worker>& alive) const {
  std::vector<std::pair<ContentKey, RequestNumber>> left;
  each_request([&](const Content& held, const GenerationRequest& request) {
    if (is_submitting(request) && !alive.contains(held.senders.at(request.number)))
      left.emplace_back(held.record.key, request.number);
  });
  return left;
}

std::vector<RunRecord> MemoryBooks::begin_runs(
    AccountNumber account, std::vector<RunRecord> begun,
    const std::vector<std::pair<ContentKey, RequestNumber>>& left) {
  if (begun.empty()) return begun;
  const Failure why{"", "interrupted", "the program ended before the answer came"};
  for (const auto& [key, request] : left) {
    Content& held = content(key);
    held.record = apply(std::move(held.record), RequestDoubted{request, why, begun.front().started_at});
    tell_rivals(held.record);
  }
  for (RunRecord& run : begun) run.campaign = campaign_of(run);
  for (RunRecord& run : begun) {
    run.number = ++last_run_;
    Campaign& its = campaigns.at(run.campaign);
    its.account = account;
    its.run = run.number;
    its.first_run = begun.front().number;
    its.seen.clear();
    its.notes_refused = false;
    if (std::ranges::find(its.record.accounts, account) == its.record.accounts.end())
      its.record.accounts.push_back(account);
    run.origin = accounts[account].origin;
    run.workspace = accounts[account].workspace;
    runs[run.number] = {run, account, begun.front().number};
  }
  return begun;
}

std::vector<StatusCounts> MemoryBooks::end_runs(const std::vector<RunRecord>& ended) {
  std::vector<StatusCounts> stand;
  for (const RunRecord& run : ended) {
    RunRecord& kept = runs.at(run.number).record;
    const std::string origin = kept.origin;
    const std::string workspace = kept.workspace;
    kept = run;
    kept.origin = origin;
    kept.workspace = workspace;
    if (!kept.finished_at) kept.finished_at = kept.started_at;
    StatusCounts& counts = stand.emplace_back();
    for (const Job* job : jobs_of(run.campaign)) {
      const ContentRecord& record = content(job->content).record;
      const JobStatus status =
          view(record, job->wanted.formats, circumstances(record, job->wanted.keep_outdated));
      ++counts.at(static_cast<std::size_t>(status));
    }
  }
  return stand;
}

std::vector<DesignState> MemoryBooks::note_designs(AccountNumber account,
                                                   const std::vector<DesignReading>& readings) {
  std::vector<DesignState> known;
  for (const DesignReading& reading : readings) {
    const auto found = designs.find({account, reading.id});
    DesignState now = apply(found == designs.end() ? DesignState{} : found->second, reading);
    if (found != designs.end() || !reading.formats.empty() || !reading.api_version.empty())
      designs[{account, reading.id}] = now;
    known.push_back(std::move(now));
  }
  return known;
}

// ---- registrations

MemoryBooks::Campaign& MemoryBooks::present(CampaignNumber campaign) {
  const auto found = campaigns.find(campaign);
  if (found == campaigns.end()) throw JournalError("journal: no run of this campaign has begun");
  return found->second;
}

MemoryBooks::Content& MemoryBooks::content(const ContentKey& key) {
  const auto found = contents.find(key);
  if (found == contents.end()) throw JournalError("journal: no content " + key.digest.text());
  return found->second;
}

MemoryBooks::WantKey MemoryBooks::want_of(CampaignNumber campaign, const Registration& job) {
  return {campaign, job.formats, job.keep_outdated};
}

MemoryBooks::Content& MemoryBooks::content_for(const Campaign& here, const Registration& job) {
  const ContentKey key{here.account, job.content};
  Content& held = contents[key];
  if (held.record.key != key) {
    held.record.key = key;
    held.record.design = job.design_id;
    held.text = job.content_text;
    held.record.slot = job.slot;
    tell_rivals(held.record);
  }
  return held;
}

/// Contents that ask for one slot know of each other's requests.
void MemoryBooks::tell_rivals(const ContentRecord& changed) {
  if (changed.slot.empty()) return;
  std::vector<ContentRecord*> all;
  for (auto& [key, held] : contents)
    if (key.account == changed.key.account && held.record.slot == changed.slot) all.push_back(&held.record);
  for (ContentRecord* one : all) {
    one->rivals.clear();
    for (const ContentRecord* other : all)
      if (other != one) one->rivals.insert(one->rivals.end(), other->requests.begin(), other->requests.end());
  }
}

void MemoryBooks::leave(CampaignNumber campaign, const Job& job) {
  Content& held = content(job.content);
  for (auto& [want, jobs] : held.wants) {
    if (want.campaign != campaign || jobs.erase(job.wanted.key) == 0 || held.record.requests.empty())
      continue;
    held.last_key = job.wanted.key;
    held.last_design = job.wanted.design_name;
  }
}

void MemoryBooks::keep_former(Campaign& here, const Job& job) {
  if (job.since < here.run)
    here.former.push_back({job.wanted.key, job.content, job.since, here.run, job.wanted.design_name});
}

Registered MemoryBooks::enter(Campaign& here, const Registration& job) {
  Content& held = content_for(here, job);
  const auto known = here.jobs.find(job.key);
  Registered answer;
  answer.is_new = known == here.jobs.end();
  answer.changed = !answer.is_new && known->second.content != held.record.key;
  Job next{job, held.record.key, {}, here.run};
  if (!answer.is_new) {
    const Job before = known->second;
    next.shown = before.shown;
    leave(here.record.number, before);
    if (answer.changed) keep_former(here, before);
    if (!answer.changed) next.since = before.since;
    if (answer.changed && has_assets(content(before.content).record)) next.shown = before.content;
    if (next.shown == held.record.key) next.shown.reset();
  }
  here.jobs[job.key] = std::move(next);
  here.seen.insert(job.key);
  held.wants[want_of(here.record.number, job)].insert(job.key);
  const WantStanding standing =
      standing_of(held.record, job.formats, circumstances(held.record, job.keep_outdated));
  answer.record = held.record;
  answer.status = standing.status;
  answer.unchanged = is_finished(standing.status) && standing.run < here.first_run;
  return answer;
}

std::vector<Registered> MemoryBooks::register_jobs(CampaignNumber campaign,
                                                   const std::vector<Registration>& jobs) {
  Campaign& here = present(campaign);
  std::vector<Registered> known;
  known.reserve(jobs.size());
  for (const Registration& job : jobs) known.push_back(enter(here, job));
  return known;
}

void MemoryBooks::drop_unseen(Campaign& here) {
  for (auto job = here.jobs.begin(); job != here.jobs.end();) {
    if (here.seen.contains(job->first)) {
      ++job;
      continue;
    }
    leave(here.record.number, job->second);
    keep_former(here, job->second);
    job = here.jobs.erase(job);
  }
}

void MemoryBooks::note_refused(CampaignNumber campaign, const std::vector<RefusedJob>& jobs) {
  Campaign& here = present(campaign);
  here.refused = jobs;
  here.notes_refused = true;
  for (const RefusedJob& job : jobs) {
    const auto known = here.jobs.find(job.key);
    if (known == here.jobs.end()) continue;
    here.seen.insert(job.key);
    known->second.wanted.position = job.position;
  }
}

void MemoryBooks::end_registration(CampaignNumber campaign, const std::string& registration) {
  Campaign& here = present(campaign);
  drop_unseen(here);
  if (!here.notes_refused) here.refused.clear();
  here.registration = registration;
  here.registered_account = here.account;
  here.registered_jobs = here.jobs.size();
  for (auto held = contents.begin(); held != contents.end();) {
    auto& wants = held->second.wants;
    std::vector<Formats> wanted;
    std::erase_if(wants,
                  [&](const auto& want) { return want.first.campaign == campaign && want.second.empty(); });
    for (const auto& [want, jobs] : wants) {
      if (want.campaign == campaign) wanted.push_back(want.formats);
    }
    ContentRecord& record = held->second.record;
    if (!record.orders.empty()) {
      const DesignState* design = circumstances(record, false).design;
      record = lapse_orders(std::move(record), campaign, wanted, design);
    }
    // What was never bought is nothing once it is not wanted any more.
    held = wants.empty() && record.requests.empty() ? contents.erase(held) : std::next(held);
  }
}

std::optional<std::size_t> MemoryBooks::all_there(CampaignNumber campaign,
                                                  const std::string& registration) const {
  const Campaign& here = campaigns.at(campaign);
  if (registration.empty() || here.registration != registration || here.registered_account != here.account ||
      here.jobs.empty() || here.jobs.size() != here.registered_jobs)
    return std::nullopt;
  const bool all = std::ranges::all_of(here.jobs, [&](const auto& entry) {
    const Job& job = entry.second;
    const ContentRecord& record = contents.at(job.content).record;
    return view(record, job.wanted.formats, circumstances(record, job.wanted.keep_outdated)) ==
           JobStatus::succeeded;
  });
  return all ? std::optional{here.jobs.size()} : std::nullopt;
}

// ---- purchases

CreditsReserved MemoryBooks::reserved(const PurchaseIntent& intent) const {
  CreditsReserved already;
  each_request([&](const Content& held, const GenerationRequest& request) {
    const std::uint64_t all = credits_of(request).all();
    if (request.run >= intent.first_run) already.process += all;
    if (request.run == intent.run) already.run += all;
    if (held.record.key.account != intent.content.account) return;
    if (request.intended_at >= intent.day_began) already.day += all;
    if (request.intended_at >= intent.month_began) already.month += all;
  });
  return already;
}

Granted MemoryBooks::intend(const PurchaseIntent& intent, Worker worker) {
  Content& held = content(intent.content);
  Circumstances in = circumstances(held.record, intent.keep_outdated);
  in.now = intent.at;
  in.first_run = intent.first_run;
  const bool limited = intent.limits.process || intent.limits.run || intent.limits.day || intent.limits.month;
  const CreditsReserved already = limited ? reserved(intent) : CreditsReserved{};
  Granted answer;
  answer.grant = grant(held.record, intent.wanted, in, intent.credits_each, intent.limits, already);
  if (!answer.grant.formats.empty()) {
    const std::vector<Want> before = wants_of(held);
    GenerationRequest request;
    answer.request = request.number = ++last_request_;
    request.campaign = intent.campaign;
    request.run = intent.run;
    request.formats = answer.grant.formats;
    request.intended_at = intent.at;
    request.credits_each = intent.credits_each;
    request.credits_exact = intent.credits_exact;
    held.record = apply(std::move(held.record), std::move(request), in.design);
    tell_rivals(held.record);
    held.senders[answer.request] = worker;
    if (!intent.token.empty()) tokens_[intent.token] = {intent.content, answer.request};
    answer.wants = wants_of(held);
    for (std::size_t w = 0; w < before.size(); ++w) answer.wants[w].before = before[w].status;
  }
  answer.record = held.record;
  return answer;
}

void MemoryBooks::note_id(const RequestId& id, const ContentKey& content) {
  holders_[in_small_letters(id.text)].insert(content);
}

Fact MemoryBooks::unless_taken(const LedgerEntry& entry) const {
  const auto* issued = std::get_if<IdIssued>(&entry.fact);
  if (issued == nullptr || issued->proof == Proof::person) return entry.fact;
  const auto known = holders_.find(in_small_letters(issued->id.text));
  if (known == holders_.end()) return entry.fact;
  for (const ContentKey& key : known->second) {
    const auto other = contents.find(key);
    const GenerationRequest* theirs = other != contents.end() && key.account == entry.content.account
                                          ? pressrun::holder_of(other->second.record, issued->id)
                                          : nullptr;
    if (theirs != nullptr && theirs->number != issued->request) return unless_held(*issued, *theirs);
  }
  return entry.fact;
}

std::vector<Committed> MemoryBooks::commit(const std::vector<LedgerEntry>& entries) {
  std::vector<const Content*> touched;
  std::vector<Committed> answers;
  for (const LedgerEntry& entry : entries) {
    Content& held = content(entry.content);
    if (std::ranges::find(touched, &held) == touched.end()) {
      touched.push_back(&held);
      answers.push_back({{}, wants_of(held)});
    }
    held.record = pressrun::apply(std::move(held.record), unless_taken(entry));
    if (const auto* issued = std::get_if<IdIssued>(&entry.fact)) note_id(issued->id, entry.content);
    tell_rivals(held.record);
  }
  for (std::size_t i = 0; i < touched.size(); ++i) {
    const std::vector<Want> before = std::move(answers[i].wants);
    answers[i] = {touched[i]->record, wants_of(*touched[i])};
    for (std::size_t w = 0; w < before.size(); ++w) answers[i].wants[w].before = before[w].status;
  }
  return answers;
}

NotedDelivery MemoryBooks::note_delivery(const DeliveryNote& note) {
  const auto known = tokens_.find(note.token);
  if (known == tokens_.end() || !contents.contains(known->second.first)) return {};
  const auto [key, request] = known->second;
  NotedDelivery noted;
  noted.request = request;
  std::erase_if(deliveries_,
                [&](const auto& kept) { return kept.second < note.at - std::chrono::hours{7 * 24}; });
  noted.repeated = !deliveries_.emplace(note.name, note.at).second;
  std::vector<LedgerEntry> entries;
  if (!noted.repeated && note.issued)
    entries.push_back({key, IdIssued{request, *note.issued, Proof::token, {}, note.at}});
  if (entries.empty()) {
    noted.record = content(key).record;
    noted.wants = wants_of(content(key));
    return noted;
  }
  std::vector<Committed> committed = commit(entries);
  noted.record = std::move(committed.front().record);
  noted.wants = std::move(committed.front().wants);
  return noted;
}

std::vector<OpenContent> MemoryBooks::open_contents(AccountNumber account) const {
  std::vector<std::pair<RequestNumber, const Content*>> found;
  for (const auto& [key, held] : contents) {
    if (key.account != account) continue;
    const auto open = std::ranges::find_if(
        held.record.requests, [](const GenerationRequest& request) { return is_open(state_of(request)); });
    if (open != held.record.requests.end()) found.emplace_back(open->number, &held);
  }
  std::ranges::sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<OpenContent> open;
  for (const auto& [number, held] : found) open.push_back({held->record, wants_of(*held)});
  return open;
}

// ---- reading

Circumstances MemoryBooks::circumstances(const ContentRecord& record, bool keep_outdated) const {
  const auto design = designs.find({record.key.account, record.design});
  Circumstances in;
  in.design = design == designs.end() ? nullptr : &design->second;
  in.keep_outdated = keep_outdated;
  return in;
}

std::vector<Want> MemoryBooks::wants_of(const Content& held) const {
  std::vector<Want> wants;
  for (const auto& [key, jobs] : held.wants) {
    if (jobs.empty()) continue;
    const auto& registered = campaigns.at(key.campaign).jobs;
    const JobKey& first = *std::ranges::min_element(
        jobs, {}, [&](const JobKey& job) { return registered.at(job).wanted.position; });
    const JobStatus status = view(held.record, key.formats, circumstances(held.record, key.keep_outdated));
    wants.push_back({key.campaign, key.formats, key.keep_outdated, jobs.size(), first, status, status});
  }
  return wants;
}

std::vector<const MemoryBooks::Job*> MemoryBooks::jobs_of(CampaignNumber campaign) const {
  std::vector<const Job*> jobs;
  const auto found = campaigns.find(campaign);
  if (found == campaigns.end()) return jobs;
  for (const auto& [key, job] : found->second.jobs) jobs.push_back(&job);
  std::ranges::stable_sort(jobs, {}, [](const Job* job) { return job->wanted.position; });
  return jobs;
}

const MemoryBooks::Run* MemoryBooks::last_run(CampaignNumber campaign) const {
  const Run* last = nullptr;
  for (const auto& [number, run] : runs) {
    if (run.record.campaign == campaign) last = &run;
  }
  return last;
}

RunNumber MemoryBooks::first_run(RunNumber run) const {
  const auto found = runs.find(run);
  return found == runs.end() ? run : found->second.first_run;
}

void MemoryBooks::each_request(
    const std::function<void(const Content&, const GenerationRequest&)>& visit) const {
  for (const auto& [key, held] : contents) {
    for (const GenerationRequest& request : held.record.requests) visit(held, request);
  }
}

}  // namespace pressrun::test
