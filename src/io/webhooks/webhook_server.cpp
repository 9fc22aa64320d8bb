#include "pressrun/io/webhook_server.hpp"

#include "io/webhooks/webhook_connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <list>
#include <optional>
#include <utility>

namespace pressrun::io {
namespace {

using asio::ip::tcp;

constexpr std::chrono::milliseconds pause_after_failure{50};  // out of file descriptors, most likely

std::optional<asio::ssl::context> tls_with(const WebhookServerOptions& options) {
  if (options.certificate_file.empty()) return std::nullopt;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
  tls.use_certificate_chain_file(options.certificate_file);
  tls.use_private_key_file(options.private_key_file, asio::ssl::context::pem);
  return tls;
}

tcp::acceptor listening(asio::io_context& context, const WebhookServerOptions& options) {
  const tcp::endpoint place{asio::ip::make_address(options.address), options.port};
  tcp::acceptor acceptor{context};
  acceptor.open(place.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address{true});
  acceptor.bind(place);
  acceptor.listen();
  return acceptor;
}

}  // namespace

/// Kept alive by what it spawned.
struct WebhookServer::Impl : std::enable_shared_from_this<Impl> {
  using Connections = std::list<std::shared_ptr<WebhookConnection>>;

  Impl(asio::io_context& context, const WebhookServerOptions& options)
      : tls(tls_with(options)), acceptor(listening(context, options)), pause(context) {
    desk.options = options;
  }

  void hand_to(Take take);
  asio::awaitable<void> accept();
  void open(tcp::socket socket);
  void make_room();
  void stop();

  WebhookDesk desk;
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  Connections connections;  // the oldest first
  bool accepting = false;
};

void WebhookServer::Impl::hand_to(Take take) {
  desk.take = std::move(take);
  if (!desk.take) return stop();
  if (std::exchange(accepting, true)) return;
  auto self = shared_from_this();  // the loop's completion handler holds it
  asio::co_spawn(acceptor.get_executor(), accept(), [self](const std::exception_ptr&) {});
}

asio::awaitable<void> WebhookServer::Impl::accept() {
  while (acceptor.is_open()) {
    auto [failed, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
    if (!acceptor.is_open()) co_return;
    if (!failed) {
      make_room();
      open(std::move(socket));
      continue;
    }
    pause.expires_after(pause_after_failure);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

/// Where there are too many, the one that has waited longest for its request goes.
void WebhookServer::Impl::make_room() {
  if (connections.size() < desk.options.most_connections) return;
  for (const auto& connection : connections) {
    if (connection->is_at_work()) continue;
    const auto oldest = connection;
    connections.remove(oldest);
    oldest->close();
    return;
  }
}

void WebhookServer::Impl::open(tcp::socket socket) {
  if (connections.size() >= desk.options.most_connections) return;
  auto connection = make_webhook_connection(std::move(socket), tls ? &*tls : nullptr, desk);
  connections.push_back(connection);
  auto left = [self = shared_from_this(), connection](const std::exception_ptr&) {
    self->connections.remove(connection);
  };
  asio::co_spawn(acceptor.get_executor(), connection->run(), std::move(left));
}

void WebhookServer::Impl::stop() {
  boost::system::error_code ignored;
  desk.take = {};
  acceptor.close(ignored);
  pause.cancel();
  for (const auto& connection : connections) {
    if (!connection->is_at_work()) connection->close();
  }
}

WebhookServer::WebhookServer(asio::io_context& context, const WebhookServerOptions& options)
    : impl_(std::make_shared<Impl>(context, options)), port_(impl_->acceptor.local_endpoint().port()) {}

WebhookServer::~WebhookServer() { impl_->stop(); }
void WebhookServer::hand_to(Take take) { impl_->hand_to(std::move(take)); }

}  // namespace pressrun::io
