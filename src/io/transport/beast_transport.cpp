#include "pressrun/io/beast_transport.hpp"

#include "io/transport/connect.hpp"
#include "io/transport/exchange.hpp"
#include "io/transport/network_error.hpp"
#include "io/transport/origin.hpp"
#include "io/transport/pool.hpp"
#include "io/transport/streamed_exchange.hpp"
#include "io/transport/tls.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

namespace pressrun::io {
namespace {

constexpr Duration longest_timeout = std::chrono::hours{24};
constexpr std::size_t most_origins = 64;  // besides the API's, whose connections are kept

/// An origin, the way there, and the connections that are kept for it.
struct Site {
  Site(Route way, Duration idle_limit) : route(std::move(way)), pool(idle_limit) {}
  Route route;
  Pool pool;
};

/// A request, where it goes, and as it is written.
struct Addressed {
  std::shared_ptr<Site> site;
  WireRequest wire;
};
using Addressing = std::variant<Addressed, TransportFailure>;

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
        proxy(parse_proxy(options.https_proxy)),
        api(make_site(parse_origin(options.base_url))) {}

  std::shared_ptr<Site> make_site(Origin origin);
  std::shared_ptr<Site> site_of(Origin origin);
  Addressing address(HttpRequest request);
  /// `perform`: one exchange over a connection.
  template <class Perform>
  asio::awaitable<HttpOutcome> send(const Addressed& to, Instant deadline, Perform perform);
  [[nodiscard]] ConnectLimit connect_limit(Instant deadline) const;

  asio::any_io_executor executor;
  TransportOptions options;
  std::optional<Proxy> proxy;
  std::shared_ptr<asio::ssl::context> tls;  // made for the first origin that wants it
  std::shared_ptr<Site> api;
  std::map<std::string, std::shared_ptr<Site>> others;  // by scheme and authority
};

std::shared_ptr<Site> BeastTransport::Impl::make_site(Origin origin) {
  if (origin.tls && !tls) tls = std::make_shared<asio::ssl::context>(make_tls_context(options.ca_file));
  const bool direct = !origin.tls || bypasses_proxy(origin, options.no_proxy);
  std::shared_ptr<asio::ssl::context> its_tls = origin.tls ? tls : nullptr;
  Route route{std::move(origin), direct ? std::nullopt : proxy, std::move(its_tls)};
  return std::make_shared<Site>(std::move(route), options.idle_limit);
}

std::shared_ptr<Site> BeastTransport::Impl::site_of(Origin origin) {
  const std::string name = (origin.tls ? "https://" : "http://") + origin.authority();
  const auto known = others.find(name);
  if (known != others.end()) return known->second;
  if (others.size() >= most_origins) others.clear();  // calls under way keep theirs
  return others.emplace(name, make_site(std::move(origin))).first->second;
}

Addressing BeastTransport::Impl::address(HttpRequest request) {
  std::shared_ptr<Site> site = api;
  if (!request.target.starts_with('/')) {
    try {
      Address whole = parse_address(request.target);
      site = site_of(std::move(whole.origin));
      request.target = std::move(whole.target);
    } catch (const std::invalid_argument& error) {
      return not_sent(TransportError::malformed, error.what());
    }
  }
  auto wire = to_wire(request, site->route.origin);
  if (wire) return Addressed{std::move(site), *std::move(wire)};
  return not_sent(TransportError::malformed, "a header or the target of the request cannot be written");
}

ConnectLimit BeastTransport::Impl::connect_limit(Instant deadline) const {
  const Instant own = clock_now() + std::min(options.connect_timeout, longest_timeout);
  return own < deadline ? ConnectLimit{own, TransportError::connect_timeout}
                        : ConnectLimit{deadline, TransportError::timeout};
}

/// A connection goes back to its pool only in a known state; any other way out of here, cancellation too,
/// closes it.
template <class Perform>
asio::awaitable<HttpOutcome> BeastTransport::Impl::send(const Addressed& to, Instant deadline,
                                                        Perform perform) {
  const bool repeatable = to.wire.is_get;
  const Duration used_within = repeatable ? options.idle_limit : options.fresh_enough_for_post;
  bool sent_before = false;
  if (auto pooled = to.site->pool.take(clock_now(), used_within)) {
    auto exchanging = perform(*pooled);
    Exchanged result = co_await std::move(exchanging);
    if (result.reusable) to.site->pool.put(std::move(pooled), clock_now());
    if (!repeatable || !died_unanswered(result)) co_return std::move(result.outcome);
    sent_before = true;
  }
  Connected connected = co_await connect(to.site->route, connect_limit(deadline));
  if (auto* failure = std::get_if<TransportFailure>(&connected)) {
    failure->may_have_been_sent = sent_before;
    co_return std::move(*failure);
  }
  auto connection = std::move(std::get<std::unique_ptr<Connection>>(connected));
  auto exchanging = perform(*connection);
  Exchanged result = co_await std::move(exchanging);
  if (result.reusable) to.site->pool.put(std::move(connection), clock_now());
  co_return std::move(result.outcome);
}

BeastTransport::BeastTransport(asio::any_io_executor executor, TransportOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options))) {}

BeastTransport::~BeastTransport() = default;

asio::awaitable<HttpOutcome> BeastTransport::send(HttpRequest request, Duration timeout) {
  const std::shared_ptr<Impl> impl = impl_;  // outlives a transport that is destroyed meanwhile
  const Instant deadline = clock_now() + std::min(timeout, longest_timeout);
  const Addressing to = impl->address(std::move(request));
  if (const auto* failure = std::get_if<TransportFailure>(&to)) co_return *failure;
  const Addressed& addressed = std::get<Addressed>(to);
  const WireRequest& wire = addressed.wire;
  const std::size_t most = impl->options.max_response_bytes;
  const auto perform = [&wire, most, deadline](Connection& over) {
    return exchange(over, wire, most, deadline);
  };
  auto sending = impl->send(addressed, deadline, perform);
  co_return co_await std::move(sending);
}

asio::awaitable<HttpOutcome> BeastTransport::receive(HttpRequest request, BodySink& sink,
                                                     std::uint64_t most_bytes, Duration silence) {
  const std::shared_ptr<Impl> impl = impl_;
  const Duration wait = std::min(silence, longest_timeout);
  const Addressing to = impl->address(std::move(request));
  if (const auto* failure = std::get_if<TransportFailure>(&to)) co_return *failure;
  const Addressed& addressed = std::get<Addressed>(to);
  const WireRequest& wire = addressed.wire;
  const std::size_t most = impl->options.max_response_bytes;
  const Streaming streaming{sink, most_bytes, wait};
  const auto perform = [&wire, &streaming, most](Connection& over) {
    return streamed_exchange(over, wire, most, streaming);
  };
  auto sending = impl->send(addressed, clock_now() + wait, perform);
  co_return co_await std::move(sending);
}

void BeastTransport::close() {
  impl_->api->pool.clear();
  for (auto& [name, site] : impl_->others) site->pool.clear();
}

}  // namespace pressrun::io
