#include "app/job_standings.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(job_standings)

using namespace pressrun;
using namespace pressrun::test;

namespace {

struct Standing : OneCampaign {
  ContentRecord record;

  Want want(RunParts& parts, JobStatus status, std::size_t jobs = 1) {
    Want made;
    made.campaign = parts.campaigns[0].record.campaign;
    made.jobs = jobs;
    made.first = JobKey{"hero/1"};
    made.status = status;
    return made;
  }
  Standing() {
    GenerationRequest request;
    request.failures.push_back({"square", "cannot_build_banner", "it does not fit"});
    record.requests.push_back(request);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_failed_job_is_told_with_its_reason_and_a_good_one_without, Standing) {
  RunParts parts{*this};
  parts.prepare();
  parts.standings.note(0, record, {want(parts, JobStatus::failed, 3), want(parts, JobStatus::succeeded)},
                       "hero/0");
  const auto told = heard<app::JobsEnded>();
  BOOST_REQUIRE(told.size() == 2U);
  BOOST_TEST(told[0].jobs == "hero/1 (and 2 more)");
  BOOST_TEST(told[0].why == "it does not fit");
  BOOST_TEST(told[1].why == "");
  BOOST_CHECK(parts.stopped() == Stop::none);
}

BOOST_FIXTURE_TEST_CASE(what_stands_as_before_or_is_nobodys_news_is_not_told, Standing) {
  RunParts parts{*this};
  parts.prepare();
  Want same = want(parts, JobStatus::failed);
  same.before = JobStatus::failed;
  parts.standings.note(0, record, {same, want(parts, JobStatus::rendering)}, "hero/0");
  parts.standings.note(0, record, {want(parts, JobStatus::failed)}, "");
  BOOST_TEST(heard<app::JobsEnded>().empty());
  const StatusCounts& counts = parts.campaigns[0].load.jobs_by_status;
  BOOST_TEST(counts.at(static_cast<std::size_t>(JobStatus::failed)) == 1);
  BOOST_TEST(counts.at(static_cast<std::size_t>(JobStatus::rendering)) == 1);
}

BOOST_FIXTURE_TEST_CASE(with_fail_fast_the_first_failure_stops_the_run, Standing) {
  options.fail_fast = true;
  RunParts parts{*this};
  parts.prepare();
  parts.standings.note(0, record, {want(parts, JobStatus::partial)}, "hero/0");
  BOOST_CHECK(parts.stopped() == Stop::fail_fast);
}

BOOST_FIXTURE_TEST_CASE(more_failures_than_are_borne_stop_the_run, Standing) {
  options.max_failures = FailureLimit{2, false};
  RunParts parts{*this};
  parts.prepare();
  parts.standings.note(0, record, {want(parts, JobStatus::failed, 2)}, "hero/0");
  BOOST_CHECK(parts.stopped() == Stop::none);
  parts.standings.note(0, record, {want(parts, JobStatus::partial)}, "hero/0");
  BOOST_CHECK(parts.stopped() == Stop::max_failures);
}

BOOST_FIXTURE_TEST_CASE(one_that_succeeds_at_another_attempt_has_not_failed, Standing) {
  options.max_failures = FailureLimit{1, false};
  RunParts parts{*this};
  parts.prepare();
  parts.standings.note(0, record, {want(parts, JobStatus::failed)}, "hero/0");
  Want again = want(parts, JobStatus::succeeded);
  again.before = JobStatus::failed;
  parts.standings.note(0, record, {again}, "hero/0");
  parts.standings.note(0, record, {want(parts, JobStatus::failed)}, "hero/0");
  BOOST_CHECK(parts.stopped() == Stop::none);
}

BOOST_FIXTURE_TEST_CASE(jobs_that_cannot_be_made_count_among_the_failures, Standing) {
  options.max_failures = FailureLimit{2, false};
  RunParts parts{*this};
  parts.prepare();
  parts.standings.note_refused(2);
  BOOST_CHECK(parts.stopped() == Stop::none);
  parts.standings.note_refused(1);
  BOOST_CHECK(parts.stopped() == Stop::max_failures);
}

BOOST_AUTO_TEST_SUITE_END()
