#include "app/polls.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(polls)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

/// A run with one request that renders.
struct Rendering : OneCampaign {
  RunParts parts{*this};
  JobIndex index = 0;
  asio::cancellation_signal cut_off;

  Rendering() {
    parts.prepare();
    index = parts.submitted();
    transport.asked.clear();
  }
  void poll() {
    const Admission::Next next = parts.next_call();
    BOOST_REQUIRE(std::holds_alternative<Admission::Poll>(next));
    ask(parts.polls.poll(index, std::get<Admission::Poll>(next).at, cut_off));
  }
  void answer(HttpOutcome outcome) {
    transport.answer = [outcome](const std::string&, std::size_t) { return outcome; };
  }
  [[nodiscard]] const ApiCalls& calls() const { return parts.campaigns[0].record.summary.api_calls; }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_request_is_asked_for_by_its_id_until_it_is_final, Rendering) {
  answer(
      reply(200, R"({"id":")" + RunParts::first_id + R"(","is_finalized":false,"banners":[],"errors":[]})"));
  poll();
  BOOST_TEST(parts.admission.has_polls());
  answer(RunParts::delivers(RunParts::first_id));
  poll();
  BOOST_TEST(!parts.admission.has_polls());
  BOOST_TEST(parts.durable().at(0).final);
  BOOST_TEST(calls().poll == 2U);
  BOOST_TEST(transport.asked.at(0).find(RunParts::first_id) != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_poll_that_is_cut_off_loses_nothing, Rendering) {
  transport.delay = 1h;
  answer(RunParts::delivers(RunParts::first_id));
  watch = [&](Duration) {
    if (!transport.asked.empty()) cut_off.emit(asio::cancellation_type::terminal);
  };
  poll();
  BOOST_TEST(parts.admission.has_polls());
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::rendering);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_asked_once_the_run_is_stopping, Rendering) {
  parts.stops.stop(Stop::signal, "by a signal");
  poll();
  BOOST_TEST(transport.asked.empty());
  BOOST_TEST(parts.admission.calls_under_way() == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_way_of_asking_that_is_refused_is_told, Rendering) {
  answer(reply(400, R"({"id":"invalid_payload","message":"no"})"));
  poll();
  BOOST_TEST(heard<app::PollRefused>().size() == 1U);
  BOOST_TEST(parts.admission.has_polls());
  answer(reply(429, "", {{"retry-after", "3"}}));
  poll();
  BOOST_TEST(calls().rate_limited == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_file_without_an_address_is_asked_for_by_its_banner, Rendering) {
  answer(reply(
      200,
      R"({"id":")" + RunParts::first_id +
          R"(","is_finalized":true,"errors":[],"banners":[{"id":"b-1","format":{"id":"facebook-feed"}},)"
          R"({"id":"b-2","format":{"id":"instagram-post"},"file":{"type":"png","url":"https://files.test/2.png"}}]})"));
  poll();
  answer(reply(
      200,
      R"({"id":"b-1","format":{"id":"facebook-feed"},"file":{"type":"png","url":"https://files.test/1.png"}})"));
  const std::uint64_t reads = calls().read;
  poll();
  BOOST_TEST(transport.asked.back() == "/banners/b-1");
  BOOST_TEST(calls().read == reads + 1);
  const std::vector<Asset> assets = parts.durable().at(0).assets;
  BOOST_TEST(std::ranges::count(assets, "https://files.test/1.png", &Asset::url) == 1);
}

BOOST_FIXTURE_TEST_CASE(a_suspected_key_is_asked_about_in_place_of_the_health, Rendering) {
  answer(reply(401, "<html>"));
  poll();  // somebody in front of the API; the key is asked about at once, and is refused by the same
  BOOST_REQUIRE(transport.asked.size() == 2U);
  BOOST_TEST(transport.asked.at(1) == "/auth");
  BOOST_CHECK(parts.stopped() == Stop::unauthorized);
}

BOOST_FIXTURE_TEST_CASE(a_probe_finds_out_whether_the_service_is_back, Rendering) {
  answer(reply(503, ""));
  ask(parts.polls.probe(clock.now(), cut_off));
  answer(reply(200, "{}"));
  ask(parts.polls.probe(clock.now(), cut_off));
  BOOST_TEST(transport.asked == (std::vector<std::string>{"/ready", "/ready"}),
             boost::test_tools::per_element());
  const auto probed = heard<app::ServiceProbed>();
  BOOST_REQUIRE(probed.size() == 2U);
  BOOST_TEST(!probed.at(0).answers);
  BOOST_TEST(probed.at(1).answers);
}

BOOST_AUTO_TEST_SUITE_END()
