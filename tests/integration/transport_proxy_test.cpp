#include "transport_tls_fixture.hpp"

namespace pressrun::test {
namespace {

struct ProxyFixture : TlsFixture {
  LoopbackServer proxy{context};

  void go_through(const Step& step) {
    proxy.play({{step}});
    options.base_url = "https://api.pressrun.test";
    options.https_proxy = "http://me:secret@127.0.0.1:" + std::to_string(proxy.port());
    start({{}});
  }

  /// The API at `host`, reached through a tunnel or, where `no_proxy` says so, directly.
  void tunnel_to(const std::string& host, const std::string& alt_name) {
    Step tunnel{"HTTP/1.1 200 OK\r\n\r\n", Then::tunnel};
    tunnel.tunnel_port = server.port();
    proxy.play({{tunnel}});
    options.base_url = "https://" + host + ":" + std::to_string(server.port());
    options.https_proxy = "http://me:secret@127.0.0.1:" + std::to_string(proxy.port());
    const TestCertificate own = make_certificate(alt_name);
    serve(own, own, {{{ok()}, {ok()}}});
  }
};

bool names_proxy(const HttpOutcome& outcome) {
  return std::get<TransportFailure>(outcome).detail.find("proxy 127.0.0.1:") != std::string::npos;
}

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

BOOST_AUTO_TEST_CASE(a_tunnel_carries_tls_to_the_server_by_name) {
  tunnel_to("api.pressrun.test", "DNS:api.pressrun.test");
  BOOST_TEST(summary(send("POST", "{}")) == "200");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(proxy.connections == 1);
  BOOST_REQUIRE(proxy.requests.size() == 1U);
  BOOST_TEST(proxy.requests[0].starts_with("CONNECT api.pressrun.test:"));
  BOOST_REQUIRE(server.requests.size() == 2U);
  BOOST_TEST(server.requests[0].find("Proxy-Authorization") == std::string::npos);
  BOOST_TEST(server.names == std::vector<std::string>{"api.pressrun.test"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(behind_a_tunnel_another_name_is_refused) {
  tunnel_to("api.pressrun.test", "IP:127.0.0.1,DNS:elsewhere.test");
  expect_untrusted("another name");
}

// 0.0.0.0 leads to this machine and, unlike 127.0.0.1, is no loopback address by name: a proxy applies.
BOOST_AUTO_TEST_CASE(an_address_goes_through_the_proxy) {
  tunnel_to("0.0.0.0", "IP:0.0.0.0");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(proxy.connections == 1);
}

BOOST_AUTO_TEST_CASE(no_proxy_goes_around_the_proxy) {
  options.no_proxy = "elsewhere.test, 0.0.0.0";
  tunnel_to("0.0.0.0", "IP:0.0.0.0");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(proxy.connections == 0);
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_is_not_there_sent_nothing) {
  proxy.play({{}});
  options.https_proxy = "http://me:secret@127.0.0.1:" + std::to_string(proxy.port());
  proxy.stop_listening();
  options.base_url = "https://api.pressrun.test";
  start({{}});
  const HttpOutcome outcome = send("POST", "{}");
  BOOST_TEST(summary(outcome) == "refused, unsent");
  BOOST_TEST(names_proxy(outcome));
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_proxys_answer_end_the_tunnel) {
  go_through({"HTTP/1.1 200 OK\r\n\r\nmore", Then::stall});
  BOOST_TEST(summary(send("POST", "{}")) == "proxy_refused, unsent");
}

BOOST_AUTO_TEST_CASE(a_proxys_own_words_are_not_repeated) {
  go_through({"HTTP/1.1 502 oh-no\r\nX: oh-no\r\nContent-Length: 5\r\n\r\noh-no"});
  const HttpOutcome outcome = send("POST", "{}");
  BOOST_TEST(summary(outcome) == "proxy_refused, unsent");
  const std::string detail = std::get<TransportFailure>(outcome).detail;
  BOOST_TEST(names_proxy(outcome));
  BOOST_TEST(detail.find("502") != std::string::npos);
  BOOST_TEST(detail.find("oh-no") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_hung_proxy_is_a_connect_timeout) {
  options.connect_timeout = 30ms;
  go_through({"", Then::stall});
  BOOST_TEST(summary(send("POST", "{}")) == "connect_timeout, unsent");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
