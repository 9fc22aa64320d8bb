#include "pressrun/io/beast_transport.hpp"

#include "io/transport/connect.hpp"
#include "io/transport/exchange.hpp"
#include "io/transport/network_error.hpp"
#include "io/transport/origin.hpp"
#include "io/transport/pool.hpp"
#include "io/transport/tls.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pressrun::io {
namespace {

constexpr Duration longest_timeout = std::chrono::hours{24};

Route make_route(const TransportOptions& options) {
  Route route{parse_origin(options.base_url), parse_proxy(options.https_proxy), std::nullopt};
  if (!route.origin.tls || bypasses_proxy(route.origin, options.no_proxy)) route.proxy.reset();
  if (route.origin.tls) route.tls.emplace(make_tls_context(options.ca_file));
  return route;
}

Instant clock_now() { return std::chrono::steady_clock::now(); }

/// The server closed the kept connection before it saw our request; seen from here it looks the same as a
/// request lost on its way, so only a GET may go again.
bool died_unanswered(const Exchanged& result) {
  const auto* failure = std::get_if<TransportFailure>(&result.outcome);
  return failure && failure->error == TransportError::connection_lost && !result.answer_begun;
}

}  // namespace

struct BeastTransport::Impl {
  Impl(asio::any_io_executor runs_on, TransportOptions given)
      : executor(std::move(runs_on)),
        options(std::move(given)),
        route(make_route(options)),
        pool(options.idle_limit) {}

  asio::awaitable<HttpOutcome> send(const WireRequest& request, Instant deadline);
  asio::awaitable<Exchanged> send_over(std::unique_ptr<Connection> connection, const WireRequest& request,
                                       Instant deadline);
  [[nodiscard]] ConnectLimit connect_limit(Instant deadline) const;

  asio::any_io_executor executor;
  TransportOptions options;
  Route route;
  Pool pool;
};

ConnectLimit BeastTransport::Impl::connect_limit(Instant deadline) const {
  const Instant own = clock_now() + std::min(options.connect_timeout, longest_timeout);
  return own < deadline ? ConnectLimit{own, TransportError::connect_timeout}
                        : ConnectLimit{deadline, TransportError::timeout};
}

/// The connection goes back to the pool only in a known state; any other way out of here, cancellation too,
/// closes it.
asio::awaitable<Exchanged> BeastTransport::Impl::send_over(std::unique_ptr<Connection> connection,
                                                           const WireRequest& request, Instant deadline) {
  Exchanged result = co_await exchange(*connection, request, options.max_response_bytes, deadline);
  if (result.reusable) pool.put(std::move(connection), clock_now());
  co_return result;
}

asio::awaitable<HttpOutcome> BeastTransport::Impl::send(const WireRequest& request, Instant deadline) {
  const bool repeatable = request.is_get;
  const Duration used_within = repeatable ? options.idle_limit : options.fresh_enough_for_post;
  bool sent_before = false;
  if (auto pooled = pool.take(clock_now(), used_within)) {
    Exchanged result = co_await send_over(std::move(pooled), request, deadline);
    if (!repeatable || !died_unanswered(result)) co_return std::move(result.outcome);
    sent_before = true;
  }
  Connected connected = co_await connect(route, connect_limit(deadline));
  if (auto* failure = std::get_if<TransportFailure>(&connected)) {
    failure->may_have_been_sent = sent_before;
    co_return std::move(*failure);
  }
  Exchanged result =
      co_await send_over(std::move(std::get<std::unique_ptr<Connection>>(connected)), request, deadline);
  co_return std::move(result.outcome);
}

BeastTransport::BeastTransport(asio::any_io_executor executor, TransportOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options))) {}

BeastTransport::~BeastTransport() = default;

asio::awaitable<HttpOutcome> BeastTransport::send(HttpRequest request, Duration timeout) {
  const std::shared_ptr<Impl> impl = impl_;  // outlives a transport that is destroyed meanwhile
  const Instant deadline = clock_now() + std::min(timeout, longest_timeout);
  const auto wire = to_wire(request, impl->route.origin);
  if (!wire)
    co_return not_sent(TransportError::malformed, "a header or the target of the request cannot be written");
  co_return co_await impl->send(*wire, deadline);
}

void BeastTransport::close() { impl_->pool.clear(); }

}  // namespace pressrun::io
