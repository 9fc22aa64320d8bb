#pragma once

#include "io/transport/network_error.hpp"
#include "pressrun/domain/time.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace pressrun::io {

namespace asio = boost::asio;

struct Resolved {
  ErrorCode error;  ///< beast::error::timeout past the deadline
  std::vector<asio::ip::tcp::endpoint> endpoints;
};

/// Every address of the host. Returns by `deadline` even where the system's resolver hangs: a lookup under
/// way cannot be interrupted, so it is left behind.
asio::awaitable<Resolved> resolve(std::string host, std::uint16_t port, Instant deadline);

}  // namespace pressrun::io
