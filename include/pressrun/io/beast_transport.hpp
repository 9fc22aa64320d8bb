#pragma once

#include "pressrun/ports/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::io {

struct TransportOptions {
  std::string base_url = "https://api.abyssale.com";  ///< scheme, host, port, path prefix
  std::string ca_file;      ///< PEM bundle in place of the system's; empty: SSL_CERT_FILE or the system's
  std::string https_proxy;  ///< "http://[user:password@]host:port"; empty: none
  std::string no_proxy;     ///< comma-separated hosts, ".suffix" and "*"
  std::size_t max_response_bytes = 16U << 20U;
  Duration connect_timeout = std::chrono::seconds{10};
  Duration idle_limit = std::chrono::seconds{50};  ///< an idle connection older than this is closed
  /// A POST reuses a connection used this recently. Well under 5 s, after which common servers (Node.js,
  /// Apache httpd) close an idle connection: a POST that crosses such a close would be in doubt for nothing.
  Duration fresh_enough_for_post = std::chrono::seconds{2};
};

/// HTTPS over Boost.Beast: a pool of keep-alive connections for each origin, TLS verified with the host's
/// name, CONNECT proxies. Plain HTTP is refused except to a loopback address (std::invalid_argument, from the
/// constructor; so is a URL that cannot be read).
class BeastTransport final : public Transport {
 public:
  BeastTransport(asio::any_io_executor executor, TransportOptions options);
  ~BeastTransport() override;
  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration timeout) override;
  asio::awaitable<HttpOutcome> receive(HttpRequest request, BodySink& sink, std::uint64_t most_bytes,
                                       Duration silence) override;
  void close();  ///< drops every idle connection

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pressrun::io
