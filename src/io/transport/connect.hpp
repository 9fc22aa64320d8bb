#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/origin.hpp"
#include "pressrun/domain/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <variant>

namespace pressrun::io {

namespace asio = boost::asio;

/// Whom to connect to, and by which way.
struct Route {
  Origin origin;
  std::optional<Proxy> proxy;
  std::shared_ptr<asio::ssl::context> tls;  ///< there exactly if the origin wants it
};

/// The instant by which a connection must stand, and what to call it when it does not.
struct ConnectLimit {
  Instant at;
  TransportError error;
};

using Connected = std::variant<std::unique_ptr<Connection>, TransportFailure>;

/// Lookup, TCP, the proxy's tunnel, TLS. No byte of a request leaves here.
asio::awaitable<Connected> connect(Route& route, ConnectLimit limit);

}  // namespace pressrun::io
