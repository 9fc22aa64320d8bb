#include "transport_tls_fixture.hpp"

namespace pressrun::test {

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
  expect_untrusted("self-signed");
}

BOOST_AUTO_TEST_CASE(a_certificate_not_yet_valid_is_refused) {
  const TestCertificate own = make_certificate("IP:127.0.0.1", 1, 9);
  serve(own, own, {{{ok()}}});
  expect_untrusted("not valid yet");
}

BOOST_AUTO_TEST_CASE(an_unknown_issuer_is_refused) {
  serve(issue_certificate(make_authority("nobody's"), "IP:127.0.0.1"), make_authority("ours"), {{{ok()}}});
  expect_untrusted("unknown issuer");
}

BOOST_AUTO_TEST_CASE(an_issuer_that_only_bears_a_trusted_name_is_refused) {
  serve(issue_certificate(make_authority("ours"), "IP:127.0.0.1"), make_authority("ours"), {{{ok()}}});
  expect_untrusted("refused: ");
}

BOOST_AUTO_TEST_CASE(a_known_issuer_is_trusted) {
  const TestCertificate authority = make_authority("ours");
  serve(issue_certificate(authority, "IP:127.0.0.1"), authority, {{{ok()}}});
  BOOST_TEST(summary(send("POST", "{}")) == "200");
}

BOOST_AUTO_TEST_CASE(a_name_is_announced_and_an_address_is_not) {
  options.base_url = "https://localhost:" + std::to_string(server.port());
  const TestCertificate own = make_certificate("DNS:localhost,IP:127.0.0.1");
  serve(own, own, {{{ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  options.base_url = "https://127.0.0.1:" + std::to_string(server.port());
  transport = std::make_unique<io::BeastTransport>(context.get_executor(), options);
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_REQUIRE(server.names.size() == 2U);
  BOOST_TEST(server.names[0] == "localhost");
  BOOST_TEST(server.names[1].empty());
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
