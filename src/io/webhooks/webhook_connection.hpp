#pragma once

#include "pressrun/io/webhook_server.hpp"
#include "pressrun/ports/webhook_receiver.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstddef>
#include <memory>

namespace pressrun::io {

/// What the connections of one server share.
struct WebhookDesk {
  WebhookServerOptions options;
  WebhookReceiver::Take take;  ///< empty: nobody takes them
  std::size_t bodies = 0;      ///< bytes that are kept for bodies on their way
};

/// One connection: request after request, each within its bounds.
class WebhookConnection {
 public:
  virtual ~WebhookConnection() = default;
  virtual boost::asio::awaitable<void> run() = 0;
  virtual void close() = 0;
  /// A whole request is here, and its answer is being made.
  [[nodiscard]] virtual bool is_at_work() const = 0;
};

/// `tls`: null for plain HTTP. It and the desk outlive the connection.
std::shared_ptr<WebhookConnection> make_webhook_connection(boost::asio::ip::tcp::socket socket,
                                                           boost::asio::ssl::context* tls, WebhookDesk& desk);

}  // namespace pressrun::io
