#include "transport_fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <ostream>

namespace pressrun::test {
namespace {

const std::string whole_answer = ok("0123456789");

std::string interim(int times) {
  std::string all;
  while (times-- > 0) all += "HTTP/1.1 100 Continue\r\n\r\n";
  return all;
}

struct Fault {
  const char* name;
  Step step;
  const char* expected;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.name; }

const std::vector<Fault> faults = {
    {"reset after accept", {"", Then::reset, 0}, "connection_lost, sent"},
    {"closed after accept", {"", Then::close, 0}, "connection_lost, sent"},
    {"reset after one byte", {"", Then::reset, 1}, "connection_lost, sent"},
    {"reset after 20 bytes", {"", Then::reset, 20}, "connection_lost, sent"},
    {"reset after the request", {"", Then::reset}, "connection_lost, sent"},
    {"closed after the request", {"", Then::close}, "connection_lost, sent"},
    {"closed in the status line", {"HTTP/1.1 2", Then::close}, "malformed, sent"},
    {"reset in the headers", {"HTTP/1.1 200 OK\r\nConte", Then::reset}, "connection_lost, sent"},
    {"closed in the headers", {"HTTP/1.1 200 OK\r\nConte", Then::close}, "malformed, sent"},
    {"closed in the body", {whole_answer.substr(0, whole_answer.size() - 4), Then::close}, "malformed, sent"},
    {"no HTTP", {"SSH-2.0-OpenSSH_9.2\r\n\r\n", Then::close}, "malformed, sent"},
    {"two lengths",
     {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc", Then::close},
     "malformed, sent"},
    {"length no number", {"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc", Then::close}, "malformed, sent"},
    {"broken chunk",
     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Then::close},
     "malformed, sent"},
    {"chunks cut",
     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", Then::close},
     "malformed, sent"},
    {"body too large", {ok(std::string(3000, 'x')), Then::close}, "too_large, sent"},
    {"endless header",
     {"HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x'), Then::stall},
     "too_large, sent"},
    {"interim answers only", {interim(9), Then::close}, "malformed, sent"},
};

}  // namespace

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

BOOST_DATA_TEST_CASE_F(TransportFixture, a_post_on_a_kept_connection_is_never_repeated,
                       boost::unit_test::data::make(faults)) {
  options.max_response_bytes = 2000;
  Step second = sample.step;
  if (second.read == 0) second.read = 1;  // the fault comes after the request has begun
  start({{{ok()}, second}, {{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("POST", "{}")) == sample.expected);
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
