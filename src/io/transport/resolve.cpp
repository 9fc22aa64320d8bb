#include "io/transport/resolve.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>

#include <memory>

namespace pressrun::io {
namespace {

using asio::ip::tcp;

struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), done(executor) {}
  tcp::resolver resolver;
  asio::steady_timer done;
  Resolved answer;
  bool finished = false;
};

void finish(Lookup& lookup, const ErrorCode& error, const tcp::resolver::results_type& found) {
  lookup.answer.error = error;
  for (const auto& entry : found) lookup.answer.endpoints.push_back(entry.endpoint());
  lookup.finished = true;
  lookup.done.cancel();
}

}  // namespace

asio::awaitable<Resolved> resolve(std::string host, std::uint16_t port, Instant deadline) {
  ErrorCode literal;
  const auto address = asio::ip::make_address(host, literal);
  if (!literal) {
    Resolved known;
    known.endpoints.emplace_back(address, port);
    co_return known;
  }
  auto lookup = std::make_shared<Lookup>(co_await asio::this_coro::executor);
  lookup->done.expires_at(deadline);
  lookup->resolver.async_resolve(
      host, std::to_string(port),
      [lookup](const ErrorCode& error, const auto& found) { finish(*lookup, error, found); });
  const auto [waited] = co_await lookup->done.async_wait(asio::as_tuple(asio::use_awaitable));
  if (!lookup->finished) {
    lookup->answer.error = waited ? waited : make_error_code(boost::beast::error::timeout);
    lookup->resolver.cancel();
  }
  co_return lookup->answer;
}

}  // namespace pressrun::io
