#include "app/run_designs.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_designs)

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// A request of which nothing more can be said before its design is read.
struct Waiting : OneCampaign {
  RunParts parts{*this};
  SyntheticDesign hero = synthetic_designs().front();

  Waiting() {
    parts.prepare();
    auto wanted = parts.campaigns.next_wanted();
    parts.queue.take_in(0, std::move(wanted->item));
    const JobIndex index = std::get<Admission::Submit>(parts.next_call()).job;
    parts.admission.on_submission_abandoned();
    parts.table.await_design(parts.table.request(index).content);
    parts.table.remove(index);
  }
  void answer(HttpOutcome outcome) {
    transport.answer = [outcome](const std::string&, std::size_t) { return outcome; };
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_design_that_was_read_lets_its_content_be_bought, Waiting) {
  answer(reply(200, hero.json()));
  BOOST_TEST(ask(parts.designs.read_needed()));
  BOOST_TEST(parts.admission.submissions_waiting() == 1U);
  BOOST_TEST(parts.designs.just_read(hero.id));
  BOOST_REQUIRE(parts.designs.find(0, hero.id) != nullptr);
  BOOST_TEST(parts.designs.find(0, hero.id)->formats.size() == 2U);
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.read == 1U);
}

BOOST_FIXTURE_TEST_CASE(one_that_waits_again_after_its_design_was_read_is_left, Waiting) {
  answer(reply(200, hero.json()));
  ask(parts.designs.read_needed());
  const JobIndex index = std::get<Admission::Submit>(parts.next_call()).job;
  parts.table.await_design(parts.table.request(index).content);
  parts.table.remove(index);
  BOOST_TEST(!ask(parts.designs.read_needed()));
  BOOST_TEST(transport.asked.size() == 1U);  // it was asked for once, and is not without end
  BOOST_TEST(parts.campaigns[0].left_rendering == 1U);
  BOOST_REQUIRE(heard<app::LeftUndecided>().size() == 1U);
  BOOST_TEST(heard<app::LeftUndecided>().front().design.text == hero.id.text);
}

BOOST_FIXTURE_TEST_CASE(a_key_that_is_refused_meanwhile_stops_the_run, Waiting) {
  answer(reply(401, R"({"id":"unauthorized","message":"no"})"));
  ask(parts.designs.read_needed());
  BOOST_CHECK(parts.stopped() == Stop::unauthorized);
  BOOST_TEST(parts.admission.submissions_waiting() == 0U);
}

BOOST_FIXTURE_TEST_CASE(signals_are_heard_again_after_the_reading, Waiting) {
  answer(reply(200, hero.json()));
  ask(parts.designs.read_needed());
  shutdown.request();
  const Instant now = clock.now();
  ask(parts.stops.wait_for_news(now + std::chrono::hours{1}));
  BOOST_CHECK(clock.now() == now);
}

BOOST_AUTO_TEST_SUITE_END()
