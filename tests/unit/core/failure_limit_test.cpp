#include "pressrun/core/failure_limit.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(failure_limit)

using namespace pressrun;

BOOST_AUTO_TEST_CASE(so_many_may_fail_and_one_more_stops) {
  const FailureLimit two{2, false};
  BOOST_TEST(!two.is_exceeded(2, 2));
  BOOST_TEST(two.is_exceeded(3, 1000));
  BOOST_TEST(FailureLimit{}.is_exceeded(1, 1));
}

BOOST_AUTO_TEST_CASE(a_share_counts_from_the_twentieth_job_on) {
  const FailureLimit tenth{10, true};
  BOOST_TEST(!tenth.is_exceeded(19, 19));
  BOOST_TEST(!tenth.is_exceeded(2, 20));
  BOOST_TEST(tenth.is_exceeded(3, 20));
  BOOST_TEST(!tenth.is_exceeded(100, 1000));
  BOOST_TEST(tenth.is_exceeded(101, 1000));
  BOOST_TEST(!FailureLimit({100, true}).is_exceeded(50, 50));
}

BOOST_AUTO_TEST_CASE(it_is_a_number_or_a_share) {
  BOOST_TEST(parse_failure_limit("10%").value().text() == "10%");
  BOOST_TEST(parse_failure_limit("0").value().text() == "0");
  BOOST_TEST(!parse_failure_limit("0").value().percent);
  for (const char* wrong : {"", "%", "-1", "1.5", "ten", "5 %", "101%", "3%%", " 3"})
    BOOST_TEST(!parse_failure_limit(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(what_is_tried_again_and_succeeds_has_not_failed) {
  FailureCount count{FailureLimit{1, false}};
  count.change(JobStatus::rendering, JobStatus::failed, 1);
  count.change(JobStatus::rendering, JobStatus::partial, 1);
  BOOST_TEST(count.is_exceeded());
  count.change(JobStatus::failed, JobStatus::submitting, 1);
  count.change(JobStatus::submitting, JobStatus::succeeded, 1);
  BOOST_TEST(count.failed() == 1U);
  BOOST_TEST(!count.is_exceeded());
}

BOOST_AUTO_TEST_CASE(what_an_earlier_run_left_failed_is_not_counted) {
  FailureCount count{FailureLimit{0, false}};
  count.change(JobStatus::failed, JobStatus::submitting, 3);
  BOOST_TEST(!count.is_exceeded());
  count.change(JobStatus::submitting, JobStatus::failed, 3);
  BOOST_TEST(count.failed() == 3U);
  BOOST_TEST(count.is_exceeded());
  FailureCount unlimited{std::nullopt};
  unlimited.change(JobStatus::submitting, JobStatus::failed, 3);
  BOOST_TEST(!unlimited.is_exceeded());
}

BOOST_AUTO_TEST_SUITE_END()
