#include "app/runner.hpp"

#include "app/budget_turn.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr std::size_t intake_low_water = 64;  // bodies held beyond those under way
constexpr std::uint64_t worth_telling = 10;   // calls of others
constexpr Instant never = Instant::max();

/// Since when the API has it; long, where nobody knows: it is asked for at once.
Duration out_for(const Resumed& resumed, WallTime now) {
  constexpr Duration long_ago = std::chrono::hours{1};
  if (!resumed.submitted_at || *resumed.submitted_at > now) return long_ago;
  return std::min(std::chrono::duration_cast<Duration>(now - *resumed.submitted_at), long_ago);
}

}  // namespace

Runner::Runner(std::vector<Campaign> campaigns, RunOptions options, Deps deps)
    : options_(std::move(options)),
      deps_(std::move(deps)),
      api_(deps_.transport, deps_.clock, deps_.api_key, options_.policy.http_timeout),
      admission_(options_.policy, deps_.budget),
      alarm_(deps_.clock.make_alarm()),
      ticker_(deps_.clock.make_alarm()),
      started_(deps_.clock.now()) {
  options_.most_held_bytes /= std::max<std::size_t>(1, campaigns.size());
  for (Campaign& campaign : campaigns) {
    RunRecord record;
    record.id = RunId{deps_.make_run_id()};
    record.name = campaign.name;
    record.started_at = deps_.clock.wall_now();
    record.enrollment = campaign.enrollment;
    tracks_.push_back({std::move(campaign), std::move(record), {}, {}, 0, 0, 0, 0});
  }
}

asio::awaitable<RunOutcome> Runner::run() {
  deps_.shutdown.on_request([this] { alarm_->ring(); });
  co_await prepare();
  co_await dispatch();
  co_await finish();
  deps_.shutdown.on_request({});
  if (broken_) std::rethrow_exception(broken_);
  co_return outcome();
}

// ---- before the first call
// -----------------------------------------------------------------------------------------

asio::awaitable<void> Runner::prepare() {
  try {
    co_await enroll_all();
    if (!draining_) resume_all();
  } catch (const JournalError& error) {
    stop(Stop::journal, error.what());
  } catch (const SourceChanged& error) {
    stop(Stop::source, error.what());
  }
}

asio::awaitable<void> Runner::enroll_all() {
  for (Track& track : tracks_) {
    co_await track.campaign.store.begin_run(track.record);
    const std::function<bool()> stops = [this] { return stops_early(); };
    track.load = co_await enroll(track.campaign, options_, stops);
    track.intake.emplace(track.campaign, track.load);
    track.failed = track.load.failed_before;
    track.in_doubt = track.load.in_doubt;
    track.record.summary.jobs = track.load.jobs;
    track.record.summary.unchanged = track.load.unchanged;
  }
  if (!tracks_.empty()) tracks_.front().record.summary.api_calls = options_.calls_before;
}

/// Before the first call: nothing is awaited that a stop would have to wait for.
bool Runner::stops_early() {
  if (deps_.shutdown.level() > 0) stop(Stop::signal, "by a signal");
  if (options_.deadline.is_over(deps_.clock.now(), deps_.clock.wall_now()))
    stop(Stop::deadline, "the deadline came before anything was submitted");
  return !stops_.empty();
}

void Runner::resume_all() {
  const Instant now = deps_.clock.now();
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    std::map<RequestId, JobIndex> requests;
    for (Resumed& resumed : tracks_[t].load.resumed) {
      Member member = member_of(resumed.job, resumed.state, t);
      if (const auto shared = requests.find(resumed.state.id); shared != requests.end()) {
        slots_[shared->second].members.push_back(std::move(member));
        continue;
      }
      Slot slot;
      slot.track = t;
      slot.job = std::move(resumed.job);
      slot.members.push_back(std::move(member));
      slot.accepted_at = now;
      const JobIndex index = new_slot(std::move(slot));
      requests.emplace(resumed.state.id, index);
      admission_.on_job_resumed(index, slots_[index].kind, now - out_for(resumed, deps_.clock.wall_now()));
      admission_.add_poll(index, now);
    }
    tracks_[t].load.resumed = {};
  }
}

Runner::Member Runner::member_of(const Job& job, JobState state, std::size_t track) const {
  const auto& formats_of = tracks_[track].campaign.formats_of;
  std::vector<std::string> expected = job.formats;
  const bool has_formats = job.endpoint != Endpoint::generate_multipage_pdf;
  if (expected.empty() && has_formats && formats_of) expected = formats_of(job.design_id);
  Member member;
  member.facts = {job.key, job.fingerprint, job.design_version, std::move(expected)};
  member.state = std::move(state);
  member.formats = job.formats;
  member.price = job.credits_estimate;
  member.price_exact = job.credits_exact;
  member.counted_doubtful =
      tracks_[track].load.resubmitted.contains(static_cast<std::uint32_t>(job.position));
  return member;
}

JobIndex Runner::new_slot(Slot slot) {
  slot.kind = kind_of(slot.job);
  if (free_slots_.empty()) {
    slots_.push_back(std::move(slot));
    return slots_.size() - 1;
  }
  const JobIndex index = free_slots_.back();
  free_slots_.pop_back();
  slots_[index] = std::move(slot);
  return index;
}

void Runner::free_slot(JobIndex index) {
  slots_[index] = Slot{};
  free_slots_.push_back(index);
}

std::size_t Runner::group_of(std::size_t track, const DesignId& design) {
  return groups_.emplace(std::pair{track, design}, groups_.size()).first->second;
}

/// Requests of one design and output type are taken to render alike.
RenderKind Runner::kind_of(const Job& job) {
  const auto [kind, is_new] = kinds_.emplace(job.design_id.text + " " + job.output, kinds_.size());
  const auto learned = options_.render_memory.find(kind->first);
  if (is_new && learned != options_.render_memory.end())
    admission_.render_times(kind->second).recall(learned->second);
  return kind->second;
}

// ---- intake
// --------------------------------------------------------------------------------------------------------

std::size_t Runner::wanted_left() const {
  std::size_t left = 0;
  for (const Track& track : tracks_) left += track.intake ? track.intake->left() : 0;
  return left;
}

/// Manifests take turns, one job each.
void Runner::refill() {
  while (!intake_closed_ && admission_.submissions_waiting() < intake_low_water && wanted_left() > 0) {
    const std::size_t index = next_track_++ % tracks_.size();
    Track& track = tracks_[index];
    if (!track.intake || track.intake->left() == 0) continue;
    if (!take_in(track, index)) return;
  }
  admission_.expect(intake_closed_ ? 0 : wanted_left());
}

/// False when the intake has to close.
bool Runner::take_in(Track& track, std::size_t index) {
  try {
    auto item = track.intake->next();
    if (!item) return true;
    auto price = static_cast<std::uint64_t>(item->job.credits_estimate);
    for (const Follower& follower : item->followers)
      price += follower.repeats ? 0 : static_cast<std::uint64_t>(follower.job.credits_estimate);
    if (options_.max_credits && credits_promised_ + price > *options_.max_credits) {
      stop(Stop::max_credits,
           "the next job would exceed --max-credits " + std::to_string(*options_.max_credits));
      return false;
    }
    credits_promised_ += price;
    Slot slot;
    slot.track = index;
    slot.members.push_back(member_of(item->job, std::move(item->state), index));
    for (const Follower& follower : item->followers)
      slot.members.push_back(member_of(follower.job, Planned{follower.attempts, {}, 0}, index));
    slot.job = std::move(item->job);
    const std::size_t group = group_of(index, slot.job.design_id);
    admission_.add_submission(new_slot(std::move(slot)), group, deps_.clock.now());
    return true;
  } catch (const SourceChanged& error) {
    stop(Stop::source, error.what());
    return false;
  }
}

// ---- the loop
// ------------------------------------------------------------------------------------------------------

bool Runner::all_done() const {
  if (!calls_.empty()) return false;
  if (draining_ || broken_) return true;
  return !admission_.submits_more() && (intake_closed_ || wanted_left() == 0) && !admission_.has_polls();
}

asio::awaitable<void> Runner::dispatch() {
  if (options_.policy.progress_every > Duration{}) {
    ticking_ = true;
    ticker_ended_ = false;
    asio::co_spawn(deps_.executor, tick(), asio::detached);
  }
  for (;;) {
    const Instant now = deps_.clock.now();
    look_at_the_clock(now);
    if (all_done()) break;
    if (draining_ || broken_) {
      co_await wait_for_news(drain_until_);
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
  co_await alarm_->wait_until(std::min(until, next_look(deps_.clock.now())));
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
// ------------------------------------------------------------------------------------------------

/// With some reasons what is out is still polled to its end; with these nothing more is called.
bool Runner::stops_at_once() const {
  return std::ranges::any_of(stops_, [](const auto& stop) {
    const bool goes_on = stop.first == Stop::account || stop.first == Stop::max_credits ||
                         stop.first == Stop::fail_fast || stop.first == Stop::source ||
                         stop.first == Stop::all_lost;
    return !goes_on;
  });
}

void Runner::stop(Stop why, std::string reason) {
  if (std::ranges::any_of(stops_, [&](const auto& stop) { return stop.first == why; })) return;
  log("stop: " + reason);
  stops_.emplace_back(why, std::move(reason));
  intake_closed_ = true;
  // What is already taken in was within the credits, and from files that had not changed.
  if (why != Stop::max_credits && why != Stop::source) admission_.stop_submissions();
  if (stops_at_once()) drain(deps_.clock.now());
  alarm_->ring();
}

void Runner::drain(Instant now) {
  if (draining_) return;
  draining_ = true;
  drain_until_ = now + options_.policy.drain;
}

/// Answers that did not come in time: their requests are cut off, and the submissions among them are in
/// doubt.
void Runner::cut_off() {
  for (Call& call : calls_) {
    if (call.sending) call.cancel.emit(asio::cancellation_type::terminal);
  }
}

void Runner::look_at_the_clock(Instant now) {
  if (deps_.shutdown.level() > 0) stop(Stop::signal, "by a signal");
  const Circuit& circuit = admission_.circuit();
  told_away_ = told_away_ && !circuit.closed();
  const std::string trouble = told_away_ ? ": " + last_trouble_ : "";
  if (options_.deadline.is_over(now, deps_.clock.wall_now()) && !all_done()) {
    stop(Stop::deadline, "the deadline came with work left" +
                             (told_away_ ? ", and the service away" + trouble : std::string{}));
  }
  if (admission_.account_spent()) {
    stop(Stop::account,
         "the API refuses further generations (429 twice, a second apart, with nothing else sent): credits "
         "or plan");
  }
  if (!told_of_others_ && deps_.budget.foreign_calls() >= worth_telling) {
    told_of_others_ = true;
    deps_.progress.say("another client uses this API key: pressrun leaves it room, and takes longer");
  }
  const bool never_there = !circuit.ever_succeeded() &&
                           circuit.failures() >= options_.policy.patience_at_start &&
                           options_.calls_before.read == 0;
  const bool gone = circuit.away_since() && now - *circuit.away_since() >= options_.policy.patience;
  if (never_there || gone) stop(Stop::service_away, "the service could not be reached" + trouble);
  if (admission_.trial().is_hopeless() && admission_.submits_more())
    stop(Stop::all_lost, "every submission is lost, though the service answers otherwise: " + last_trouble_);
  const bool too_late = draining_ && (now >= drain_until_ || deps_.shutdown.level() > 1);
  if (too_late) {
    cut_off();
    drain_until_ = never;  // once
  }
}

Instant Runner::next_look(Instant now) const {
  Instant at = never;
  if (const auto look = options_.deadline.next_look(now); look && !draining_) at = std::min(at, *look);
  const auto away = admission_.circuit().away_since();
  if (away && !draining_)
    at = std::min(at, std::max(now + options_.policy.backoff_first, *away + options_.policy.patience));
  return at;
}

asio::awaitable<void> Runner::finish() {
  ticking_ = false;
  ticker_->ring();
  while (!ticker_ended_) co_await alarm_->wait_until(never);
  for (Track& track : tracks_) {
    try {
      co_await close(track);
    } catch (const JournalError& error) {
      stop(Stop::journal, error.what());
    }
  }
  show_progress(deps_.clock.now());
  deps_.progress.finish();
}

asio::awaitable<void> Runner::close(Track& track) {
  track.record.finished_at = deps_.clock.wall_now();
  track.record.ending = stops_.empty() ? "finished" : "stopped: " + stops_.front().second;
  Summary& summary = track.record.summary;
  summary.succeeded = track.load.unchanged + track.done;
  summary.failed = track.failed;
  summary.in_doubt = track.in_doubt;
  const std::size_t settled = summary.succeeded + summary.failed + summary.in_doubt;
  summary.pending = summary.jobs > settled ? summary.jobs - settled : 0;
  co_await track.campaign.store.end_run(track.record);
}

RunOutcome Runner::outcome() {
  RunOutcome result;
  for (const auto& [name, kind] : kinds_) result.render_memory[name] = admission_.render_times(kind).memory();
  for (const auto& [why, reason] : stops_) {
    result.stops.push_back(why);
    if (result.reason.empty()) result.reason = reason;
  }
  for (const Track& track : tracks_) {
    result.runs.push_back(track.record);
    result.announced.push_back(track.load.complete);
    result.selected_failed += track.failed + track.left_rendering;
    result.in_doubt += track.in_doubt;
  }
  return result;
}

// ---- for the eye
// ---------------------------------------------------------------------------------------------------

asio::awaitable<void> Runner::tick() {
  while (ticking_) {
    show_progress(deps_.clock.now());
    co_await ticker_->wait_until(deps_.clock.now() + options_.policy.progress_every);
  }
  ticker_ended_ = true;
  alarm_->ring();
}

void Runner::show_progress(Instant now) {
  ProgressReading reading;
  for (const Track& track : tracks_) {
    reading.jobs += track.load.jobs;
    reading.unchanged += track.load.unchanged;
    reading.done += track.load.unchanged + track.done;
    reading.failed += track.failed;
    reading.in_doubt += track.in_doubt;
  }
  reading.in_flight = admission_.in_flight();
  reading.waiting = wanted_left() + admission_.submissions_waiting();
  reading.calls_per_second = meter_.per_second(now);
  reading.elapsed = now - started_;
  reading.remaining = expected(reading, now);
  reading.note = note(now);
  deps_.progress.show(reading);
}

/// What is left, at the pace so far. Nothing is said before something has finished.
std::optional<Duration> Runner::expected(const ProgressReading& reading, Instant now) const {
  std::size_t finished = 0;
  for (const Track& track : tracks_) finished += track.done + track.failed - track.load.failed_before;
  const std::size_t left = reading.waiting + reading.in_flight;
  if (finished == 0 || left == 0) return std::nullopt;
  const double per_job =
      std::chrono::duration<double>(now - started_).count() / static_cast<double>(finished);
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>(per_job * static_cast<double>(left)));
}

/// Why it seems to stand still, when it does.
std::string Runner::note(Instant now) const {
  if (draining_) return "stopping: awaiting the answers under way";
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

void Runner::log(const std::string& line) const {
  if (deps_.log) deps_.log(line);
}

}  // namespace pressrun::app
