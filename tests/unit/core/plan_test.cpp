#include "pressrun/core/plan.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

const Fingerprint same{"sha256:aa"};
const Fingerprint other{"sha256:bb"};

Known known(JobStatus status, std::vector<Failure> failures = {}) {
  return {status, same, 7, std::move(failures)};
}
Todo todo(const Fingerprint& now, const Known& before, PlanOptions options = {}) {
  return decide(now, 7, before, options).todo;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(a_job_that_was_never_tried_is_submitted) {
  BOOST_CHECK(todo(same, Known{}) == Todo::submit);
  BOOST_CHECK(decide(same, 7, Known{}, {}).reason == Reason::is_new);
}

BOOST_AUTO_TEST_CASE(a_finished_and_unchanged_job_is_never_paid_for_again) {
  BOOST_CHECK(todo(same, known(JobStatus::succeeded)) == Todo::keep);
}

BOOST_AUTO_TEST_CASE(a_changed_job_is_submitted_again) {
  BOOST_CHECK(todo(other, known(JobStatus::succeeded)) == Todo::submit);
  BOOST_CHECK(decide(same, 8, known(JobStatus::succeeded), {}).reason == Reason::changed);
  BOOST_CHECK(todo(other, known(JobStatus::rendering)) == Todo::submit);
}

BOOST_AUTO_TEST_CASE(a_design_version_that_is_not_known_is_no_change) {
  BOOST_CHECK(decide(same, std::nullopt, known(JobStatus::succeeded), {}).todo == Todo::keep);
}

BOOST_AUTO_TEST_CASE(a_job_in_doubt_is_held_even_when_it_changed_or_is_forced) {
  for (const JobStatus status : {JobStatus::in_doubt, JobStatus::submitting}) {
    BOOST_CHECK(todo(same, known(status)) == Todo::hold);
    BOOST_CHECK(todo(other, known(status)) == Todo::hold);
    BOOST_CHECK(todo(same, known(status), {true, false}) == Todo::hold);
    BOOST_CHECK(todo(same, known(status), {false, true}) == Todo::submit);
  }
}

BOOST_AUTO_TEST_CASE(of_a_doubtful_retry_only_its_formats_are_asked_for_again) {
  Known before = known(JobStatus::in_doubt, {{"story", "x", ""}});
  before.retried_formats = {"story"};
  const Decision decision = decide(same, 7, before, {false, true});
  BOOST_CHECK(decision.todo == Todo::retry_formats);
  BOOST_CHECK(decision.reason == Reason::in_doubt);
  BOOST_TEST(decision.formats.at(0) == "story");
  BOOST_CHECK(todo(same, before) == Todo::hold);
}

BOOST_AUTO_TEST_CASE(after_a_change_a_doubtful_retry_is_submitted_whole) {
  Known before = known(JobStatus::in_doubt);
  before.retried_formats = {"story"};
  BOOST_CHECK(todo(other, before, {false, true}) == Todo::submit);
  BOOST_CHECK(todo(same, before, {true, true}) == Todo::submit);
  const Decision edited = decide(same, 8, before, {false, true});
  BOOST_CHECK(edited.todo == Todo::submit);
  BOOST_CHECK(edited.reason == Reason::in_doubt);
  BOOST_TEST(edited.formats.empty());
}

BOOST_AUTO_TEST_CASE(what_was_rejected_has_failed_and_what_was_there_before_has_not) {
  Known before = known(JobStatus::succeeded);
  before.rejected = Rejection{other, 7};
  BOOST_CHECK(status_of(other, 7, before) == JobStatus::failed);
  BOOST_CHECK(decide(other, 7, before, {}).reason == Reason::failed_before);
  BOOST_CHECK(todo(other, before) == Todo::submit);
  BOOST_CHECK(status_of(same, 7, before) == JobStatus::succeeded);
  BOOST_CHECK(todo(same, before) == Todo::keep);
  before.status = JobStatus::in_doubt;
  BOOST_CHECK(status_of(other, 7, before) == JobStatus::in_doubt);
  BOOST_CHECK(todo(other, before) == Todo::hold);
}

BOOST_AUTO_TEST_CASE(what_the_api_already_has_is_polled_not_sent) {
  BOOST_CHECK(todo(same, known(JobStatus::rendering)) == Todo::resume);
}

BOOST_AUTO_TEST_CASE(a_failed_job_is_tried_again_in_a_new_run) {
  BOOST_CHECK(todo(same, known(JobStatus::failed)) == Todo::submit);
}

BOOST_AUTO_TEST_CASE(of_a_partial_job_only_the_failed_formats_are_asked_for) {
  const auto decision = decide(
      same, 7, known(JobStatus::partial, {{"story", "x", ""}, {"story", "y", ""}, {"wide", "x", ""}}), {});
  BOOST_CHECK(decision.todo == Todo::retry_formats);
  BOOST_TEST(decision.formats == (std::vector<std::string>{"story", "wide"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_partial_job_whose_failure_names_no_format_is_not_paid_for_twice) {
  BOOST_CHECK(todo(same, known(JobStatus::partial, {{"", "x", ""}})) == Todo::keep);
}

BOOST_AUTO_TEST_CASE(a_dropped_job_stays_dropped_until_it_changes) {
  BOOST_CHECK(todo(same, known(JobStatus::dropped)) == Todo::keep);
  BOOST_CHECK(todo(other, known(JobStatus::dropped)) == Todo::submit);
}

BOOST_AUTO_TEST_CASE(force_treats_all_that_is_not_in_doubt_as_changed) {
  BOOST_CHECK(todo(same, known(JobStatus::succeeded), {true, false}) == Todo::submit);
}

BOOST_AUTO_TEST_SUITE_END()
