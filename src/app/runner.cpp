#include "app/runner.hpp"

#include "app/budget_turn.hpp"
#include "pressrun/app/preflight.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t intake_low_water = 64;  // bodies held beyond those under way
constexpr std::uint64_t worth_telling = 10;   // calls of others
constexpr Instant never = Instant::max();

/// Since when the API has it; long, where nobody knows: it is asked for at once.
Duration out_for(const std::optional<WallTime>& accepted, WallTime now) {
  constexpr Duration long_ago = std::chrono::hours{1};
  if (!accepted || *accepted > now) return long_ago;
  return std::min(std::chrono::duration_cast<Duration>(now - *accepted), long_ago);
}

/// Now that their designs are read the journal decides on them, one by one, when their turn comes.
void decide_undecided(Workload& load) {
  if (load.undecided.empty()) return;
  load.held.clear();  // no longer the first of the wanted
  std::ranges::copy(load.undecided, std::back_inserter(load.wanted));
  std::ranges::sort(load.wanted, {}, &WantedContent::position);
  load.undecided = {};
  load.unread = {};
}

std::size_t counted(const StatusCounts& counts, std::initializer_list<JobStatus> statuses) {
  std::int64_t sum = 0;
  for (const JobStatus status : statuses) sum += counts.at(static_cast<std::size_t>(status));
  return static_cast<std::size_t>(std::max<std::int64_t>(sum, 0));
}

std::size_t failed_in(const StatusCounts& counts) {
  return counted(counts, {JobStatus::failed, JobStatus::partial, JobStatus::dropped});
}

void sum_up(const StatusCounts& counts, Summary& summary) {
  summary.succeeded = counted(counts, {JobStatus::succeeded});
  summary.partial = counted(counts, {JobStatus::partial});
  summary.failed = counted(counts, {JobStatus::failed, JobStatus::dropped});
  summary.in_doubt = counted(counts, {JobStatus::in_doubt});
  summary.pending = counted(counts, {JobStatus::planned, JobStatus::submitting, JobStatus::rendering});
}

}  // namespace

Runner::Runner(std::vector<Campaign> campaigns, RunOptions options, Deps deps)
    : options_(std::move(options)),
      deps_(std::move(deps)),
      api_(deps_.transport, deps_.clock, deps_.api_key, options_.policy.http_timeout),
      admission_(options_.policy, deps_.budget),
      control_(options_.policy, options_.deadline, options_.calls_before.read > 0),
      failures_(options_.max_failures),
      alarm_(deps_.clock.make_alarm()),
      ticker_(deps_, options_.policy.progress_every, [this] { return progress(); }) {
  observers_.push_back(std::make_unique<ProgressObserver>(deps_.progress));
  if (deps_.log) observers_.push_back(std::make_unique<LogObserver>(deps_.log));
  for (const DesignReading& reading : options_.designs) just_read_.insert(reading.id);
  options_.most_held_bytes /= std::max<std::size_t>(1, campaigns.size());
  for (Campaign& campaign : campaigns) {
    RunRecord record;
    record.id = RunId{deps_.make_run_id()};
    record.name = campaign.name;
    record.path = campaign.path;
    record.started_at = deps_.clock.wall_now();
    record.enrollment = campaign.registration;
    const auto same = std::ranges::find_if(
        tracks_, [&](const Track& track) { return &track.campaign.journal == &campaign.journal; });
    const std::size_t journal = same == tracks_.end() ? tracks_.size() : same->journal;
    tracks_.push_back({std::move(campaign), std::move(record), {}, {}, 0, journal});
  }
}

// ---- before the first call

asio::awaitable<RunOutcome> Runner::run() {
  deps_.shutdown.on_request([this] { alarm_->ring(); });
  co_await prepare();
  co_await dispatch();
  co_await finish();
  deps_.shutdown.on_request({});
  if (broken_) std::rethrow_exception(broken_);
  co_return outcome();
}

asio::awaitable<void> Runner::prepare() {
  try {
    co_await begin();
    co_await register_all();
    if (!control_.draining()) co_await resume_all();
  } catch (const JournalError& error) {
    stop(Stop::journal, error.what());
  } catch (const SourceChanged& error) {
    stop(Stop::source, error.what());
  }
}

/// Opens the runs, the campaigns of one journal together, and tells the journals what was read of the
/// designs.
asio::awaitable<void> Runner::begin() {
  std::map<Journal*, std::vector<Track*>> sharing;
  for (Track& track : tracks_) sharing[&track.campaign.journal].push_back(&track);
  for (auto& [journal, tracks] : sharing) {
    std::vector<RunRecord> records;
    records.reserve(tracks.size());
    for (const Track* track : tracks) records.push_back(track->record);
    records = co_await journal->begin_runs(tracks.front()->campaign.account, std::move(records));
    for (std::size_t i = 0; i < tracks.size(); ++i) tracks[i]->record = std::move(records.at(i));
    first_runs_[journal] = tracks.front()->record.number;
    std::vector<DesignReading> readings = options_.designs;
    std::vector<DesignState> states =
        co_await journal->note_designs(tracks.front()->campaign.account, std::move(readings));
    for (DesignState& state : states) designs_.put(*journal, std::move(state));
  }
  if (!tracks_.empty()) tracks_.front().record.summary.api_calls = options_.calls_before;
}

asio::awaitable<void> Runner::register_all() {
  for (Track& track : tracks_) {
    RegistrationContext context{
        options_, designs_, sets_, first_runs_[&track.campaign.journal], {}, deps_.clock.wall_now()};
    context.stops = [this] { return stops_early(); };
    track.load = co_await register_campaign(track.campaign, track.record.campaign, std::move(context));
    track.record.summary.jobs = track.load.jobs;
    track.record.summary.unchanged = track.load.unchanged;
    if (track.load.complete) co_await record_decisions(track);
  }
  if (control_.draining()) co_return;
  co_await read_designs_that_are_needed();
  for (Track& track : tracks_) track.intake.emplace(track.campaign, track.load, sets_);
}

asio::awaitable<void> Runner::record_decisions(Track& track) {
  constexpr std::size_t batch = 512;
  std::vector<LedgerEntry>& decisions = track.load.decisions;
  for (std::size_t at = 0; at < decisions.size(); at += batch) {
    const std::size_t end = std::min(at + batch, decisions.size());
    std::vector<LedgerEntry> some(decisions.begin() + static_cast<std::ptrdiff_t>(at),
                                  decisions.begin() + static_cast<std::ptrdiff_t>(end));
    const std::vector<Committed> committed = co_await track.campaign.journal.commit(std::move(some));
    for (const Committed& one : committed) note_wants(track.campaign.journal, {}, one.wants, one.record);
  }
  decisions = {};
}

bool Runner::stops_early() {
  control_.look_before_calls(signs(deps_.clock.now()));
  obey();
  return !control_.takes_in();
}

/// An id that the API gave is polled to its end, whatever the manifest has become.
asio::awaitable<void> Runner::resume_all() {
  std::set<const Journal*> seen;
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    Campaign& campaign = tracks_[t].campaign;
    if (!seen.insert(&campaign.journal).second) continue;
    const std::vector<OpenContent> open = co_await campaign.journal.open_contents(campaign.account);
    for (const OpenContent& one : open) resume(one, t);
  }
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    for (const auto& [record, key] : tracks_[t].load.unaddressed) ask_for_addresses(record, key, t);
    tracks_[t].load.unaddressed = {};
  }
}

/// What an earlier run found without an address is paid for, and asked for by its banner.
void Runner::ask_for_addresses(const ContentRecord& record, const JobKey& key, std::size_t track) {
  const ContentIndex content = table_.at_work(tracks_[track].journal, record.key, track);
  if (table_.content(content).requests > 0) return;
  table_.content(content).label = key.text;
  for (const GenerationRequest& request : record.requests) {
    for (const std::string& banner : banners_without_address(request)) {
      const JobIndex index = table_.add(content);
      ActiveRequest& asked = table_.request(index);
      asked.flight.request = request;
      asked.flight.design = record.design;
      // Its minutes were waited for when it came: each run asks once, and waits for nothing.
      asked.flight.incomplete_since = deps_.clock.now() - options_.policy.incomplete_patience;
      asked.banner = banner;
      asked.kind = kind_of("asked again");
      admission_.on_job_resumed(index, asked.kind, deps_.clock.now() - std::chrono::hours{1});
      admission_.add_poll(index, deps_.clock.now());
    }
  }
}

void Runner::resume(const OpenContent& open, std::size_t track) {
  const Instant now = deps_.clock.now();
  for (const GenerationRequest& request : open.record.requests) {
    if (state_of(request) != RequestState::rendering) continue;
    const Journal& journal = tracks_[track].campaign.journal;
    const std::size_t payer = track_of(request.campaign, journal);
    const ContentIndex content =
        table_.at_work(tracks_[track].journal, open.record.key, payer < tracks_.size() ? payer : track);
    if (table_.content(content).label.empty())
      table_.content(content).label =
          open.wants.empty() ? "a request that no job asks for any more" : open.wants.front().first.text;
    const JobIndex index = table_.add(content);
    ActiveRequest& resumed = table_.request(index);
    resumed.flight.request = request;
    resumed.flight.design = open.record.design;
    resumed.kind = kind_of(open.record.design.text + " ");
    resumed.accepted_at = now;
    admission_.on_job_resumed(index, resumed.kind,
                              now - out_for(request.accepted_at, deps_.clock.wall_now()));
    admission_.add_poll(index, now);
  }
}

std::size_t Runner::track_of(CampaignNumber campaign, const Journal& journal) const {
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    if (&tracks_[t].campaign.journal == &journal && tracks_[t].record.campaign == campaign) return t;
  }
  return tracks_.size();
}

std::size_t Runner::group_of(std::size_t track, const DesignId& design) {
  return groups_.emplace(std::pair{track, design}, groups_.size()).first->second;
}

/// Requests of one design and output type are taken to render alike.
RenderKind Runner::kind_of(const std::string& name) {
  const auto [kind, is_new] = kinds_.emplace(name, kinds_.size());
  const auto learned = options_.render_memory.find(kind->first);
  if (is_new && learned != options_.render_memory.end())
    admission_.render_times(kind->second).recall(learned->second);
  return kind->second;
}

// ---- designs that nobody has read

/// Where it depends on the design what is to be bought, it is read, whatever the options say. Answers whether
/// there is more to do now.
asio::awaitable<bool> Runner::read_designs_that_are_needed() {
  std::vector<DesignId> ids;
  const auto add = [&](const DesignId& id) {
    if (asked_for_.insert(id).second) ids.push_back(id);
  };
  for (const Track& track : tracks_) std::ranges::for_each(track.load.unread, add);
  for (const auto& [content, design] : table_.waiting()) add(design);
  if (ids.empty() || control_.draining()) {
    leave_undecided();
    co_return false;
  }
  DesignReadings readings = co_await read_designs(ids, options_, deps_);
  deps_.shutdown.on_request([this] { alarm_->ring(); });
  tracks_.front().record.summary.api_calls.read += readings.calls.read;
  if (readings.stop != Stop::none) stop(readings.stop, readings.reason);
  for (const Design& design : readings.designs) just_read_.insert(design.id);
  const WallTime now = deps_.clock.wall_now();
  for (auto& [journal, first] : first_runs_) {
    const auto track =
        std::ranges::find_if(tracks_, [&](const Track& t) { return &t.campaign.journal == journal; });
    std::vector<DesignReading> read;
    for (const Design& design : readings.designs) read.push_back(reading_of(design, now));
    std::vector<DesignState> states =
        co_await track->campaign.journal.note_designs(track->campaign.account, std::move(read));
    for (DesignState& state : states) designs_.put(*journal, std::move(state));
  }
  for (Track& track : tracks_) decide_undecided(track.load);
  const auto waiting = table_.take_waiting();
  for (const auto& [content, design] : waiting) {
    if (readings.stop == Stop::none) queue(content, deps_.clock.now());
    table_.release(content);
  }
  co_return !waiting.empty();
}

/// What a design that could not be read leaves open: it was asked for once, and is not without end.
void Runner::leave_undecided() {
  const auto waiting = table_.take_waiting();
  for (const auto& [content, design] : waiting) {
    if (!control_.draining()) {
      ++tracks_[table_.content(content).campaign].left_rendering;
      tell(LeftUndecided{table_.content(content).label, design});
    }
    table_.release(content);
  }
}

// ---- intake

std::size_t Runner::wanted_left() const {
  std::size_t left = 0;
  for (const Track& track : tracks_) left += track.intake ? track.intake->left() : 0;
  return left;
}

/// Manifests take turns, one content each.
void Runner::refill() {
  while (control_.takes_in() && admission_.submissions_waiting() < intake_low_water && wanted_left() > 0) {
    const std::size_t index = next_track_++ % tracks_.size();
    Track& track = tracks_[index];
    if (!track.intake || track.intake->left() == 0) continue;
    if (!take_in(track, index)) return;
  }
  admission_.expect(!control_.takes_in() ? 0 : wanted_left());
}

/// False when the intake has to close.
bool Runner::take_in(Track& track, std::size_t index) {
  try {
    auto item = track.intake->next();
    if (!item) return true;
    const auto digest = ContentDigest::parse(item->job.content);
    if (!digest) throw std::logic_error("a job has no content digest");
    const ContentIndex content = table_.at_work(track.journal, {track.campaign.account, *digest}, index);
    const DesignState* design = designs_.find(track.campaign.journal, item->job.design_id);
    table_.want(content, std::move(item->job), std::move(item->wanted), item->keep_outdated, design);
    if (table_.content(content).requests > 0)
      return true;  // what is on its way comes first: then it is asked what is left to buy
    queue(content, deps_.clock.now());
    return true;
  } catch (const SourceChanged& error) {
    stop(Stop::source, error.what());
    return false;
  }
}

// ---- the loop

bool Runner::all_done() const {
  if (!calls_.empty()) return false;
  if (control_.draining() || broken_) return true;
  return !admission_.submits_more() && (!control_.takes_in() || wanted_left() == 0) &&
         !admission_.has_polls();
}

asio::awaitable<void> Runner::dispatch() {
  ticker_.start();
  bool goes_on = true;
  while (goes_on) {
    co_await work();
    goes_on = !broken_ && co_await read_more_designs();
  }
}

/// Where a request was rejected for one format of several, the design tells which the others are.
asio::awaitable<bool> Runner::read_more_designs() {
  try {
    co_return co_await read_designs_that_are_needed();
  } catch (const JournalError& error) {
    stop(Stop::journal, error.what());
  }
  co_return false;
}

asio::awaitable<void> Runner::work() {
  for (;;) {
    const Instant now = deps_.clock.now();
    look_around(now);
    if (all_done()) break;
    if (control_.draining() || broken_) {
      co_await wait_for_news(control_.drain_until());
      continue;
    }
    refill();
    const Admission::Next next = next_call(now);
    if (const auto* wait = std::get_if<Admission::Wait>(&next)) {
      co_await wait_for_news(wait->until);
    } else if (std::holds_alternative<Admission::Idle>(next)) {
      co_await wait_for_news(never);
    } else {
      start(next);
    }
  }
}

Admission::Next Runner::next_call(Instant now) {
  const BudgetTurn turn{deps_};
  return admission_.next(now);
}

asio::awaitable<void> Runner::wait_for_news(Instant until) {
  co_await alarm_->wait_until(std::min(until, control_.next_look(deps_.clock.now(), admission_.circuit())));
}

void Runner::start(const Admission::Next& next) {
  calls_.emplace_front();
  const CallHandle handle = calls_.begin();
  if (const auto* to_submit = std::get_if<Admission::Submit>(&next)) {
    spawn(submit(to_submit->job, to_submit->at, handle), handle);
  } else if (const auto* to_poll = std::get_if<Admission::Poll>(&next)) {
    spawn(poll(to_poll->job, to_poll->at, handle), handle);
  } else {
    spawn(probe(std::get<Admission::Probe>(next).at, handle), handle);
  }
}

// ---- how a run ends

void Runner::stop(Stop why, std::string reason) {
  control_.stop(why, std::move(reason), deps_.clock.now());
  obey();
}

/// Does what the control has come to.
void Runner::obey() {
  const std::vector<Stopped>& stops = control_.stops();
  if (told_stops_ == stops.size()) return;
  for (; told_stops_ < stops.size(); ++told_stops_) tell(Stopping{stops[told_stops_].reason});
  if (!control_.submits()) admission_.stop_submissions();
  alarm_->ring();
}

RunSigns Runner::signs(Instant now) const {
  RunSigns seen;
  seen.now = now;
  seen.wall = deps_.clock.wall_now();
  seen.signals = deps_.shutdown.level();
  seen.work_left = !all_done();
  seen.account_spent = admission_.account_spent();
  seen.all_lost = admission_.trial().is_hopeless() && admission_.submits_more();
  return seen;
}

/// Answers that did not come in time: their requests are cut off, and the submissions among them are in
/// doubt.
void Runner::cut_off() {
  for (Call& call : calls_) call.cut_off.emit(asio::cancellation_type::terminal);
}

void Runner::look_around(Instant now) {
  if (!told_of_others_ && deps_.budget.foreign_calls() >= worth_telling) {
    told_of_others_ = true;
    tell(OthersCall{});
  }
  control_.look(signs(now), admission_.circuit());
  obey();
  if (control_.cuts_off(now, deps_.shutdown.level())) cut_off();
}

asio::awaitable<void> Runner::finish() {
  co_await ticker_.stop();
  try {
    co_await close();
  } catch (const JournalError& error) {
    stop(Stop::journal, error.what());
  }
  ticker_.show();
  deps_.progress.finish();
}

asio::awaitable<void> Runner::close() {
  std::map<Journal*, std::vector<Track*>> begun;
  for (Track& track : tracks_) {
    track.record.finished_at = deps_.clock.wall_now();
    track.record.ending = control_.takes_in() ? "finished" : "stopped: " + control_.stops().front().reason;
    if (track.record.number != 0) begun[&track.campaign.journal].push_back(&track);
  }
  for (auto& [journal, tracks] : begun) {
    std::vector<RunRecord> ended;
    for (const Track* track : tracks) ended.push_back(track->record);
    // So far they were counted by differences, for the eye.
    const std::vector<StatusCounts> counts = co_await journal->end_runs(std::move(ended));
    for (std::size_t i = 0; i < tracks.size(); ++i)
      if (tracks[i]->load.complete) tracks[i]->load.jobs_by_status = counts.at(i);
  }
}

RunOutcome Runner::outcome() {
  RunOutcome result;
  for (const auto& [name, kind] : kinds_) result.render_memory[name] = admission_.render_times(kind).memory();
  for (const auto& [why, reason] : control_.stops()) {
    result.stops.push_back(why);
    if (result.reason.empty()) result.reason = reason;
  }
  for (const Track& track : tracks_) {
    const StatusCounts& counts = track.load.jobs_by_status;
    result.runs.push_back(track.record);
    sum_up(counts, result.runs.back().summary);
    result.registered.push_back(track.load.complete);
    result.failed += failed_in(counts) + track.left_rendering;
    // What turned out to be outdated while it ran is left to the next run.
    if (control_.takes_in() && !track.campaign.selected)
      result.failed += counted(counts, {JobStatus::planned});
    result.in_doubt += counted(counts, {JobStatus::in_doubt});
  }
  return result;
}

// ---- for the eye

ProgressReading Runner::progress() const {
  const Instant now = deps_.clock.now();
  ProgressReading reading;
  for (const Track& track : tracks_) {
    reading.jobs += track.load.jobs;
    reading.unchanged += track.load.unchanged;
    reading.done += counted(track.load.jobs_by_status, {JobStatus::succeeded});
    reading.failed += failed_in(track.load.jobs_by_status);
    reading.in_doubt += counted(track.load.jobs_by_status, {JobStatus::in_doubt});
  }
  reading.in_flight = admission_.in_flight();
  reading.waiting = wanted_left() + admission_.submissions_waiting();
  reading.calls_per_second = meter_.per_second(now);
  reading.note = note(now);
  return reading;
}

/// Why it seems to stand still, when it does.
std::string Runner::note(Instant now) const {
  if (control_.draining()) return "stopping: awaiting the answers under way";
  if (!admission_.circuit().closed())
    return "the service does not answer as it should: looking whether it is back";
  if (admission_.trial().loses_all())
    return "submissions are lost, though the service answers otherwise: one is tried now and then";
  for (const Tier tier : {Tier::none, Tier::polling}) {
    const auto held = deps_.budget.held_until(tier, now);
    const bool long_wait = held && *held - now > std::chrono::seconds{2};
    if (long_wait) return "rate limited for " + format_duration(*held - now);
  }
  return {};
}

void Runner::tell(const RunEvent& event) {
  for (const auto& observer : observers_) observer->on(event);
}

}  // namespace pressrun::app
