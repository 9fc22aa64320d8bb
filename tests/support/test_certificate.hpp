#pragma once

#include <string>

namespace pressrun::test {

/// A key and its certificate, PEM, made on the spot: P-256.
struct TestCertificate {
  std::string certificate;
  std::string key;
};

/// Issued by itself. `alt_name` as OpenSSL writes it: "IP:127.0.0.1,DNS:localhost". Valid from `from_days` to
/// `to_days` from now.
TestCertificate make_certificate(const std::string& alt_name, int from_days = -1, int to_days = 1);

/// An authority, and a certificate that it issued.
TestCertificate make_authority(const std::string& name);
TestCertificate issue_certificate(const TestCertificate& authority, const std::string& alt_name);

}  // namespace pressrun::test
