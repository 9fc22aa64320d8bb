#pragma once

#include "support/test_certificate.hpp"
#include "transport_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace pressrun::test {

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
    if (options.base_url == io::TransportOptions{}.base_url)
      options.base_url = "https://127.0.0.1:" + std::to_string(server.port());
    start(std::move(scripts));
  }

  void serve_trusted(std::vector<Script> scripts) {
    const TestCertificate own = make_certificate("IP:127.0.0.1");
    serve(own, own, std::move(scripts));
  }

  /// `reason`: words that no other refusal uses.
  void expect_untrusted(const std::string& reason) {
    const HttpOutcome outcome = send("POST", "{}");
    BOOST_TEST(summary(outcome) == "tls_untrusted, unsent");
    const std::string detail = std::get<TransportFailure>(outcome).detail;
    BOOST_TEST(detail.find(reason) != std::string::npos, detail);
    BOOST_TEST(server.bytes == 0U);
  }
};

}  // namespace pressrun::test
