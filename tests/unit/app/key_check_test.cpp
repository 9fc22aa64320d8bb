#include "app/key_check.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(key_check)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

struct Suspected : OneCampaign {
  RunParts parts{*this};
  app::KeyCheck& key = parts.key;

  Suspected() { key.note({"", "http_403", "<html>"}); }
  bool ask_with(int status, const std::string& body) {
    transport.answer = [=](const std::string&, std::size_t) { return reply(status, body); };
    return ask(key.ask());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(other_failures_say_nothing_of_the_key, OneCampaign) {
  RunParts parts{*this};
  parts.key.note({"", "http_500", "<html>"});
  BOOST_TEST(!parts.key.is_suspected());
  BOOST_TEST(!parts.key.is_due());
}

BOOST_FIXTURE_TEST_CASE(it_is_asked_about_once_a_minute, Suspected) {
  BOOST_TEST(key.is_due());
  BOOST_TEST(!key.is_due());
  ask(clock.sleep_until(clock.now() + 59s));
  BOOST_TEST(!key.is_due());
  ask(clock.sleep_until(clock.now() + 1s));
  BOOST_TEST(key.is_due());
}

BOOST_FIXTURE_TEST_CASE(a_key_that_is_taken_is_suspected_no_more, Suspected) {
  BOOST_TEST(ask_with(200, R"({"company":"acme"})"));
  BOOST_TEST(!key.is_suspected());
  BOOST_TEST(!key.is_due());
}

BOOST_FIXTURE_TEST_CASE(a_key_that_is_refused_stops_the_run, Suspected) {
  BOOST_TEST(!ask_with(401, R"({"id":"unauthorized","message":"no"})"));
  BOOST_CHECK(parts.stopped() == Stop::unauthorized);
}

BOOST_FIXTURE_TEST_CASE(an_api_without_that_question_is_there_all_the_same, Suspected) {
  BOOST_TEST(ask_with(404, R"({"id":"endpoint_not_found","message":"no"})"));
  BOOST_TEST(!ask_with(503, ""));
  BOOST_CHECK(parts.stopped() == Stop::none);
}

BOOST_AUTO_TEST_SUITE_END()
