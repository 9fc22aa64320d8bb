#include "pressrun/app/selection.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(selection)

using namespace pressrun;
using namespace pressrun::app;

BOOST_AUTO_TEST_CASE(globs_match_whole_keys) {
  BOOST_TEST(glob_matches("hero/*", "hero/lyon-en/light"));
  BOOST_TEST(glob_matches("*-en", "hero/lyon-en"));
  BOOST_TEST(glob_matches("a*b*c", "aXbXbc"));
  BOOST_TEST(glob_matches("h?ro", "hero"));
  BOOST_TEST(!glob_matches("hero", "hero/lyon"));
  BOOST_TEST(!glob_matches("h?ro", "hro"));
  BOOST_TEST(glob_matches("*", ""));
}

BOOST_AUTO_TEST_CASE(a_job_is_taken_when_it_is_selected_and_not_excluded) {
  Selection chosen;
  const JobKey lyon{"hero/lyon"};
  BOOST_TEST(chosen.takes(lyon, JobStatus::planned));
  chosen.select = {"hero/*"};
  chosen.exclude = {"status:succeeded"};
  BOOST_TEST(chosen.takes(lyon, JobStatus::failed));
  BOOST_TEST(!chosen.takes(lyon, JobStatus::succeeded));
  BOOST_TEST(!chosen.takes(JobKey{"card/lyon"}, JobStatus::failed));
  BOOST_TEST(*Selection::complaint("status:faild") ==
             "unknown status 'faild'; did you mean 'status:failed'?");
  BOOST_TEST(!Selection::complaint("status:pending").has_value());
}

BOOST_AUTO_TEST_CASE(a_review_selects_the_jobs_that_it_wants_again) {
  Selection chosen;
  chosen.select = {"@review.csv"};
  chosen.selected_review.again["hero/lyon"] = {};
  BOOST_TEST(chosen.takes(JobKey{"hero/lyon"}, JobStatus::succeeded));
  BOOST_TEST(!chosen.takes(JobKey{"hero/paris"}, JobStatus::succeeded));
  Selection others;
  others.exclude = {"@review.csv"};
  others.excluded_review.again["hero/lyon"] = {};
  BOOST_TEST(!others.takes(JobKey{"hero/lyon"}, JobStatus::succeeded));
  BOOST_TEST(others.takes(JobKey{"hero/paris"}, JobStatus::succeeded));
  BOOST_TEST(Selection::complaint("@").has_value());
  BOOST_TEST(!Selection::complaint("@review.csv").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
