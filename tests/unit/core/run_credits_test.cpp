#include "pressrun/core/run_credits.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_credits)

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
  RunCredits credits;
  credits.note(0, bought(1, 7, {"a", "b"}), 7);
  credits.note(1, bought(1, 3, {"a"}), 3);
  BOOST_TEST(credits.beside(0) == 1U);
  BOOST_TEST(credits.beside(1) == 2U);
  BOOST_TEST(credits.beside(2) == 3U);
}

BOOST_AUTO_TEST_CASE(earlier_runs_do_not_count_and_the_newest_word_on_a_request_does) {
  RunCredits credits;
  credits.note(0, bought(1, 6, {"a"}), 7);
  BOOST_TEST(credits.beside(1) == 0U);
  credits.note(0, bought(2, 7, {"a", "b"}), 7);
  ContentRecord refused = bought(2, 7, {"a", "b"});
  refused.requests.front().refused = Failure{"", "unsent", "refused"};
  credits.note(0, refused, 7);
  BOOST_TEST(credits.beside(1) == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_out_is_settled_once_it_is_there_and_counted_once) {
  RunCredits credits;
  credits.note(0, bought(12, 7, {"a", "b"}), 7);
  credits.note(0, bought(10, 7, {"a"}), 7);  // intended before it, and told of after
  BOOST_TEST(credits.in_all().out == 3U);
  BOOST_TEST(credits.in_all().settled == 0U);
  ContentRecord there = bought(12, 7, {"a", "b"});
  there.requests.front().final = true;
  there.requests.front().assets.resize(1);
  there.requests.front().assets.front().format = "a";
  there.requests.front().failures.push_back(Failure{"b", "text_too_long", "it does not fit"});
  for (int i = 0; i < 2; ++i) credits.note(0, there, 7);
  BOOST_TEST(credits.in_all().settled == 1U);
  BOOST_TEST(credits.in_all().out == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
