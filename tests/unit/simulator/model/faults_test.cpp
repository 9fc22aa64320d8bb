#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(model_faults)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

Fault always(const std::string& kind, const std::string& on = "any") {
  Fault fault;
  fault.kind = kind;
  fault.on = on;
  fault.probability = 1;
  return fault;
}

Scenario with(Fault fault) {
  Scenario scenario = calm();
  scenario.faults = {std::move(fault)};
  return scenario;
}

Reply submit(Bench& bench, const std::string& body = "{}") {
  return bench.send("POST", "/async/banner-builder/" + teaser + "/generate", body);
}

std::string numbered(int i) { return R"({"elements":{"title":{"payload":")" + std::to_string(i) + R"("}}})"; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_connection_cut_before_processing_leaves_nothing_in_the_ledger) {
  Bench bench{with(always("reset_before"))};
  BOOST_CHECK(submit(bench).fault == NetworkFault::reset_before);
  BOOST_TEST(bench.model.ledger().empty());
}

BOOST_AUTO_TEST_CASE(damage_on_the_way_back_strikes_a_request_that_was_processed) {
  const std::pair<std::string, NetworkFault> kinds[] = {{"reset_after", NetworkFault::reset_after},
                                                        {"truncate", NetworkFault::truncate},
                                                        {"garbage", NetworkFault::garbage},
                                                        {"drip", NetworkFault::drip},
                                                        {"stall", NetworkFault::stall}};
  for (const auto& [kind, fault] : kinds) {
    BOOST_TEST_CONTEXT(kind) {
      Bench bench{with(always(kind))};
      const Reply reply = submit(bench);
      BOOST_CHECK(reply.fault == fault);
      BOOST_TEST(reply.response.status == 200);
      BOOST_TEST(bench.model.ledger().size() == 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_empty_answer_hides_a_request_that_was_processed) {
  Bench bench{with(always("empty"))};
  const Reply reply = submit(bench);
  BOOST_TEST(reply.response.status == 200);
  BOOST_TEST(reply.response.body == "");
  BOOST_CHECK(reply.fault == NetworkFault::none);
  BOOST_TEST(bench.model.ledger().size() == 1);
}

BOOST_AUTO_TEST_CASE(an_answer_may_lack_its_id) {
  Bench bench{with(always("no_id"))};
  BOOST_TEST(submit(bench).response.body == R"({"version":"v2026-08-21"})");
  BOOST_TEST(bench.model.ledger().size() == 1);
  const json::value poll = parsed(bench.poll(bench.model.ledger().at(0).request_id));
  BOOST_CHECK(!poll.as_object().contains("id"));
  BOOST_CHECK(poll.as_object().contains("is_finalized"));
}

BOOST_AUTO_TEST_CASE(a_bare_429_is_never_processed_and_counts_as_rate_limited) {
  Bench bench{with(always("bare_429"))};
  const Reply reply = submit(bench);
  BOOST_TEST(reply.response.status == 429);
  BOOST_CHECK(reply.response.header("Retry-After") == nullptr);
  BOOST_TEST(bench.model.ledger().empty());
  BOOST_TEST(bench.model.stats().rate_limited == 1);
}

BOOST_AUTO_TEST_CASE(behind_a_5xx_a_submission_may_or_may_not_have_been_processed) {
  Bench bench{with(always("status", "submit"))};
  for (int i = 0; i < 100; ++i) BOOST_TEST(submit(bench, numbered(i)).response.status == 503);
  BOOST_TEST(bench.model.ledger().size() > 30);
  BOOST_TEST(bench.model.ledger().size() < 70);
}

BOOST_AUTO_TEST_CASE(a_4xx_is_a_refusal) {
  Fault fault = always("status");
  fault.status = 400;
  fault.body = "envelope";
  Bench bench{with(fault)};
  for (int i = 0; i < 20; ++i) BOOST_TEST(id_of(submit(bench, numbered(i)).response) == "invalid_payload");
  BOOST_TEST(bench.model.ledger().empty());
}

BOOST_AUTO_TEST_CASE(a_status_comes_as_envelope_as_html_or_empty) {
  Fault fault = always("status");
  fault.status = 500;
  fault.body = "envelope";
  BOOST_TEST(id_of(Bench{with(fault)}.get("/fonts")) == "internal_error");
  fault.body = "html";
  const HttpResponse html = Bench{with(fault)}.get("/fonts");
  BOOST_TEST(html.body.starts_with("<html>"));
  BOOST_TEST(header(html, "Content-Type") == "text/html");
  fault.body = "empty";
  const HttpResponse empty = Bench{with(fault)}.get("/fonts");
  BOOST_TEST(empty.status == 500);
  BOOST_TEST(empty.body == "");
}

BOOST_AUTO_TEST_CASE(a_delay_adds_to_the_answer_and_goes_together_with_another_fault) {
  Fault slow = always("delay");
  slow.delay = 3s;
  Scenario scenario = with(slow);
  scenario.faults.push_back(always("truncate"));
  Bench bench{scenario};
  const Reply reply = submit(bench);
  BOOST_CHECK(reply.delay == 3s);
  BOOST_CHECK(reply.fault == NetworkFault::truncate);
}

BOOST_AUTO_TEST_CASE(a_fault_strikes_only_the_calls_it_is_meant_for) {
  const auto struck = [](const std::string& on) {
    Bench bench{with(always("garbage", on))};
    const auto hit = [](const Reply& reply) { return reply.fault == NetworkFault::garbage ? 1 : 0; };
    return hit(submit(bench)) * 100 + hit(bench.send("GET", "/generation-request/" + nobody)) * 10 +
           hit(bench.send("GET", "/fonts"));
  };
  BOOST_TEST(struck("submit") == 100);
  BOOST_TEST(struck("poll") == 10);
  BOOST_TEST(struck("read") == 1);
  BOOST_TEST(struck("any") == 111);
}

BOOST_AUTO_TEST_CASE(a_fault_keeps_to_its_time_and_its_number) {
  Fault fault = always("garbage");
  fault.from = 10s;
  fault.until = 20s;
  fault.at_most = 3;
  Bench bench{with(fault)};
  const auto hit = [&] { return bench.send("GET", "/fonts").fault == NetworkFault::garbage; };
  BOOST_TEST(!hit());
  bench.now += 10s - 1ns;
  BOOST_TEST(!hit());
  bench.now += 1ns;
  for (int i = 0; i < 3; ++i) BOOST_TEST(hit());
  BOOST_TEST(!hit());

  fault.at_most = -1;
  Bench other{with(fault)};
  other.get("/fonts");
  other.now += 20s;
  BOOST_CHECK(other.send("GET", "/fonts").fault == NetworkFault::none);
}

BOOST_AUTO_TEST_CASE(a_fault_strikes_with_its_probability_and_again_with_the_same_seed) {
  Fault fault = always("garbage");
  fault.probability = 0.2;
  const auto strikes = [&](std::uint64_t seed) {
    Scenario scenario = with(fault);
    scenario.seed = seed;
    Bench bench{scenario};
    std::string row;
    for (int i = 0; i < 300; ++i)
      row += bench.send("GET", "/fonts").fault == NetworkFault::garbage ? 'x' : '.';
    return row;
  };
  const std::string row = strikes(1);
  BOOST_TEST(row == strikes(1));
  BOOST_TEST(row != strikes(2));
  const auto count = std::count(row.begin(), row.end(), 'x');
  BOOST_TEST(count > 35);
  BOOST_TEST(count < 85);
}

BOOST_AUTO_TEST_CASE(a_refused_submission_stays_refused_under_a_fault) {
  Bench bench{with(always("truncate"))};
  BOOST_TEST(submit(bench, "{").response.status == 400);
  BOOST_TEST(bench.model.ledger().empty());
}

BOOST_AUTO_TEST_SUITE_END()
