#include "io/transport/connect.hpp"

#include "io/transport/dial.hpp"
#include "io/transport/network_error.hpp"
#include "io/transport/resolve.hpp"
#include "io/transport/tls.hpp"
#include "io/transport/tunnel.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>

#include <utility>
#include <vector>

namespace pressrun::io {
namespace {

using asio::ip::tcp;

/// Where the TCP connection goes.
struct Peer {
  std::string host;
  std::uint16_t port;
  std::string shown;
};

Peer peer_of(const Route& route) {
  if (route.proxy) return {route.proxy->host, route.proxy->port, "proxy " + route.proxy->authority()};
  return {route.origin.host, route.origin.port, route.origin.authority()};
}

TransportFailure failed(TransportError kind, const std::string& what, const ErrorCode& cause,
                        ConnectLimit limit) {
  if (is_cancelled(cause)) return not_sent(TransportError::cancelled, what);
  if (is_timeout(cause)) return not_sent(limit.error, what + ": not within the time");
  if (cause == asio::error::timed_out) return not_sent(TransportError::connect_timeout, what, cause);
  return not_sent(kind, what, cause);
}

/// Plain HTTP carries the key in the clear: whatever the resolver says, it stays on this machine.
void keep_local(std::vector<tcp::endpoint>& endpoints) {
  std::erase_if(endpoints, [](const tcp::endpoint& endpoint) { return !endpoint.address().is_loopback(); });
}

asio::awaitable<std::optional<TransportFailure>> open_tcp(PlainStream& stream, const Route& route,
                                                          ConnectLimit limit) {
  const Peer peer = peer_of(route);
  Resolved resolved = co_await resolve(peer.host, peer.port, limit.at);
  if (resolved.error) {
    co_return failed(TransportError::name_not_found, "cannot find " + peer.shown, resolved.error, limit);
  }
  if (!route.tls) keep_local(resolved.endpoints);
  const ErrorCode error = co_await dial(stream, resolved.endpoints, limit.at);
  if (error) co_return failed(TransportError::refused, "cannot connect to " + peer.shown, error, limit);
  ErrorCode ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  stream.expires_at(limit.at);
  co_return std::nullopt;
}

asio::awaitable<std::optional<TransportFailure>> pass_proxy(PlainStream& stream, const Route& route,
                                                            ConnectLimit limit) {
  const Tunnelled tunnel = co_await open_tunnel(stream, route.origin, *route.proxy);
  const std::string shown = "proxy " + route.proxy->authority();
  if (tunnel.error) {
    co_return failed(TransportError::proxy_refused, shown + " opened no tunnel", tunnel.error, limit);
  }
  if (tunnel.status / 100 == 2) co_return std::nullopt;
  const char* hint = tunnel.status == 407 ? " (user or password missing or wrong)" : "";
  co_return not_sent(TransportError::proxy_refused,
                     shown + " refused the tunnel with status " + std::to_string(tunnel.status) + hint);
}

asio::awaitable<Connected> secure(PlainStream stream, Route& route, ConnectLimit limit) {
  auto tls = std::make_unique<TlsStream>(std::move(stream), *route.tls);
  const Handshake hands = co_await shake_hands(*tls, route.origin.host);
  if (!hands.untrusted.empty()) co_return not_sent(TransportError::tls_untrusted, hands.untrusted);
  if (hands.error) {
    co_return failed(TransportError::tls_failed, "no TLS with " + route.origin.authority(), hands.error,
                     limit);
  }
  co_return std::make_unique<Connection>(std::move(tls));
}

}  // namespace

asio::awaitable<Connected> connect(Route& route, ConnectLimit limit) {
  PlainStream stream(co_await asio::this_coro::executor);
  if (auto failure = co_await open_tcp(stream, route, limit)) co_return std::move(*failure);
  if (!route.tls) co_return std::make_unique<Connection>(std::move(stream));
  if (route.proxy) {
    if (auto failure = co_await pass_proxy(stream, route, limit)) co_return std::move(*failure);
  }
  co_return co_await secure(std::move(stream), route, limit);
}

}  // namespace pressrun::io
