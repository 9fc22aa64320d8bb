#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/network_error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <vector>

namespace pressrun::io {

namespace asio = boost::asio;

/// Connects to the first of the addresses that answers, each in turn. Each gets an even share of the time
/// left until `limit`, so that a dead one does not eat it all. The error is the last address's;
/// beast::error::timeout past the limit, host_not_found where there is no address.
asio::awaitable<ErrorCode> dial(PlainStream& stream, const std::vector<asio::ip::tcp::endpoint>& endpoints,
                                Instant limit);

}  // namespace pressrun::io
