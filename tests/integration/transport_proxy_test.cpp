#include "transport_fixture.hpp"

namespace pressrun::test {
namespace {

struct ProxyFixture : TransportFixture {
  LoopbackServer proxy{context};

  void go_through(const Step& step) {
    proxy.play({{step}});
    options.base_url = "https://api.pressrun.test";
    options.https_proxy = "http://me:secret@127.0.0.1:" + std::to_string(proxy.port());
    start({{}});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_proxy, ProxyFixture)

BOOST_AUTO_TEST_CASE(a_refused_tunnel_sent_nothing) {
  go_through({"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"});
  BOOST_TEST(summary(send("POST", "{}")) == "proxy_refused, unsent");
  const std::string& seen = proxy.requests.at(0);
  BOOST_TEST(seen.starts_with("CONNECT api.pressrun.test:443 HTTP/1.1\r\n"));
  BOOST_TEST(seen.find("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n") != std::string::npos);
  BOOST_TEST(seen.find("x-api-key") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_hangs_up_sent_nothing) {
  go_through({"", Then::close});
  BOOST_TEST(summary(send("POST", "{}")) == "proxy_refused, unsent");
}

BOOST_AUTO_TEST_CASE(a_tunnel_without_tls_behind_it_sent_nothing) {
  go_through({"HTTP/1.1 200 OK\r\n\r\n", Then::close});
  BOOST_TEST(summary(send("POST", "{}")) == "tls_failed, unsent");
  BOOST_TEST(server.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_hung_proxy_is_a_connect_timeout) {
  options.connect_timeout = 30ms;
  go_through({"", Then::stall});
  BOOST_TEST(summary(send("POST", "{}")) == "connect_timeout, unsent");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
