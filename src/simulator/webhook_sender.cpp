#include "simulator/webhook_sender.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace pressrun::simulator {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::chrono::seconds patience{15};  // API reference 8.2
constexpr std::size_t longest_answer = 64U << 10U;

struct Place {
  asio::ip::tcp::endpoint endpoint;
  std::string host;  ///< with its port
};

std::optional<Place> place_of(const std::string& text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->scheme() != "http") return std::nullopt;
  const std::string name = url->host_address();
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(name == "localhost" ? "127.0.0.1" : name, failed);
  if (failed || !address.is_loopback()) return std::nullopt;
  const std::uint16_t port = url->has_port() ? url->port_number() : std::uint16_t{80};
  return Place{{address, port}, std::string{url->encoded_host_and_port()}};
}

}  // namespace

asio::awaitable<bool> send_webhook(WebhookAttempt attempt) {
  const auto place = place_of(attempt.url);
  if (!place) co_return false;
  constexpr auto answered = asio::as_tuple(asio::use_awaitable);
  beast::tcp_stream stream{co_await asio::this_coro::executor};
  stream.expires_after(patience);
  const auto [unreached] = co_await stream.async_connect(place->endpoint, answered);
  if (unreached) co_return false;
  http::request<http::string_body> wire{http::verb::post, attempt.request.target, 11};
  wire.set(http::field::host, place->host);
  for (const HttpHeader& header : attempt.request.headers) wire.set(header.name, header.value);
  wire.body() = std::move(attempt.request.body);
  wire.prepare_payload();
  const auto [unsent, sent] = co_await http::async_write(stream, wire, answered);
  if (unsent) co_return false;
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(longest_answer);
  const auto [unheard, read] = co_await http::async_read(stream, buffer, parser, answered);
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  co_return !unheard && parser.get().result() == http::status::ok;
}

}  // namespace pressrun::simulator
