#include "pressrun/core/credits_elsewhere.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(credits_elsewhere)

using namespace pressrun;

namespace {

ContentRecord bought(RequestNumber number, RunNumber run, Formats formats) {
  ContentRecord record;
  GenerationRequest request;
  request.number = number;
  request.run = run;
  request.formats = std::move(formats);
  record.requests.push_back(std::move(request));
  return record;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_this_process_reserved_in_other_journals_counts) {
  CreditsElsewhere credits;
  credits.note(0, bought(1, 7, {"a", "b"}), 7);
  credits.note(1, bought(1, 3, {"a"}), 3);
  BOOST_TEST(credits.beside(0) == 1U);
  BOOST_TEST(credits.beside(1) == 2U);
  BOOST_TEST(credits.beside(2) == 3U);
}

BOOST_AUTO_TEST_CASE(earlier_runs_do_not_count_and_the_newest_word_on_a_request_does) {
  CreditsElsewhere credits;
  credits.note(0, bought(1, 6, {"a"}), 7);
  BOOST_TEST(credits.beside(1) == 0U);
  credits.note(0, bought(2, 7, {"a", "b"}), 7);
  ContentRecord refused = bought(2, 7, {"a", "b"});
  refused.requests.front().refused = Failure{"", "unsent", "refused"};
  credits.note(0, refused, 7);
  BOOST_TEST(credits.beside(1) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
