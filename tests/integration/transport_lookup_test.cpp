#include "io/transport/dial.hpp"
#include "transport_fixture.hpp"

#include <boost/beast/core/error.hpp>

namespace pressrun::test {
namespace {

using asio::ip::tcp;

struct LookupFixture : TransportFixture {
  /// An address that refuses connections.
  tcp::endpoint dead() {
    tcp::acceptor taken(context, {asio::ip::address_v4::loopback(), 0});
    return taken.local_endpoint();
  }
  [[nodiscard]] tcp::endpoint live() const { return {asio::ip::address_v4::loopback(), server.port()}; }

  boost::system::error_code dial(const std::vector<tcp::endpoint>& endpoints, Duration within = 20s) {
    io::PlainStream stream(context.get_executor());
    std::optional<boost::system::error_code> outcome;
    asio::co_spawn(context, io::dial(stream, endpoints, std::chrono::steady_clock::now() + within),
                   [&](std::exception_ptr, boost::system::error_code got) { outcome = got; });
    settle([&] { return outcome.has_value(); });
    return *outcome;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_lookup, LookupFixture)

BOOST_AUTO_TEST_CASE(a_name_leads_to_the_server) {
  options.base_url = "http://localhost:" + std::to_string(server.port());
  start({{{ok()}}});
  BOOST_TEST(summary(send("POST", "{}")) == "200");
  BOOST_TEST(server.requests.at(0).find("Host: localhost:") != std::string::npos);
}

// However long the system's resolver takes to say so: it may ask a server that does not answer.
BOOST_AUTO_TEST_CASE(an_unknown_name_sent_nothing) {
  options.base_url = "https://api.pressrun.invalid";
  options.connect_timeout = timeout = 10min;
  start({{}});
  const HttpOutcome outcome = send("POST", "{}");
  BOOST_TEST(summary(outcome) == "name_not_found, unsent");
  BOOST_TEST(std::get<TransportFailure>(outcome).detail.find("api.pressrun.invalid") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lookup_without_time_is_a_connect_timeout) {
  options.base_url = "http://localhost:" + std::to_string(server.port());
  options.connect_timeout = -1ns;
  start({{{ok()}}});
  BOOST_TEST(summary(send("POST", "{}")) == "connect_timeout, unsent");
  BOOST_TEST(server.connections == 0);
}

BOOST_AUTO_TEST_CASE(a_dead_address_does_not_hide_a_live_one) {
  start({{{ok()}}});
  BOOST_TEST(!dial({dead(), dead(), live()}));
  settle([&] { return server.connections == 1; });
}

BOOST_AUTO_TEST_CASE(the_first_live_address_is_enough) {
  start({{{ok()}}});
  BOOST_TEST(!dial({live(), live(), dead()}));
  settle([&] { return server.left == 1; });
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(dead_addresses_alone_are_an_error) {
  BOOST_TEST(dial({dead(), dead()}) == make_error_code(asio::error::connection_refused));
  BOOST_TEST(dial({}) == make_error_code(asio::error::host_not_found));
}

BOOST_AUTO_TEST_CASE(past_the_limit_no_address_is_tried) {
  start({{{ok()}}});
  BOOST_TEST(dial({live()}, -1ns) == make_error_code(boost::beast::error::timeout));
  BOOST_TEST(server.connections == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
