#include "io/transport/dial.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>

#include <chrono>

namespace pressrun::io {

asio::awaitable<ErrorCode> dial(PlainStream& stream, const std::vector<asio::ip::tcp::endpoint>& endpoints,
                                Instant limit) {
  ErrorCode last = make_error_code(asio::error::host_not_found);
  auto left = static_cast<Duration::rep>(endpoints.size());
  for (const asio::ip::tcp::endpoint& endpoint : endpoints) {
    const Instant now = std::chrono::steady_clock::now();
    if (now >= limit) co_return make_error_code(boost::beast::error::timeout);
    stream.expires_at(now + (limit - now) / left--);
    const auto [error] = co_await stream.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    last = error;
    if (!error || is_cancelled(error)) break;
    stream.close();
  }
  co_return last;
}

}  // namespace pressrun::io
