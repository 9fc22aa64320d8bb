#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/network_error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace pressrun::io {

namespace asio = boost::asio;

/// A client's context: TLS 1.2 and up, peers verified against `ca_file` or, where empty, OpenSSL's default
/// store. Throws std::invalid_argument when the file cannot be used.
asio::ssl::context make_tls_context(const std::string& ca_file);

struct Handshake {
  ErrorCode error;
  std::string untrusted;  ///< why the certificate was refused; empty: it was not that
};

/// Handshake with SNI and check of the host's name. The caller has set the stream's expiry.
asio::awaitable<Handshake> shake_hands(TlsStream& stream, std::string host);

}  // namespace pressrun::io
