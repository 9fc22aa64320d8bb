#include "app/run_start.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_start)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_CASE(what_the_manifest_wants_is_registered_and_ready_to_be_taken_in, OneCampaign) {
  options.calls_before.read = 3;
  RunParts parts{*this};
  parts.prepare();
  BOOST_TEST(parts.campaigns[0].load.complete);
  BOOST_TEST(parts.campaigns.wanted_left() == 1U);
  BOOST_TEST(parts.campaigns[0].record.summary.jobs == 1U);
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.read == 3U);
  BOOST_TEST(journals.front().durable().jobs_of(parts.campaigns[0].record.campaign).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_journal_that_cannot_be_written_stops_it, OneCampaign) {
  journals.front().fail_at(journals.front().records() + 1);
  RunParts parts{*this};
  parts.prepare();
  BOOST_CHECK(parts.stopped() == Stop::journal);
  BOOST_TEST(parts.campaigns.wanted_left() == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_signal_breaks_the_registration_off, OneCampaign) {
  shutdown.request();
  RunParts parts{*this};
  parts.prepare();
  BOOST_CHECK(parts.stopped() == Stop::signal);
  BOOST_TEST(!parts.campaigns[0].load.complete);
  BOOST_TEST(parts.campaigns.wanted_left() == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_order_is_recorded_before_anything_is_bought_because_of_it, OneCampaign) {
  {
    RunParts earlier{*this};
    earlier.prepare();
    earlier.submitted();
    transport.answer = [](const std::string&, std::size_t) { return RunParts::delivers(RunParts::first_id); };
    ask(earlier.scheduler.run());
  }
  options.force = true;
  RunParts parts{*this};
  parts.prepare();
  BOOST_TEST(parts.campaigns[0].load.decisions.empty());
  std::size_t orders = 0;
  for (const auto& [key, content] : journals.front().durable().contents)
    orders += content.record.orders.size();
  BOOST_TEST(orders == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_is_out_is_taken_up_whoever_wants_it_now, OneCampaign) {
  {
    RunParts earlier{*this};
    earlier.prepare();
    earlier.submitted();
  }
  sources.front().edit({});  // its job has left the manifest
  RunParts parts{*this};
  parts.prepare();
  BOOST_TEST(parts.admission.in_flight() == 1U);
  BOOST_TEST(parts.table.content_of(0).label == "a request that no job asks for any more");
}

BOOST_AUTO_TEST_SUITE_END()
