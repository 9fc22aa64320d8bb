#include "pressrun/core/admission.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

const Instant t0{std::chrono::hours{1}};

struct AdmissionFixture {
  Policy policy;
  RateBudget budget{policy};
  Admission admission{policy, budget};
  Instant now = t0;

  /// The next call, however long it takes to come; Idle when there is none.
  Admission::Next next_call() {
    for (;;) {
      const Admission::Next next = admission.next(now);
      const auto* wait = std::get_if<Admission::Wait>(&next);
      if (wait == nullptr) return next;
      BOOST_REQUIRE(wait->until > now);
      now = wait->until;
    }
  }
  JobIndex next_submission() { return last_ = std::get<Admission::Submit>(next_call()).job; }
  void answer(SubmitOutcome outcome, Instant left) {
    budget.answered(Tier::none, {{}, now - left, trouble_of(outcome)}, now);
    admission.on_submitted(last_, 0, {std::move(outcome), {}, true}, left, now);
  }
  /// One that has been out for so long that a poll is worth it from `due` on.
  void out_since_long(JobIndex job, Instant due) {
    admission.on_job_resumed(job, 0, t0 - 1h);
    admission.add_poll(job, due);
  }
  void answer_poll(JobIndex job, const PollOutcome& outcome) {
    budget.answered(Tier::polling, {{}, Duration{}, trouble_of(outcome)}, now);
    admission.on_polled(job, outcome, now, now);
  }

 private:
  JobIndex last_ = 0;
};

SubmitOutcome accepted() { return Accepted{RequestId{"r"}}; }
SubmitOutcome unknown() { return OutcomeUnknown{}; }
SubmitOutcome refused(TroubleKind kind) { return Refused{{kind, {}, {}}, {}, {}}; }

template <class T>
bool is(const Admission::Next& next) {
  return std::holds_alternative<T>(next);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(admission_suite, AdmissionFixture)

BOOST_AUTO_TEST_CASE(designs_take_turns) {
  for (JobIndex job = 0; job < 3; ++job) admission.add_submission(job, 1, t0);
  admission.add_submission(3, 2, t0);
  std::vector<JobIndex> order;
  for (int i = 0; i < 4; ++i) order.push_back(next_submission());
  BOOST_TEST(order == (std::vector<JobIndex>{0, 3, 1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_poll_that_is_due_goes_before_a_submission) {
  admission.add_submission(1, 1, t0);
  admission.expect(1000);
  out_since_long(2, t0);
  BOOST_TEST(is<Admission::Poll>(next_call()));
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(the_last_submissions_go_before_polls_so_that_they_render_in_time) {
  for (int i = 0; i < 10; ++i) {  // enough is known: these are not asked for to learn from
    admission.render_times(0).finished(admission.render_times(0).accepted(), 74, 80);
  }
  admission.add_submission(1, 1, t0);
  out_since_long(2, t0);
  BOOST_TEST(is<Admission::Submit>(next_call()));
  BOOST_TEST(is<Admission::Poll>(next_call()));
}

BOOST_AUTO_TEST_CASE(no_more_than_eight_posts_are_unanswered) {
  for (JobIndex job = 0; job < 20; ++job) admission.add_submission(job, 1, t0);
  for (int i = 0; i < 8; ++i) next_submission();
  BOOST_TEST(is<Admission::Idle>(next_call()));
  answer(accepted(), now);
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(a_rate_that_only_a_server_nearby_serves_has_more_posts_unanswered) {
  policy.rate_calls = 10000;
  policy.workers = 200;
  RateBudget faster{policy};
  Admission busy{policy, faster};
  for (JobIndex job = 0; job < 200; ++job) busy.add_submission(job, 1, t0);
  std::size_t posts = 0;
  for (Admission::Next next = busy.next(now); !is<Admission::Idle>(next); next = busy.next(now)) {
    if (const auto* wait = std::get_if<Admission::Wait>(&next)) now = wait->until;
    posts += is<Admission::Submit>(next) ? 1U : 0U;
  }
  BOOST_TEST(posts == 40U);
}

BOOST_AUTO_TEST_CASE(the_number_in_flight_is_bounded) {
  policy.max_in_flight = 2;
  for (JobIndex job = 0; job < 3; ++job) admission.add_submission(job, 1, t0);
  for (int i = 0; i < 2; ++i) {
    next_submission();
    answer(accepted(), now);
  }
  BOOST_TEST(is<Admission::Idle>(next_call()));
  admission.on_job_ended();
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(after_an_unknown_outcome_no_post_leaves_until_a_get_has_succeeded) {
  for (JobIndex job = 0; job < 5; ++job) admission.add_submission(job, 1, t0);
  next_submission();
  answer(unknown(), now);
  BOOST_TEST(is<Admission::Probe>(next_call()));
  BOOST_TEST(is<Admission::Idle>(next_call()));
  admission.on_probed(false, now, now);
  BOOST_TEST(is<Admission::Probe>(next_call()));
  admission.on_probed(true, now, now);
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(a_due_poll_serves_as_the_get) {
  admission.add_submission(0, 1, t0);
  admission.add_submission(1, 1, t0);
  next_submission();
  out_since_long(7, t0);
  answer(unknown(), now);
  BOOST_TEST(is<Admission::Poll>(next_call()));
  answer_poll(7, NotReady{});
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(retry_after_on_polls_leaves_submissions_alone) {
  out_since_long(1, t0);
  next_call();
  answer_poll(1, Trouble{TroubleKind::throttled, {}, 1700s});
  admission.add_poll(1, now);
  admission.add_submission(2, 1, now);
  const Instant before = now;
  BOOST_TEST(is<Admission::Submit>(next_call()));
  BOOST_CHECK(now - before < 1s);
  BOOST_TEST(is<Admission::Poll>(next_call()));
  BOOST_CHECK(now - before > 1699s);
}

BOOST_AUTO_TEST_CASE(the_polls_go_on_when_the_last_submission_that_tests_a_bare_429_gets_no_answer) {
  out_since_long(1, t0);
  admission.add_submission(2, 1, t0);
  while (!is<Admission::Submit>(next_call())) answer_poll(1, NotReady{}), admission.add_poll(1, now + 1s);
  answer(refused(TroubleKind::bare_429), now);
  admission.add_submission(2, 1, now);
  BOOST_TEST(next_submission() == 2U);
  admission.on_submitted(2, 0, {unknown(), {}, false}, now, now);  // in doubt: it does not come back
  while (!admission.circuit().closed() && is<Admission::Probe>(next_call()))
    admission.on_probed(true, now, now);
  BOOST_TEST(is<Admission::Poll>(next_call()));
}

/// The ledger may have nothing to buy any more for the one whose turn it is.
BOOST_AUTO_TEST_CASE(another_goes_where_the_one_that_tests_a_bare_429_is_not_sent_after_all) {
  for (JobIndex job = 0; job < 3; ++job) admission.add_submission(job, 1, t0);
  next_submission();
  answer(refused(TroubleKind::bare_429), now);
  next_submission();
  admission.on_submission_abandoned();
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(a_bare_429_on_a_submission_is_probed_alone_after_a_second) {
  for (JobIndex job = 0; job < 3; ++job) admission.add_submission(job, 1, t0);
  out_since_long(9, t0 + 500ms);
  next_submission();
  const Instant refused_at = now;
  answer(refused(TroubleKind::bare_429), now);
  BOOST_TEST(is<Admission::Submit>(next_call()));
  BOOST_CHECK(now + policy.lead >= refused_at + 1s);
  BOOST_TEST(is<Admission::Idle>(next_call()));  // not even the poll that is due
  answer(refused(TroubleKind::bare_429), now + policy.lead);
  BOOST_TEST(admission.account_spent());
}

BOOST_AUTO_TEST_CASE(a_probe_that_is_taken_clears_the_account) {
  for (JobIndex job = 0; job < 3; ++job) admission.add_submission(job, 1, t0);
  next_submission();
  answer(refused(TroubleKind::bare_429), now);
  next_submission();
  answer(accepted(), now + policy.lead);
  BOOST_TEST(!admission.account_spent());
  BOOST_TEST(is<Admission::Submit>(next_call()));
}

BOOST_AUTO_TEST_CASE(stopped_submissions_leave_polls_going) {
  admission.add_submission(1, 1, t0);
  out_since_long(2, t0 + 5s);
  admission.stop_submissions();
  BOOST_TEST(is<Admission::Poll>(next_call()));
}

BOOST_AUTO_TEST_CASE(workers_bound_the_calls_under_way) {
  policy.workers = 2;
  for (JobIndex job = 0; job < 4; ++job) out_since_long(job, t0);
  next_call();
  next_call();
  BOOST_TEST(is<Admission::Idle>(next_call()));
}

BOOST_AUTO_TEST_CASE(a_delayed_submission_waits_for_its_time) {
  admission.add_submission(1, 1, t0 + 4s);
  BOOST_TEST(is<Admission::Submit>(next_call()));
  BOOST_CHECK(now >= t0 + 4s);
}

BOOST_AUTO_TEST_SUITE_END()
