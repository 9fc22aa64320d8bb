#include "support/memory_journal.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <utility>

namespace pressrun::test {
namespace {

bool is_wanted(const MemoryBooks::Content& held) {
  return std::ranges::any_of(held.wants, [](const auto& want) { return !want.second.empty(); });
}

bool is_wanted_by(const MemoryBooks::Content& held, CampaignNumber campaign) {
  return std::ranges::any_of(
      held.wants, [&](const auto& want) { return want.first.campaign == campaign && !want.second.empty(); });
}

void add(Credits& to, const Credits& more) {
  to.settled += more.settled;
  to.out += more.out;
  to.in_doubt += more.in_doubt;
}

}  // namespace

MemoryJournal::MemoryJournal(Clock& clock, Duration commit_time)
    : clock_(&clock), disk_(std::make_shared<Disk>()) {
  disk_->commit_time = commit_time;
  sign_on();
}

MemoryJournal::MemoryJournal(MemoryJournal& same, Clock& clock) : clock_(&clock), disk_(same.disk_) {
  sign_on();
}

void MemoryJournal::sign_on() {
  worker_ = ++disk_->last_worker;
  disk_->alive.insert(worker_);
}

void MemoryJournal::end_lease() { disk_->alive.erase(worker_); }

void MemoryJournal::crash() {
  disk_->live = disk_->durable;
  disk_->pending.clear();
  disk_->issued = disk_->committed;
  turns_ = answered_ = 0;
  end_lease();
  sign_on();
}

void MemoryJournal::write_at_once(const LedgerEntry& entry) {
  disk_->live.commit({entry});
  disk_->durable.commit({entry});
}

// ---- writing

/// Durable, with all that came before it, after the commit's time.
asio::awaitable<void> MemoryJournal::write(Change change) {
  Disk& disk = *disk_;
  disk.pending.push_back(std::move(change));
  const std::uint64_t mine = ++disk.issued;
  if (disk.early && disk.issued % 50 != 0) co_return;  // the next fiftieth takes the others along
  const Duration takes = disk.draw ? disk.draw() : disk.commit_time;
  // Answers come in the order in which they were asked for, whoever the clock wakes first.
  const std::uint64_t turn = ++turns_;
  if (takes > Duration{}) {
    const Instant done = clock_->now() + takes;
    co_await clock_->sleep_until(done);
  }
  while (answered_ + 1 < turn) {
    const Instant soon = clock_->now() + std::chrono::microseconds{1};
    co_await clock_->sleep_until(soon);
  }
  answered_ = turn;
  for (; disk.committed < mine; ++disk.committed) {
    disk.pending.front()(disk.durable);
    disk.pending.pop_front();
  }
}

/// The same is done to what is durable, in the same order: so it comes to the same.
template <class Answer>
asio::awaitable<Answer> MemoryJournal::durably(std::function<Answer(MemoryBooks&)> change) {
  ++disk_->commits;
  if (failed()) throw JournalError("journal: disk is full");
  Answer answer = change(disk_->live);
  Change again = [change = std::move(change)](MemoryBooks& books) { change(books); };
  co_await write(std::move(again));
  co_return answer;
}

// Each names its work before it waits for it: gcc 12 frees what is made within a co_await expression wrongly.

asio::awaitable<AccountNumber> MemoryJournal::note_account(AccountRecord account) {
  std::function<AccountNumber(MemoryBooks&)> work = [account](MemoryBooks& books) {
    return books.note_account(account);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<void> MemoryJournal::adopt_account(AccountNumber unknown, AccountNumber known) {
  std::function<bool(MemoryBooks&)> work = [unknown, known](MemoryBooks& books) {
    books.adopt_account(unknown, known);
    return true;
  };
  co_await durably(std::move(work));
}

asio::awaitable<void> MemoryJournal::move_campaign(CampaignNumber campaign, std::string path,
                                                   std::string name) {
  std::function<bool(MemoryBooks&)> work = [=](MemoryBooks& books) {
    books.move_campaign(campaign, path, name);
    return true;
  };
  co_await durably(std::move(work));
}

asio::awaitable<std::vector<RunRecord>> MemoryJournal::begin_runs(AccountNumber account,
                                                                  std::vector<RunRecord> runs) {
  // Whose lease has ended is looked up now, and not once more when it is durable.
  const auto left = disk_->live.left_by_others(disk_->alive);
  std::function<std::vector<RunRecord>(MemoryBooks&)> work = [=](MemoryBooks& books) {
    return books.begin_runs(account, runs, left);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<std::vector<DesignState>> MemoryJournal::note_designs(AccountNumber account,
                                                                      std::vector<DesignReading> readings) {
  std::function<std::vector<DesignState>(MemoryBooks&)> work = [=](MemoryBooks& books) {
    return books.note_designs(account, readings);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<std::optional<std::size_t>> MemoryJournal::all_there(CampaignNumber campaign,
                                                                     std::string registration) {
  co_return disk_->live.all_there(campaign, registration);
}

asio::awaitable<std::vector<Registered>> MemoryJournal::register_jobs(CampaignNumber campaign,
                                                                      std::vector<Registration> jobs) {
  const auto shared = std::make_shared<const std::vector<Registration>>(std::move(jobs));
  std::function<std::vector<Registered>(MemoryBooks&)> work = [campaign, shared](MemoryBooks& books) {
    return books.register_jobs(campaign, *shared);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<void> MemoryJournal::note_refused(CampaignNumber campaign, std::vector<RefusedJob> jobs) {
  std::function<bool(MemoryBooks&)> work = [=](MemoryBooks& books) {
    books.note_refused(campaign, jobs);
    return true;
  };
  co_await durably(std::move(work));
}

asio::awaitable<void> MemoryJournal::end_registration(CampaignNumber campaign, std::string registration) {
  std::function<bool(MemoryBooks&)> work = [=](MemoryBooks& books) {
    books.end_registration(campaign, registration);
    return true;
  };
  co_await durably(std::move(work));
}

asio::awaitable<std::vector<OpenContent>> MemoryJournal::open_contents(AccountNumber account) {
  co_return disk_->live.open_contents(account);
}

asio::awaitable<Granted> MemoryJournal::intend(PurchaseIntent intent) {
  std::function<Granted(MemoryBooks&)> work = [intent, worker = worker_](MemoryBooks& books) {
    return books.intend(intent, worker);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<std::vector<Committed>> MemoryJournal::commit(std::vector<LedgerEntry> entries) {
  const auto shared = std::make_shared<const std::vector<LedgerEntry>>(std::move(entries));
  std::function<std::vector<Committed>(MemoryBooks&)> work = [shared](MemoryBooks& books) {
    return books.commit(*shared);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<void> MemoryJournal::note_files(CampaignNumber campaign, std::vector<FetchedFile> files) {
  std::function<bool(MemoryBooks&)> work = [=](MemoryBooks& books) {
    for (const FetchedFile& file : files) books.files[{campaign, file.path}] = file;
    return true;
  };
  co_await durably(std::move(work));
}

asio::awaitable<NotedDelivery> MemoryJournal::note_delivery(DeliveryNote note) {
  std::function<NotedDelivery(MemoryBooks&)> work = [=](MemoryBooks& books) {
    return books.note_delivery(note);
  };
  co_return co_await durably(std::move(work));
}

asio::awaitable<std::vector<StatusCounts>> MemoryJournal::end_runs(std::vector<RunRecord> runs) {
  std::function<std::vector<StatusCounts>(MemoryBooks&)> work = [=](MemoryBooks& books) {
    return books.end_runs(runs);
  };
  co_return co_await durably(std::move(work));
}

// ---- reading

std::vector<CampaignRecord> MemoryJournal::campaigns() {
  std::vector<CampaignRecord> all;
  for (const auto& [number, campaign] : durable().campaigns) all.push_back(campaign.record);
  return all;
}

std::vector<AccountRecord> MemoryJournal::accounts() {
  std::vector<AccountRecord> all;
  for (const auto& [number, account] : durable().accounts) all.push_back(account);
  return all;
}

std::vector<std::string> MemoryJournal::some_banners(AccountNumber account, std::size_t most) {
  std::vector<std::pair<RequestNumber, std::string>> found;
  durable().each_request([&](const MemoryBooks::Content& held, const GenerationRequest& request) {
    if (held.record.key.account != account) return;
    for (const Asset& asset : request.assets) {
      if (!asset.id.empty()) found.emplace_back(request.number, asset.id);
    }
  });
  std::ranges::stable_sort(found, std::greater{}, [](const auto& one) { return one.first; });
  std::vector<std::string> ids;
  for (auto& [number, id] : found) {
    if (ids.size() < most) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<RequestId> MemoryJournal::some_requests(AccountNumber account, std::size_t most) {
  std::vector<std::pair<RequestNumber, RequestId>> found;
  durable().each_request([&](const MemoryBooks::Content& held, const GenerationRequest& request) {
    if (held.record.key.account != account) return;
    for (const IssuedId& id : request.ids) found.emplace_back(request.number, id.id);
  });
  std::ranges::stable_sort(found, std::greater{}, [](const auto& one) { return one.first; });
  std::vector<RequestId> ids;
  for (auto& [number, id] : found) {
    if (ids.size() < most) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<DesignState> MemoryJournal::designs(AccountNumber account, const std::vector<DesignId>& ids) {
  std::vector<DesignState> found;
  for (const DesignId& id : ids) {
    const auto known = durable().designs.find({account, id});
    if (known != durable().designs.end()) found.push_back(known->second);
  }
  return found;
}

std::optional<RunRecord> MemoryJournal::last_run(CampaignNumber campaign) {
  const MemoryBooks::Run* run = durable().last_run(campaign);
  return run != nullptr ? std::optional{run->record} : std::nullopt;
}

std::vector<RunRecord> MemoryJournal::runs(CampaignNumber campaign) {
  std::vector<RunRecord> found;
  for (const auto& [number, run] : durable().runs)
    if (run.record.campaign == campaign) found.insert(found.begin(), run.record);
  return found;
}

std::vector<DaySpending> MemoryJournal::spending(CampaignNumber campaign) {
  std::map<std::pair<WallTime, DesignId>, DaySpending> days;
  const MemoryBooks::Run* last = durable().last_run(campaign);
  durable().each_request([&](const MemoryBooks::Content& held, const GenerationRequest& request) {
    const Credits credits = credits_of(request);
    if (request.campaign != campaign || held.record.key.account != last->account || credits.all() == 0)
      return;
    const WallTime day = std::chrono::floor<std::chrono::days>(request.intended_at);
    DaySpending& sum = days[{day, held.record.design}];
    sum.design = held.record.design;
    sum.day = day;
    sum.settled += credits.settled;
    sum.out += credits.out;
    sum.in_doubt += credits.in_doubt;
  });
  std::vector<DaySpending> found;
  for (const auto& [day, sum] : days) found.push_back(sum);
  return found;
}

void MemoryJournal::each_change(CampaignNumber campaign, RunNumber from, RunNumber to,
                                const std::function<void(JobChange, const DesignState*)>& visit) {
  const MemoryBooks::Campaign& its = durable().campaigns.at(campaign);
  std::vector<MemoryBooks::Former> all = its.former;
  for (const auto& [key, job] : its.jobs)
    all.push_back(
        {key, job.content, job.since, std::numeric_limits<RunNumber>::max(), job.wanted.design_name});
  const auto then = [&](const MemoryBooks::Former& one, RunNumber run) {
    const auto known = durable().contents.find(one.content);
    if (known == durable().contents.end()) return JobThen{one.design_name, {}, {}, {}, {}, {}, false};
    const MemoryBooks::Content& held = known->second;
    JobThen made{one.design_name, held.record.design, one.content.digest, held.text, {}, {}, false};
    for (const GenerationRequest& request : held.record.requests) {
      const bool told =
          request.final && durable().first_run(request.concluded_run) <= durable().first_run(run);
      if (!told || request.concluded_run == 0 || request.assets.empty()) continue;
      for (const Asset& asset : request.assets) {
        std::erase_if(made.assets, [&](const Asset& older) { return older.format == asset.format; });
        made.assets.push_back(asset);
      }
      made.as_of = std::max(made.as_of, request.as_of);
      made.ordered = request.ordered;
    }
    return made;
  };
  std::map<JobKey, JobChange> changes;
  for (const MemoryBooks::Former& one : all) {
    JobChange& change = changes[one.key];
    change.key = one.key;
    if (one.since <= from && from < one.until) change.before = then(one, from);
    if (one.since <= to && to < one.until) change.after = then(one, to);
  }
  for (auto& [key, change] : changes) {
    const bool both = change.before && change.after;
    if (!change.before && !change.after) continue;
    if (both && change.before->content == change.after->content &&
        change.before->assets == change.after->assets)
      continue;
    const DesignId design = change.after ? change.after->design : change.before->design;
    const std::vector<DesignState> known = designs(its.account, {design});
    visit(std::move(change), known.empty() ? nullptr : &known.front());
  }
}

Registered MemoryJournal::look_up_one(AccountNumber account, CampaignNumber campaign,
                                      const JobQuery& job) const {
  const ContentKey key{account, job.content};
  Registered known;
  const auto held = durable().contents.find(key);
  if (held != durable().contents.end()) known.record = held->second.record;
  known.record.key = key;
  const auto here = durable().campaigns.find(campaign);
  if (here != durable().campaigns.end()) {
    const auto before = here->second.jobs.find(job.key);
    known.is_new = before == here->second.jobs.end();
    known.changed = !known.is_new && before->second.content != key;
  }
  known.status = view(known.record, job.formats, durable().circumstances(known.record, job.keep_outdated));
  known.unchanged = is_finished(known.status);
  return known;
}

std::vector<Registered> MemoryJournal::look_up(AccountNumber account, CampaignNumber campaign,
                                               const std::vector<JobQuery>& jobs) {
  std::vector<Registered> known;
  for (const JobQuery& job : jobs) known.push_back(look_up_one(account, campaign, job));
  return known;
}

std::vector<std::string> MemoryJournal::asked_for(CampaignNumber campaign, const std::vector<JobKey>& jobs) {
  std::vector<std::string> texts(jobs.size());
  const auto here = durable().campaigns.find(campaign);
  if (here == durable().campaigns.end()) return texts;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const auto known = here->second.jobs.find(jobs[i]);
    if (known != here->second.jobs.end()) texts[i] = durable().contents.at(known->second.content).text;
  }
  return texts;
}

const RefusedJob* MemoryJournal::refused(CampaignNumber campaign, const JobKey& key) const {
  const auto here = durable().campaigns.find(campaign);
  if (here == durable().campaigns.end()) return nullptr;
  const auto found = std::ranges::find(here->second.refused, key, &RefusedJob::key);
  return found == here->second.refused.end() ? nullptr : &*found;
}

void MemoryJournal::count_jobs(CampaignNumber campaign, RunNumber first_run, CampaignTally& tally) const {
  const auto here = durable().campaigns.find(campaign);
  if (here != durable().campaigns.end()) {
    for (const RefusedJob& job : here->second.refused)
      if (!here->second.jobs.contains(job.key))
        ++tally.jobs.jobs.at(static_cast<std::size_t>(JobStatus::failed));
  }
  for (const MemoryBooks::Job* job : durable().jobs_of(campaign)) {
    const ContentRecord& record = durable().contents.at(job->content).record;
    const WantStanding standing =
        standing_of(record, job->wanted.formats, durable().circumstances(record, job->wanted.keep_outdated));
    if (refused(campaign, job->wanted.key) != nullptr) {
      const JobStatus status = is_failed_when_refused(standing.status) ? JobStatus::failed : standing.status;
      ++tally.jobs.jobs.at(static_cast<std::size_t>(status));
      continue;
    }
    ++tally.jobs.jobs.at(static_cast<std::size_t>(standing.status));
    tally.jobs.unchanged += is_finished(standing.status) && standing.run < first_run ? 1U : 0U;
    tally.jobs.assets += standing.assets;
  }
}

CampaignTally MemoryJournal::tally(CampaignNumber campaign, WallTime day_began, WallTime month_began) {
  const MemoryBooks::Run* last = durable().last_run(campaign);
  const RunNumber run = last != nullptr ? last->record.number : 0;
  CampaignTally tally;
  count_jobs(campaign, durable().first_run(run), tally);
  durable().each_request([&](const MemoryBooks::Content& held, const GenerationRequest& request) {
    const RequestState state = state_of(request);
    const Credits credits = credits_of(request);
    auto& since = tally.jobs.rendering_since;
    if (state == RequestState::rendering && is_wanted_by(held, campaign) && request.accepted_at)
      since = since ? std::min(*since, *request.accepted_at) : request.accepted_at;
    const bool is_in_force = last != nullptr && held.record.key.account == last->account;
    if (request.campaign == campaign && is_in_force) {
      add(tally.credits, credits);
      if (request.run == run) add(tally.last_run, credits);
      if (!is_wanted(held)) {
        tally.orphans_open += is_open(state) ? 1U : 0U;
        tally.orphans_in_doubt += is_doubtful(state) ? 1U : 0U;
      }
    }
    if (request.run == run) tally.reserved.run += credits.all();
    if (!is_in_force) return;
    if (day_began != WallTime{} && request.intended_at >= day_began) tally.reserved.day += credits.all();
    if (month_began != WallTime{} && request.intended_at >= month_began)
      tally.reserved.month += credits.all();
  });
  return tally;
}

JobView MemoryJournal::result_of(CampaignNumber campaign, const MemoryBooks::Job& job,
                                 RunNumber first_run) const {
  const ContentRecord& record = durable().contents.at(job.content).record;
  Circumstances in = durable().circumstances(record, job.wanted.keep_outdated);
  in.now = clock_->wall_now();
  JobView told;
  told.key = job.wanted.key;
  told.design_name = job.wanted.design_name;
  told.design_id = record.design;
  told.variables_json = job.wanted.variables_json;
  told.fingerprint = Fingerprint{record.key.digest.text()};
  tell_outcome(told, record, job.wanted.formats, in);
  const WantStanding standing =
      standing_of(record, job.wanted.formats, durable().circumstances(record, job.wanted.keep_outdated));
  told.unchanged = is_finished(told.status) && standing.run < first_run;
  if (job.shown && told.assets.empty()) {
    const ContentRecord& before = durable().contents.at(*job.shown).record;
    tell_stale(told, before, durable().circumstances(before, true).design);
  }
  std::vector<FetchedFile> files;
  for (const auto& [place, file] : durable().files)
    if (place.first == campaign && file.job == told.key) files.push_back(file);
  tell_files(told, std::move(files));
  return told;
}

void MemoryJournal::each_job(CampaignNumber campaign, RunNumber run,
                             const std::function<void(const JobView&)>& visit) {
  const RunNumber first = durable().first_run(run);
  std::multimap<std::size_t, JobView> views;
  const auto here = durable().campaigns.find(campaign);
  if (here != durable().campaigns.end()) {
    for (const RefusedJob& job : here->second.refused) {
      const auto known = here->second.jobs.find(job.key);
      JobView view = known != here->second.jobs.end() ? result_of(campaign, known->second, first) : JobView{};
      tell_refused(view, job);
      views.emplace(job.position, std::move(view));
    }
  }
  for (const MemoryBooks::Job* job : durable().jobs_of(campaign)) {
    if (refused(campaign, job->wanted.key) == nullptr)
      views.emplace(job->wanted.position, result_of(campaign, *job, first));
  }
  for (const auto& [position, view] : views) visit(view);
}

std::vector<JobView> MemoryJournal::jobs_of(CampaignNumber campaign, const ContentKey& content) {
  std::vector<JobView> found;
  for (const MemoryBooks::Job* job : durable().jobs_of(campaign))
    if (job->content == content) found.push_back(result_of(campaign, *job, durable().first_run(0)));
  return found;
}

std::optional<FetchedFile> MemoryJournal::file_at(CampaignNumber campaign, const std::string& path) {
  const auto found = durable().files.find({campaign, path});
  return found == durable().files.end() ? std::nullopt : std::optional{found->second};
}

std::vector<JobView> MemoryJournal::troubled(CampaignNumber campaign, std::size_t most) {
  const MemoryBooks::Run* last = durable().last_run(campaign);
  std::vector<JobView> found;
  each_job(campaign, last != nullptr ? last->record.number : 0, [&](const JobView& job) {
    if (is_troubled(job.status) && found.size() < most) found.push_back(job);
  });
  return found;
}

void MemoryJournal::each_orphan(CampaignNumber campaign, const std::function<void(const Orphan&)>& visit) {
  std::vector<std::pair<RequestNumber, const MemoryBooks::Content*>> found;
  const MemoryBooks::Run* last = durable().last_run(campaign);
  for (const auto& [key, held] : durable().contents) {
    if (!held.wants.empty() || last == nullptr || key.account != last->account) continue;
    const auto paid = std::ranges::find_if(held.record.requests, [&](const GenerationRequest& request) {
      return request.campaign == campaign && state_of(request) != RequestState::refused;
    });
    if (paid != held.record.requests.end()) found.emplace_back(paid->number, &held);
  }
  std::ranges::sort(found, {}, [](const auto& one) { return one.first; });
  for (const auto& [number, held] : found) visit({held->record, held->last_key});
}

std::optional<WallTime> MemoryJournal::ordered_since(CampaignNumber campaign) {
  std::optional<WallTime> first;
  for (const auto& [key, held] : durable().contents) {
    const auto waits = pending_order(held.record, campaign, durable().circumstances(held.record, false));
    if (waits) first = std::min(first.value_or(*waits), *waits);
  }
  return first;
}

std::vector<OpenDoubt> MemoryJournal::doubts() {
  std::vector<OpenDoubt> found;
  durable().each_request([&](const MemoryBooks::Content& held, const GenerationRequest& request) {
    if (!is_doubtful(state_of(request))) return;
    OpenDoubt doubt{held.record, request.number, held.last_design, {}};
    for (const auto& [want, keys] : held.wants) {
      const Circumstances in = durable().circumstances(held.record, want.keep_outdated);
      if (!concerns(request, renditions_of(held.record, want.formats, in.design))) continue;
      const MemoryBooks::Campaign& campaign = durable().campaigns.at(want.campaign);
      for (const MemoryBooks::Job* job : durable().jobs_of(want.campaign)) {
        if (!keys.contains(job->wanted.key)) continue;
        doubt.jobs.emplace_back(campaign.record.name, job->wanted.key);
        doubt.design_name = job->wanted.design_name;
      }
    }
    found.push_back(std::move(doubt));
  });
  std::ranges::sort(found, {}, &OpenDoubt::request);
  return found;
}

std::optional<std::pair<ContentRecord, RequestNumber>> MemoryJournal::holder_of(AccountNumber account,
                                                                                const RequestId& id) {
  for (const auto& [key, held] : durable().contents) {
    if (key.account != account) continue;
    if (const GenerationRequest* holder = pressrun::holder_of(held.record, id))
      return std::pair{held.record, holder->number};
  }
  return std::nullopt;
}

}  // namespace pressrun::test
