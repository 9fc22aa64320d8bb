#pragma once

#include "pressrun/ports/webhook_receiver.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace pressrun::io {

struct WebhookServerOptions {
  std::string address = "127.0.0.1";  ///< of an interface of this machine
  std::uint16_t port = 8460;          ///< 0: any free one
  std::string certificate_file;       ///< PEM, the whole chain; with it and the key: TLS
  std::string private_key_file;
  std::size_t most_connections = 1024;  ///< beyond them the one that has waited longest for its request goes
  std::size_t most_body = std::size_t{8} << 20U;
  std::size_t most_bodies = std::size_t{64} << 20U;  ///< of all requests that are being read together
  std::chrono::milliseconds header_time{
      10'000};  ///< for a whole header, from its first byte or the last answer
  std::chrono::milliseconds body_time{15'000};  ///< the API itself waits no longer
};

/// Receives webhooks over HTTP/1.1, or over TLS 1.2 and later. Whoever sends slowly, much, or too many at
/// once is cut off, and the others are served: a connection has so long for its header and its body, and
/// there are only so many.
/// Threads: one thread runs the context; call the members from it, or while nobody runs it.
class WebhookServer final : public WebhookReceiver {
 public:
  /// Listens at once; what comes waits until somebody takes it. Throws boost::system::system_error: an
  /// address that is not ours, a port that is taken, a certificate that cannot be used.
  WebhookServer(boost::asio::io_context& context, const WebhookServerOptions& options);
  ~WebhookServer() override;  ///< stops
  WebhookServer(const WebhookServer&) = delete;
  WebhookServer& operator=(const WebhookServer&) = delete;

  /// With nobody it stops for good: the listener is closed, and every connection but those at work.
  void hand_to(Take take) override;
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
  std::uint16_t port_ = 0;
};

}  // namespace pressrun::io
