#pragma once

#include "pressrun/core/bare_429.hpp"
#include "pressrun/core/circuit.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/core/poll_queue.hpp"
#include "pressrun/core/rate_budget.hpp"
#include "pressrun/core/resubmission_backoff.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace pressrun {

/// Who goes next, and when. It knows which jobs wait for what, the rate budget, how much is under way, and
/// what the last answers mean for the whole; it does nothing itself. Pure: told what happened and when.
/// Polls that are nearly certain to pay go before submissions while much is left to submit; submissions take
/// over in time for the last rendering to be done when everything else is.
class Admission {
 public:
  Admission(const Policy& policy, RateBudget& budget);

  // clang-format off
  struct Submit { JobIndex job; Instant at; };   ///< record the intent, then POST at `at`
  struct Poll { JobIndex job; Instant at; bool exploratory = false; };
  struct Probe { Instant at; };                  ///< a harmless GET: is the service back?
  struct Wait { Instant until; };                ///< nothing before `until`, unless something is reported
  struct Idle {};                                ///< nothing until something is reported
  // clang-format on
  using Next = std::variant<Submit, Poll, Probe, Wait, Idle>;

  /// Decides the next call and books it: the caller must make it. Ask again until it says Wait or Idle.
  Next next(Instant now);

  /// `group`: submissions of different groups (designs, manifests) take turns.
  void add_submission(JobIndex job, std::size_t group, Instant not_before);
  void expect(std::size_t more) { expected_ = more; }  ///< submissions that will be added later
  /// A job that the API accepted waits for its next poll.
  void add_poll(JobIndex job, Instant not_before);
  void stop_submissions() { submissions_stopped_ = true; }

  /// A call came to its end. `left`: when it really left. The job's own fate is the state machine's business;
  /// what the answer tells of the budget is reported to the budget itself (`RateBudget::answered`), before.
  void on_submitted(JobIndex job, RenderKind kind, const Answer<SubmitOutcome>& answer, Instant left,
                    Instant now);
  void on_polled(JobIndex job, const PollOutcome& outcome, Instant left, Instant now);
  /// A webhook is to tell of the end of one that was just accepted.
  void await_delivery(JobIndex job) { polls_.await_delivery(job); }
  /// A webhook has told of a request, that it is finished. False: it does not wait for a poll. `teaches`: it
  /// was accepted when we think it was.
  bool on_delivered(JobIndex job, Instant now, bool teaches);
  void on_probed(bool succeeded, Instant left, Instant now);
  void on_submission_abandoned();         ///< decided, but never sent
  void on_call_abandoned() { --calls_; }  ///< a poll or probe, likewise
  void on_job_ended() { --in_flight_; }   ///< an accepted one became final
  void on_job_given_up(JobIndex job);     ///< an accepted one is left for a later run
  /// One that an earlier run submitted, at `accepted` on this run's clock.
  void on_job_resumed(JobIndex job, RenderKind kind, Instant accepted);

  [[nodiscard]] std::size_t submissions_waiting() const { return submissions_waiting_; }
  [[nodiscard]] bool submits_more() const { return submissions_waiting_ > 0 && !submissions_stopped_; }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }
  [[nodiscard]] std::size_t calls_under_way() const { return calls_; }
  [[nodiscard]] bool has_polls() const { return !polls_.empty(); }
  [[nodiscard]] const PollQueue& polls() const { return polls_; }
  [[nodiscard]] RenderTimes& render_times(RenderKind kind) { return polls_.times(kind); }
  [[nodiscard]] bool account_spent() const { return bare_429_.standing() == Bare429::Standing::spent; }
  [[nodiscard]] const Circuit& circuit() const { return circuit_; }
  [[nodiscard]] const ResubmissionBackoff& resubmission_backoff() const { return resubmission_backoff_; }

 private:
  using Turn = std::pair<Instant, JobIndex>;
  using Candidate = std::pair<Next, Instant>;

  [[nodiscard]] bool may_submit() const;
  void wake_delayed(Instant now);
  [[nodiscard]] JobIndex take_submission();
  [[nodiscard]] PollQueue::Budget poll_budget(Instant now) const;
  [[nodiscard]] Duration submitting_takes(Instant now) const;
  [[nodiscard]] std::optional<Candidate> poll_candidate(PollQueue::Budget budget, Instant now,
                                                        Instant not_before);
  [[nodiscard]] std::optional<Candidate> submit_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> probe_candidate(Instant now);
  [[nodiscard]] bool suspicion_can_be_tested() const;
  [[nodiscard]] std::optional<Candidate> lone_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> choose(Instant now);
  void learn(JobIndex job, const PollOutcome& outcome, Instant left);
  Next book(const Candidate& candidate);

  const Policy& policy_;
  RateBudget& budget_;
  std::size_t most_posts_;  // unanswered
  Circuit circuit_;
  ResubmissionBackoff resubmission_backoff_;
  Bare429 bare_429_;
  std::map<std::size_t, std::deque<JobIndex>> ready_;  // by group
  std::size_t last_group_ = 0;
  std::set<std::pair<Turn, std::size_t>>
      delayed_;  // submissions that wait before another try, with their group
  PollQueue polls_;
  std::size_t expected_ = 0;
  std::size_t submissions_waiting_ = 0;
  std::size_t in_flight_ = 0;  // submitted, or being submitted, and not final
  std::size_t posts_ = 0;      // unanswered
  std::size_t calls_ = 0;      // HTTP requests decided and not answered
  bool submissions_stopped_ = false;
};

}  // namespace pressrun
