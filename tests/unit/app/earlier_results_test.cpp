#include "pressrun/app/earlier_results.hpp"

#include "unit/app/campaign_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pressrun;
using namespace pressrun::test;
using app::EarlierResults;
using app::ResultsDoubt;
using namespace std::chrono_literals;

namespace {

EarlierResults read(const std::string& text) {
  std::istringstream in(text);
  return app::read_earlier_results(in);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(earlier_results, CampaignFixture)

BOOST_AUTO_TEST_CASE(results_tell_their_run_and_whether_anything_was_bought) {
  const EarlierResults seen = read(
      "{\"pressrun\": 1,\n\"run_id\": \"r1\",\n\"started_at\": \"2026-11-23T02:00:00Z\",\n"
      "{\"key\": \"a\", \"assets\": [{\"id\": \"b\"}]}\n");
  BOOST_TEST(seen.run_id == "r1");
  BOOST_TEST(seen.started_at == "2026-11-23T02:00:00Z");
  BOOST_TEST(seen.has_assets);
  BOOST_TEST(!read("{\"pressrun\": 1,\n{\"key\": \"a\", \"assets\": []}\n").has_assets);
}

BOOST_AUTO_TEST_CASE(nothing_is_found_in_a_file_that_is_no_results) {
  BOOST_TEST(!read("name: spring\n\"assets\": [{\n").has_assets);
}

BOOST_AUTO_TEST_CASE(what_was_bought_and_its_journal_is_not_there_is_a_loss) {
  const app::LoadedCampaign spring = load("spring");
  const EarlierResults results{"r1", "2026-11-23T02:00:00Z", true};
  BOOST_CHECK(app::doubt_from_results(results, spring, files) == ResultsDoubt::no_journal);
  BOOST_CHECK(app::doubt_from_results({}, spring, files) == ResultsDoubt::none);
}

BOOST_AUTO_TEST_CASE(a_later_run_that_the_journal_does_not_know_is_a_loss) {
  const app::LoadedCampaign spring = load("spring");
  begin_run(spring);
  const auto doubt = [&](const std::string& run, WallTime started) {
    return app::doubt_from_results({run, to_rfc3339(started), true}, spring, files);
  };
  BOOST_CHECK(doubt("another", clock.wall_now() + 1h) == ResultsDoubt::unknown_run);
  BOOST_CHECK(doubt("another", clock.wall_now() - 1h) == ResultsDoubt::none);  // the journal has gone on
  BOOST_CHECK(doubt("run-of-spring", clock.wall_now() + 1h) == ResultsDoubt::none);
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_chosen_and_does_not_know_the_manifest_is_a_loss) {
  app::LoadedCampaign spring = load("spring");
  begin_run(spring);
  spring.shares_journal = true;
  const EarlierResults other{"another", to_rfc3339(clock.wall_now() + 1h), true};
  BOOST_CHECK(app::doubt_from_results(other, spring, files) == ResultsDoubt::none);  // they take turns
  spring.path = "/elsewhere/spring.yaml";
  BOOST_CHECK(app::doubt_from_results(other, spring, files) == ResultsDoubt::unknown_run);
}

BOOST_AUTO_TEST_CASE(what_renders_for_long_lapses_soon) {
  const WallTime now = clock.wall_now();
  BOOST_TEST(!app::lapses_soon(std::nullopt, now));
  BOOST_TEST(!app::lapses_soon(now - 24h, now));
  BOOST_TEST(app::lapses_soon(now - results_are_kept + 47h, now));
}

BOOST_AUTO_TEST_SUITE_END()
