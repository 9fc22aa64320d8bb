#include "pressrun/app/thinning.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(thinning)

using namespace pressrun::app;

namespace {

JobKeys drawn(const Sample& sample, std::size_t jobs, std::size_t of_another = 0) {
  SampleDraw draw{sample};
  for (std::size_t i = 0; i < jobs; ++i) draw.add("hero", "hero/" + std::to_string(i));
  for (std::size_t i = 0; i < of_another; ++i) draw.add("teaser", "teaser/" + std::to_string(i));
  return draw.drawn();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sample_is_a_number_or_a_share) {
  BOOST_TEST(parse_sample("5").value().text() == "5");
  BOOST_TEST(parse_sample("10%").value().text() == "10%");
  for (const char* wrong : {"", "0", "0%", "101%", "%", "-1", "1.5", "a few"})
    BOOST_TEST(!parse_sample(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(so_many_of_each_entry_are_drawn_and_always_the_same) {
  const JobKeys first = drawn({3, false}, 100, 2);
  BOOST_TEST(first.size() == 5U);
  BOOST_TEST((first == drawn({3, false}, 100, 2)));
  const JobKeys more = drawn({4, false}, 100, 2);
  BOOST_TEST(std::ranges::all_of(first, [&](const std::string& key) { return more.contains(key); }));
}

BOOST_AUTO_TEST_CASE(a_share_is_rounded_up) {
  BOOST_TEST(drawn({10, true}, 100).size() == 10U);
  BOOST_TEST(drawn({10, true}, 101).size() == 11U);
  BOOST_TEST(drawn({1, true}, 3).size() == 1U);
  BOOST_TEST(drawn({100, true}, 7).size() == 7U);
  BOOST_TEST(drawn({50, true}, 0).empty());
}

BOOST_AUTO_TEST_CASE(a_limit_counts_what_is_submitted) {
  SubmitLimit two{2};
  BOOST_TEST(two.take());
  BOOST_TEST(two.take());
  BOOST_TEST(!two.take());
  SubmitLimit none;
  BOOST_TEST(none.take());
}

BOOST_AUTO_TEST_CASE(what_needs_no_submission_is_within_every_limit) {
  const Thinning thin{JobKeys{"a", "b"}, JobKeys{"a"}};
  BOOST_TEST(thin.admits("a", true));
  BOOST_TEST(!thin.admits("b", true));
  BOOST_TEST(thin.admits("b", false));
  BOOST_TEST(!thin.admits("c", false));
  BOOST_TEST(Thinning{}.admits("c", true));
}

BOOST_AUTO_TEST_SUITE_END()
