#include "pressrun/simulator/server.hpp"

#include "simulator/session.hpp"
#include "simulator/webhook_sender.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <set>

namespace pressrun::simulator {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds between_looks{100};
constexpr std::chrono::milliseconds pause_after_failure{50};  // out of file descriptors, most likely

std::optional<asio::ssl::context> tls_of(const ServerOptions& options) {
  if (options.certificate_file.empty()) return std::nullopt;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  tls.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
  tls.use_certificate_chain_file(options.certificate_file);
  tls.use_private_key_file(options.private_key_file, asio::ssl::context::pem);
  return tls;
}

}  // namespace

/// Kept alive by what it spawned.
struct Server::Impl : std::enable_shared_from_this<Impl> {
  Impl(asio::io_context& context, Scenario scenario, const ServerOptions& given)
      : options(given),
        tls(tls_of(given)),
        acceptor(context, {asio::ip::address_v4::loopback(), given.port}),
        pause(context),
        next_look(context),
        base_url((tls ? "https" : "http") + std::string{"://127.0.0.1:"} +
                 std::to_string(acceptor.local_endpoint().port())),
        site(std::move(scenario), base_url) {}

  asio::awaitable<void> accept();
  asio::awaitable<void> deliver();
  asio::awaitable<void> attempt(WebhookAttempt webhook);
  void open(tcp::socket socket);
  void stop();

  ServerOptions options;
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  asio::steady_timer next_look;  // at the webhooks
  std::string base_url;
  Site site;
  ServerClock clock;
  std::set<std::shared_ptr<Session>> sessions;
};

asio::awaitable<void> Server::Impl::accept() {
  while (acceptor.is_open()) {
    auto [failed, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
    if (!acceptor.is_open()) co_return;
    if (!failed) {
      open(std::move(socket));
      continue;
    }
    pause.expires_after(pause_after_failure);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

/// Each goes out when it is due, whatever the others are waiting for.
asio::awaitable<void> Server::Impl::deliver() {
  while (acceptor.is_open()) {
    const ServerTime now = clock.now();
    while (auto due = site.model().take_webhook(now)) {
      if (!due->arrives) continue;
      auto self = shared_from_this();
      asio::co_spawn(acceptor.get_executor(), attempt(*std::move(due)), [self](const std::exception_ptr&) {});
    }
    std::chrono::nanoseconds wait = between_looks;
    if (const auto next = site.model().next_webhook())
      wait = std::clamp<std::chrono::nanoseconds>(*next - now, std::chrono::milliseconds{1}, wait);
    next_look.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(wait));
    co_await next_look.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

asio::awaitable<void> Server::Impl::attempt(WebhookAttempt webhook) {
  const std::uint64_t number = webhook.number;
  if (co_await send_webhook(std::move(webhook))) site.model().webhook_acknowledged(number);
}

void Server::Impl::open(tcp::socket socket) {
  if (sessions.size() >= options.most_connections) return;
  const SessionDeps deps{site, clock, options};
  auto session = make_session(std::move(socket), tls ? &*tls : nullptr, deps);
  sessions.insert(session);
  auto left = [self = shared_from_this(), session](const std::exception_ptr&) {
    self->sessions.erase(session);
  };
  asio::co_spawn(acceptor.get_executor(), session->run(), std::move(left));
}

void Server::Impl::stop() {
  boost::system::error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  next_look.cancel();
  for (const auto& session : sessions) session->close();
}

Server::Server(asio::io_context& context, Scenario scenario, const ServerOptions& options)
    : impl_(std::make_shared<Impl>(context, std::move(scenario), options)) {
  auto self = impl_;  // the loop's completion handler holds it
  asio::co_spawn(context, impl_->accept(), [self](const std::exception_ptr&) {});
  asio::co_spawn(context, impl_->deliver(), [self](const std::exception_ptr&) {});
}

Server::~Server() { stop(); }
std::string Server::base_url() const { return impl_->base_url; }
std::string Server::stats_json() const { return impl_->site.stats_json(); }
void Server::stop() { impl_->stop(); }

}  // namespace pressrun::simulator
