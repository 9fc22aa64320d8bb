#include "transport_fault_table.hpp"
#include "transport_fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

namespace pressrun::test {

BOOST_FIXTURE_TEST_SUITE(transport_faults, TransportFixture)

BOOST_DATA_TEST_CASE_F(TransportFixture, a_post_is_sent_once_whatever_happens,
                       boost::unit_test::data::make(faults)) {
  options.max_response_bytes = 2000;
  start({{sample.step}});
  BOOST_TEST(summary(send("POST", "{}")) == sample.expected);
  BOOST_TEST(server.connections == 1);
}

BOOST_DATA_TEST_CASE_F(TransportFixture, a_get_on_a_fresh_connection_is_sent_once,
                       boost::unit_test::data::make(faults)) {
  options.max_response_bytes = 2000;
  start({{sample.step}});
  BOOST_TEST(summary(send("GET")) == sample.expected);
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(every_cut_of_an_answer_leaves_a_post_in_doubt) {
  std::vector<Script> scripts;
  for (std::size_t k = 0; k < whole_answer.size(); ++k)
    scripts.push_back({{whole_answer.substr(0, k), Then::close}});
  start(std::move(scripts));
  for (std::size_t k = 0; k < whole_answer.size(); ++k) {
    BOOST_TEST(summary(send("POST", "{}")) == (k == 0 ? "connection_lost, sent" : "malformed, sent"),
               "cut at " << k);
  }
  BOOST_TEST(server.requests.size() == whole_answer.size());
}

BOOST_AUTO_TEST_CASE(a_refused_connection_sent_nothing) {
  asio::ip::tcp::acceptor taken(context, {asio::ip::address_v4::loopback(), 0});
  options.base_url = "http://127.0.0.1:" + std::to_string(taken.local_endpoint().port());
  taken.close();
  start({{}});
  BOOST_TEST(summary(send("POST", "{}")) == "refused, unsent");
  BOOST_TEST(summary(send("GET")) == "refused, unsent");
}

BOOST_AUTO_TEST_CASE(a_stall_ends_in_a_timeout) {
  timeout = 30ms;
  start({{{"HTTP/1.1 200 OK\r\n", Then::stall}}});
  BOOST_TEST(summary(send("POST", "{}")) == "timeout, sent");
  BOOST_TEST(summary(send("GET")) == "timeout, sent");
  BOOST_TEST(server.connections == 2);
}

BOOST_AUTO_TEST_CASE(cancelling_the_caller_closes_the_connection) {
  start({{{"", Then::stall}}});
  asio::cancellation_signal stop;
  bool ended = false;
  asio::co_spawn(context, transport->send(HttpRequest{"POST", "/things", {}, "{}"}, timeout),
                 asio::bind_cancellation_slot(stop.slot(),
                                              [&](std::exception_ptr, const HttpOutcome&) { ended = true; }));
  settle([&] { return !server.requests.empty(); });
  stop.emit(asio::cancellation_type::terminal);
  settle([&] { return ended && server.left == 1; });
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
