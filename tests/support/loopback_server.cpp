#include "support/loopback_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>

#include <array>
#include <utility>

namespace pressrun::test {
namespace {

using asio::ip::tcp;
constexpr auto answered = asio::as_tuple(asio::use_awaitable);

/// Length of the first whole request in `text`; 0: not yet there.
std::size_t whole_request(const std::string& text) {
  const std::size_t head = text.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const std::size_t field = text.find("Content-Length: ");
  const std::size_t body = field < head ? std::stoul(text.substr(field + 16)) : 0;
  return text.size() >= head + 4 + body ? head + 4 + body : 0;
}

asio::awaitable<void> pump(tcp::socket& from, tcp::socket& to) {
  std::array<char, 4096> part{};
  for (;;) {
    const auto [unread, taken] = co_await from.async_read_some(asio::buffer(part), answered);
    if (unread) break;
    const auto [unwritten, put] = co_await asio::async_write(to, asio::buffer(part.data(), taken), answered);
    if (unwritten) break;
  }
}

asio::awaitable<void> pass(tcp::socket& client, std::uint16_t port) {
  using namespace asio::experimental::awaitable_operators;
  tcp::socket server(client.get_executor());
  const tcp::endpoint there(asio::ip::address_v4::loopback(), port);
  const auto [error] = co_await server.async_connect(there, answered);
  if (!error) co_await (pump(client, server) || pump(server, client));
}

}  // namespace

LoopbackServer::LoopbackServer(asio::io_context& context, const char* address)
    : acceptor_(context, tcp::endpoint(asio::ip::make_address(address), 0)) {}

void LoopbackServer::play(std::vector<Script> scripts) {
  scripts_.assign(scripts.begin(), scripts.end());
  asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
}

asio::awaitable<void> LoopbackServer::accept() {
  for (;;) {
    auto [error, socket] = co_await acceptor_.async_accept(answered);
    if (error) co_return;
    ++connections;
    Script script = scripts_.front();
    if (scripts_.size() > 1) scripts_.pop_front();
    asio::co_spawn(acceptor_.get_executor(), serve(std::move(socket), std::move(script)), asio::detached);
  }
}

asio::awaitable<void> LoopbackServer::serve(tcp::socket socket, Script script) {
  if (tls_ == nullptr) {
    co_await perform(socket, socket, std::move(script));
  } else {
    asio::ssl::stream<tcp::socket&> stream(socket, *tls_);
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, answered);
    if (!error) {
      const char* name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
      names.emplace_back(name != nullptr ? name : "");
      co_await perform(stream, socket, std::move(script));
    }
  }
  ++left;
}

template <class Stream>
asio::awaitable<bool> LoopbackServer::take(Stream& stream, std::string& pending, std::size_t wanted) {
  for (;;) {
    const std::size_t found = wanted != Step::whole ? wanted : whole_request(pending);
    if (wanted == Step::whole ? found != 0 : pending.size() >= wanted) {
      if (wanted == Step::whole) requests.push_back(pending.substr(0, found));
      pending.erase(0, found);
      co_return true;
    }
    std::array<char, 4096> part{};
    const std::size_t room =
        wanted == Step::whole ? part.size() : std::min(part.size(), wanted - pending.size());
    const auto [error, taken] = co_await stream.async_read_some(asio::buffer(part.data(), room), answered);
    if (error) co_return false;
    bytes += taken;
    pending.append(part.data(), taken);
  }
}

template <class Stream>
asio::awaitable<void> LoopbackServer::perform(Stream& stream, tcp::socket& socket, Script script) {
  std::string pending;
  for (const Step& step : script) {
    const bool taken = co_await take(stream, pending, step.read);
    if (!taken) co_return;
    const std::size_t piece = step.drip ? 1 : std::max<std::size_t>(step.answer.size(), 1);
    for (std::size_t at = 0; at < step.answer.size(); at += piece) {
      const std::string part = step.answer.substr(at, piece);
      const auto [error, put] = co_await asio::async_write(stream, asio::buffer(part), answered);
      if (error) co_return;
    }
    if (step.then == Then::close) co_return;
    if (step.then == Then::reset) {
      socket.set_option(asio::socket_base::linger(true, 0));
      socket.close();  // by hand: the destructor would take the linger back
      co_return;
    }
    if (step.then == Then::tunnel) {
      co_await pass(socket, step.tunnel_port);
      co_return;
    }
    if (step.then == Then::stall) break;
  }
  co_await take(stream, pending, Step::whole - 1);
}

std::string ok(const std::string& body, const std::string& more_headers) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers +
         "\r\n" + body;
}

}  // namespace pressrun::test
