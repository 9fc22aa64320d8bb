#pragma once

#include "pressrun/core/account.hpp"
#include "pressrun/core/circuit.hpp"
#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/core/rate_budget.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace pressrun {

using JobIndex = std::size_t;

/// Who goes next, and when. It knows which jobs wait for what, the rate budget, how much is under way, and
/// what the last answers mean for the whole; it does nothing itself. Pure: told what happened and when.
class Admission {
 public:
  Admission(const Policy& policy, RateBudget& budget);

  // clang-format off
  struct Submit { JobIndex job; Instant at; };   ///< record the intent, then POST at `at`
  struct Poll { JobIndex job; Instant at; };
  struct Probe { Instant at; };                  ///< a harmless GET: is the service back?
  struct Wait { Instant until; };                ///< nothing before `until`, unless something is reported
  struct Idle {};                                ///< nothing until something is reported
  // clang-format on
  using Next = std::variant<Submit, Poll, Probe, Wait, Idle>;

  /// Decides the next call and books it: the caller must make it. Ask again until it says Wait or Idle.
  Next next(Instant now);

  /// `group`: submissions of different groups (designs, manifests) take turns.
  void add_submission(JobIndex job, std::size_t group, Instant not_before);
  void add_poll(JobIndex job, Instant due);
  void stop_submissions() { submissions_stopped_ = true; }

  /// A call came to its end. `left`: when it really left. The job's own fate is the state machine's business.
  void on_submitted(const Answer<SubmitOutcome>& answer, Instant left, Instant now);
  void on_polled(const Answer<PollOutcome>& answer, Instant left, Instant now);
  void on_probed(bool succeeded, Instant left, Instant now);
  void on_submission_abandoned();  ///< decided, but never sent
  void on_poll_abandoned();
  void on_job_ended() { --in_flight_; }  ///< an accepted one became final, or was given up for this run
  void on_job_resumed() { ++in_flight_; }

  [[nodiscard]] std::size_t submissions_waiting() const { return submissions_waiting_; }
  [[nodiscard]] bool submits_more() const { return submissions_waiting_ > 0 && !submissions_stopped_; }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }
  [[nodiscard]] std::size_t calls_under_way() const { return calls_; }
  [[nodiscard]] bool has_polls() const { return !polls_.empty(); }
  [[nodiscard]] bool account_spent() const { return account_.standing() == Account::Standing::spent; }
  [[nodiscard]] const Circuit& circuit() const { return circuit_; }

 private:
  using Due = std::pair<Instant, JobIndex>;
  using Candidate = std::pair<Next, Instant>;

  [[nodiscard]] bool may_submit() const;
  void wake_delayed(Instant now);
  [[nodiscard]] JobIndex take_submission();
  [[nodiscard]] std::optional<Candidate> poll_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> submit_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> probe_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> lone_candidate(Instant now) const;
  [[nodiscard]] std::optional<Candidate> choose(Instant now) const;
  Next book(const Candidate& candidate);

  const Policy& policy_;
  RateBudget& budget_;
  Circuit circuit_;
  Account account_;
  std::map<std::size_t, std::deque<JobIndex>> ready_;  // by group
  std::size_t last_group_ = 0;
  std::set<std::pair<Due, std::size_t>>
      delayed_;  // submissions that wait before another try, with their group
  std::priority_queue<Due, std::vector<Due>, std::greater<>> polls_;
  std::size_t submissions_waiting_ = 0;
  std::size_t in_flight_ = 0;  // submitted, or being submitted, and not final
  std::size_t posts_ = 0;      // unanswered
  std::size_t calls_ = 0;      // HTTP requests decided and not answered
  bool submissions_stopped_ = false;
};

}  // namespace pressrun
