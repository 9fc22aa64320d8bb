#include "transport_fault_table.hpp"
#include "transport_tls_fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

namespace pressrun::test {
namespace {

/// A GET goes again only where no byte of an answer came. What of an answer outlives a reset is the system's
/// choice, so that one fault says nothing here.
bool tells_of_repeats(const Fault& fault) {
  return fault.step.then != Then::reset || fault.step.answer.empty();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_kept, TransportFixture)

BOOST_DATA_TEST_CASE_F(TransportFixture, a_post_on_a_kept_connection_is_never_repeated,
                       boost::unit_test::data::make(faults)) {
  options.max_response_bytes = 2000;
  start({{{ok()}, on_kept(sample.step)}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("POST", "{}")) == sample.expected);
  BOOST_TEST(server.connections == 1);
}

BOOST_DATA_TEST_CASE_F(TransportFixture, a_get_on_a_kept_connection_goes_again_only_unanswered,
                       boost::unit_test::data::make(faults)) {
  if (!tells_of_repeats(sample)) return;
  options.max_response_bytes = 2000;
  start({{{ok()}, on_kept(sample.step)}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  const bool again = sample.step.answer.empty();
  BOOST_TEST(summary(send("GET")) == (again ? "200" : sample.expected));
  BOOST_TEST(server.connections == (again ? 2 : 1));
}

BOOST_DATA_TEST_CASE_F(TlsFixture, over_tls_a_post_on_a_kept_connection_is_never_repeated,
                       boost::unit_test::data::make(faults)) {
  options.max_response_bytes = 2000;
  serve_trusted({{{ok()}, on_kept(sample.step)}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("POST", "{}")) == sample.expected);
  BOOST_TEST(server.connections == 1);
}

BOOST_DATA_TEST_CASE_F(TlsFixture, over_tls_a_get_on_a_kept_connection_goes_again_only_unanswered,
                       boost::unit_test::data::make(faults)) {
  if (!tells_of_repeats(sample)) return;
  options.max_response_bytes = 2000;
  serve_trusted({{{ok()}, on_kept(sample.step)}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  const bool again = sample.step.answer.empty();
  BOOST_TEST(summary(send("GET")) == (again ? "200" : sample.expected));
  BOOST_TEST(server.connections == (again ? 2 : 1));
}

BOOST_AUTO_TEST_CASE(a_get_on_a_dead_kept_connection_goes_again_once) {
  start({{{ok()}, {"", Then::reset}}, {{"", Then::reset}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("GET")) == "connection_lost, sent");
  BOOST_TEST(server.requests.size() == 3U);
  BOOST_TEST(summary(send("GET")) == "200");
}

BOOST_AUTO_TEST_CASE(a_get_whose_answer_had_begun_does_not_go_again) {
  start({{{ok()}, {"HTTP/1.1 200 O", Then::close}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("GET")) == "malformed, sent");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(a_post_leaves_a_connection_that_the_server_closed) {
  start({{{ok(), Then::close}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  settle([&] { return server.left == 1; });
  BOOST_TEST(summary(send("POST", "{}")) == "200");
  BOOST_TEST(server.connections == 2);
  BOOST_TEST(server.requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(bytes_nobody_asked_for_cost_the_connection) {
  start({{{ok() + ok("forged")}}, {{ok("real")}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(std::get<HttpResponse>(send("POST", "{}")).body == "real");
  BOOST_TEST(server.connections == 2);
}

BOOST_AUTO_TEST_CASE(a_post_does_not_trust_a_connection_long_idle) {
  options.fresh_enough_for_post = -1ns;
  start({{{ok()}, {ok()}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("POST", "{}")) == "200");
  BOOST_TEST(server.connections == 2);
}

BOOST_AUTO_TEST_CASE(a_get_that_cannot_go_again_was_still_sent) {
  start({{{ok()}, {"", Then::reset}}});
  BOOST_TEST(summary(send("GET")) == "200");
  server.stop_listening();
  BOOST_TEST(summary(send("GET")) == "refused, sent");
}

BOOST_AUTO_TEST_CASE(a_connection_idle_past_its_limit_is_closed) {
  options.idle_limit = -1ns;
  start({{{ok()}, {ok()}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(server.connections == 2);
  settle([&] { return server.left == 1; });
}

BOOST_AUTO_TEST_CASE(close_drops_what_is_idle) {
  start({{{ok()}, {ok()}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  transport->close();
  settle([&] { return server.left == 1; });
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(server.connections == 2);
}

BOOST_FIXTURE_TEST_CASE(over_tls_a_post_leaves_a_connection_that_the_server_closed, TlsFixture) {
  serve_trusted({{{ok(), Then::close}}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  settle([&] { return server.left == 1; });
  BOOST_TEST(summary(send("POST", "{}")) == "200");
  BOOST_TEST(server.connections == 2);
}

BOOST_FIXTURE_TEST_CASE(over_tls_bytes_nobody_asked_for_cost_the_connection, TlsFixture) {
  serve_trusted({{{ok() + ok("forged")}}, {{ok("real")}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(std::get<HttpResponse>(send("POST", "{}")).body == "real");
  BOOST_TEST(server.connections == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
