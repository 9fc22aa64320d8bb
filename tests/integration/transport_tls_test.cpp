#include "support/test_certificate.hpp"
#include "transport_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace pressrun::test {
namespace {

/// A server with a certificate, and a client that trusts `trusted`.
struct TlsFixture : TransportFixture {
  asio::ssl::context tls{asio::ssl::context::tls_server};
  std::filesystem::path ca =
      std::filesystem::temp_directory_path() / ("pressrun-ca-" + std::to_string(::getpid()) + ".pem");

  ~TlsFixture() { std::filesystem::remove(ca); }

  void serve(const TestCertificate& own, const TestCertificate& trusted, std::vector<Script> scripts) {
    std::ofstream(ca) << trusted.certificate;
    options.ca_file = ca.string();
    tls.use_certificate_chain(asio::buffer(own.certificate));
    tls.use_private_key(asio::buffer(own.key), asio::ssl::context::pem);
    server.use_tls(tls);
    options.base_url = "https://127.0.0.1:" + std::to_string(server.port());
    start(std::move(scripts));
  }

  void expect_untrusted(const std::string& reason) {
    const HttpOutcome outcome = send("POST", "{}");
    BOOST_TEST(summary(outcome) == "tls_untrusted, unsent");
    const std::string detail = std::get<TransportFailure>(outcome).detail;
    BOOST_TEST(detail.find(reason) != std::string::npos, detail);
    BOOST_TEST(server.bytes == 0U);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_tls, TlsFixture)

BOOST_AUTO_TEST_CASE(a_trusted_server_is_spoken_to_over_one_connection) {
  const TestCertificate own = make_certificate("IP:127.0.0.1");
  serve(own, own, {{{ok()}, {ok()}, {ok()}}});
  for (const char* method : {"GET", "POST", "GET"}) BOOST_TEST(summary(send(method)) == "200");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(another_name_is_refused) {
  const TestCertificate own = make_certificate("DNS:elsewhere.test");
  serve(own, own, {{{ok()}}});
  expect_untrusted("another name");
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused) {
  const TestCertificate own = make_certificate("IP:127.0.0.1", -9, -1);
  serve(own, own, {{{ok()}}});
  expect_untrusted("expired");
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused) {
  serve(make_certificate("IP:127.0.0.1"), make_certificate("IP:127.0.0.1"), {{{ok()}}});
  expect_untrusted("certificate");
}

BOOST_AUTO_TEST_CASE(a_post_cut_off_over_tls_may_have_been_sent) {
  const TestCertificate own = make_certificate("IP:127.0.0.1");
  serve(own, own, {{{"", Then::reset}}, {{ok("0123456789").substr(0, 40), Then::close}}});
  BOOST_TEST(summary(send("POST", "{}")) == "connection_lost, sent");
  BOOST_TEST(summary(send("POST", "{}")) == "malformed, sent");
  BOOST_TEST(server.requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_broken_handshake_sent_nothing) {
  options.base_url = "https://127.0.0.1:" + std::to_string(server.port());
  start({{{"no TLS here at all\r\n", Then::close, 1}}});
  BOOST_TEST(summary(send("POST", "{}")) == "tls_failed, unsent");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
