#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/network_error.hpp"
#include "io/transport/origin.hpp"

#include <boost/asio/awaitable.hpp>

namespace pressrun::io {

namespace asio = boost::asio;

struct Tunnelled {
  ErrorCode error;
  int status = 0;  ///< of the proxy's answer; 0: none came
};

/// Asks the proxy at the other end for a tunnel to `origin`. The caller has set the stream's expiry.
asio::awaitable<Tunnelled> open_tunnel(PlainStream& stream, const Origin& origin, const Proxy& proxy);

}  // namespace pressrun::io
