#include "pressrun/core/generation_fsm.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

const Instant now{std::chrono::hours{1}};

struct FsmFixture {
  JobFacts facts{JobKey{"hero/1"}, Fingerprint{"sha256:aa"}, 7, {"square", "story"}};
  Policy policy;

  [[nodiscard]] JobStep after(const JobState& state, const JobEvent& event) const {
    return step(state, event, {facts, policy, now, WallTime{}});
  }
  [[nodiscard]] JobStep refused(Refusal why) const {
    return after(Submitting{1, {}, 0}, SubmitOutcome{Refused{why, {"", "x", "y"}, {}}});
  }
  [[nodiscard]] JobStep read_failed(ReadTrouble why, Scope scope = {}) const {
    return after(Rendering{RequestId{"r"}, 1, std::move(scope), 0, 0},
                 PollOutcome{ReadFailed{why, {"", "x", "y"}, {}}});
  }
  [[nodiscard]] JobStep finalized(Finalized outcome, Scope scope = {}) const {
    return after(Rendering{RequestId{"r"}, 1, std::move(scope), 2, 0}, PollOutcome{std::move(outcome)});
  }
};

Asset asset(const std::string& format) {
  Asset a;
  a.format = format;
  a.url = "https://cdn.test/" + format;
  return a;
}

const Conclusion& conclusion(const JobStep& step) { return std::get<Conclusion>(step.entry.value()); }
JobStatus ended(const JobStep& step) { return std::get<Ended>(step.state).status; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(generation_fsm, FsmFixture)

BOOST_AUTO_TEST_CASE(the_intent_is_recorded_before_it_is_sent) {
  const JobStep granted = after(Planned{2, {}, 0}, Granted{});
  BOOST_TEST(std::get<Intent>(granted.entry.value()).attempt == 3);
  BOOST_CHECK(std::holds_alternative<Send>(granted.action));
  BOOST_TEST(std::get<Submitting>(granted.state).attempt == 3);
}

BOOST_AUTO_TEST_CASE(the_request_id_is_recorded_before_anything_else_is_done_with_it) {
  const JobStep accepted = after(Submitting{1, {}, 0}, SubmitOutcome{Accepted{RequestId{"r1"}}});
  BOOST_TEST(std::get<Acceptance>(accepted.entry.value()).request_id.text == "r1");
  BOOST_CHECK(std::get<PollAt>(accepted.action).at == now);
}

BOOST_AUTO_TEST_CASE(what_was_refused_unprocessed_is_planned_again) {
  for (const Refusal why : {Refusal::unsent, Refusal::throttled, Refusal::bare_429, Refusal::plan,
                            Refusal::unauthorized, Refusal::untrusted}) {
    const JobStep next = refused(why);
    BOOST_CHECK(std::holds_alternative<Planned>(next.state));
    BOOST_CHECK(std::holds_alternative<Withdrawal>(next.entry.value()));
    BOOST_CHECK(std::holds_alternative<SubmitAt>(next.action));
  }
}

BOOST_AUTO_TEST_CASE(only_trouble_on_the_way_makes_the_next_turn_wait) {
  BOOST_CHECK(std::get<SubmitAt>(refused(Refusal::unsent).action).at == now + 1s);
  BOOST_CHECK(std::get<SubmitAt>(refused(Refusal::bare_429).action).at == now);
}

BOOST_AUTO_TEST_CASE(a_rejected_payload_fails_for_good) {
  const JobStep next = refused(Refusal::rejected);
  BOOST_CHECK(ended(next) == JobStatus::failed);
  BOOST_TEST(conclusion(next).failures.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_picture_that_comes_with_the_answer_ends_the_job) {
  facts.expected_formats = {"square"};
  const JobStep next = after(Submitting{1, {}, 0}, SubmitOutcome{Delivered{asset("square")}});
  BOOST_CHECK(ended(next) == JobStatus::succeeded);
  BOOST_TEST(conclusion(next).assets.size() == 1U);
  BOOST_TEST(conclusion(next).polls == 0);
}

BOOST_AUTO_TEST_CASE(a_picture_of_another_format_is_not_what_was_asked_for) {
  facts.expected_formats = {"square"};
  const JobStep next = after(Submitting{1, {}, 0}, SubmitOutcome{Delivered{asset("story")}});
  BOOST_CHECK(ended(next) == JobStatus::partial);
  BOOST_TEST(conclusion(next).assets.size() == 1U);
  BOOST_TEST(conclusion(next).failures.at(0).format == "square");
}

BOOST_AUTO_TEST_CASE(an_unknown_outcome_is_in_doubt_whatever_came_before) {
  for (const int refusals : {0, 5}) {
    const JobStep next =
        after(Submitting{6, {}, refusals}, SubmitOutcome{OutcomeUnknown{{"", "timeout", ""}}});
    BOOST_CHECK(ended(next) == JobStatus::in_doubt);
    BOOST_CHECK(std::holds_alternative<Doubt>(next.entry.value()));
    BOOST_CHECK(std::holds_alternative<Finish>(next.action));
  }
}

BOOST_AUTO_TEST_CASE(a_poll_that_cannot_be_answered_never_loses_the_request) {
  for (const ReadTrouble why : {ReadTrouble::transient, ReadTrouble::throttled, ReadTrouble::bare_429,
                                ReadTrouble::rejected, ReadTrouble::unauthorized, ReadTrouble::untrusted}) {
    const JobStep next = read_failed(why);
    BOOST_TEST(std::get<Rendering>(next.state).id.text == "r");
    BOOST_CHECK(std::holds_alternative<PollAt>(next.action));
    BOOST_CHECK(!next.entry);
  }
}

BOOST_AUTO_TEST_CASE(a_poll_that_the_api_has_something_against_waits_before_the_next) {
  const JobStep next = read_failed(ReadTrouble::rejected);
  BOOST_CHECK(std::get<PollAt>(next.action).at == now + 1s);
  BOOST_TEST(std::get<Rendering>(next.state).troubles == 1);
}

BOOST_AUTO_TEST_CASE(a_poll_outside_the_plan_is_left_for_a_later_run) {
  const JobStep next = read_failed(ReadTrouble::plan);
  BOOST_TEST(std::get<Rendering>(next.state).id.text == "r");
  BOOST_CHECK(std::holds_alternative<Leave>(next.action));
  BOOST_CHECK(!next.entry);
}

BOOST_AUTO_TEST_CASE(only_gone_and_not_found_are_verdicts) {
  BOOST_CHECK(ended(read_failed(ReadTrouble::not_found)) == JobStatus::failed);
  BOOST_CHECK(ended(read_failed(ReadTrouble::gone)) == JobStatus::failed);
  const JobStep retried = read_failed(ReadTrouble::gone, Scope{{"story"}, {}, true, 0});
  BOOST_CHECK(ended(retried) == JobStatus::partial);
  BOOST_TEST(conclusion(retried).failures.at(0).format == "story");
}

BOOST_AUTO_TEST_CASE(not_ready_is_asked_for_again_and_trouble_makes_it_wait) {
  const JobStep next = after(Rendering{RequestId{"r"}, 1, {}, 4, 3}, PollOutcome{NotReady{}});
  BOOST_TEST(std::get<Rendering>(next.state).polls == 5);
  BOOST_TEST(std::get<Rendering>(next.state).troubles == 0);
  BOOST_CHECK(std::get<PollAt>(next.action).at == now);
  BOOST_CHECK(std::get<PollAt>(read_failed(ReadTrouble::transient).action).at == now + 1s);
}

BOOST_AUTO_TEST_CASE(every_format_there_is_success) {
  const JobStep next = finalized({{asset("square"), asset("story")}, {}, {}});
  BOOST_CHECK(ended(next) == JobStatus::succeeded);
  BOOST_TEST(conclusion(next).polls == 3);
}

BOOST_AUTO_TEST_CASE(a_format_neither_there_nor_refused_is_missing) {
  const JobStep next = finalized({{asset("square")}, {}, {}});
  BOOST_CHECK(ended(next) == JobStatus::partial);
  BOOST_TEST(conclusion(next).failures.at(0).format == "story");
  BOOST_TEST(conclusion(next).failures.at(0).id == "missing");
}

BOOST_AUTO_TEST_CASE(final_with_nothing_in_it_is_no_success_even_if_the_formats_are_not_known) {
  facts.expected_formats.clear();
  BOOST_CHECK(ended(finalized({})) == JobStatus::failed);
}

BOOST_AUTO_TEST_CASE(formats_that_failed_for_a_passing_cause_are_submitted_again_alone) {
  const JobStep next = finalized({{asset("square")}, {{"story", "t", "timed out"}}, {"story"}});
  BOOST_CHECK(conclusion(next).status == JobStatus::partial);
  const Scope& scope = std::get<Planned>(next.state).scope;
  BOOST_TEST(scope.formats.at(0) == "story");
  BOOST_TEST(scope.has_assets);
  BOOST_CHECK(std::holds_alternative<SubmitAt>(next.action));
  const JobStep done = finalized({{asset("story")}, {}, {}}, scope);
  BOOST_CHECK(ended(done) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(they_are_submitted_again_twice_at_most) {
  const JobStep next = finalized({{}, {{"story", "t", ""}}, {"story"}}, Scope{{"story"}, {}, true, 2});
  BOOST_CHECK(ended(next) == JobStatus::partial);
}

BOOST_AUTO_TEST_CASE(failures_of_other_formats_stand_while_some_are_retried) {
  const JobStep next = finalized({{}, {{"square", "fit", "cannot fit"}, {"story", "t", ""}}, {"story"}});
  const Scope scope = std::get<Planned>(next.state).scope;
  const JobStep done = finalized({{asset("story")}, {}, {}}, scope);
  BOOST_CHECK(ended(done) == JobStatus::partial);
  BOOST_TEST(conclusion(done).failures.at(0).format == "square");
}

BOOST_AUTO_TEST_SUITE_END()
