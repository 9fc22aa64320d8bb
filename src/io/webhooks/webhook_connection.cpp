#include "io/webhooks/webhook_connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace pressrun::io {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto answered = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t most_header = 16U << 10U;
constexpr std::chrono::seconds writing_time{10};

using PlainStream = beast::tcp_stream;
using SecureStream = beast::ssl_stream<beast::tcp_stream>;

HttpResponse plain_text(int status, std::string_view text) {
  HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = std::string{text} + "\n";
  return response;
}

/// So much of the bodies' memory is kept for one.
class BodyRoom {
 public:
  BodyRoom(WebhookDesk& desk, std::size_t wanted) : desk_(desk) {
    if (wanted > desk.options.most_bodies - std::min(desk.bodies, desk.options.most_bodies)) return;
    kept_ = wanted;
    desk_.bodies += kept_;
    has_room_ = true;
  }
  ~BodyRoom() { desk_.bodies -= kept_; }
  BodyRoom(const BodyRoom&) = delete;
  BodyRoom& operator=(const BodyRoom&) = delete;
  [[nodiscard]] bool has_room() const { return has_room_; }

 private:
  WebhookDesk& desk_;
  std::size_t kept_ = 0;
  bool has_room_ = false;
};

template <class Stream>
class ConnectionOver final : public WebhookConnection {
 public:
  ConnectionOver(Stream stream, WebhookDesk& desk) : stream_(std::move(stream)), desk_(desk) {}

  asio::awaitable<void> run() override {
    bool goes_on = co_await shake_hands();
    while (goes_on && !closed_) goes_on = co_await serve_one();
    if (!closed_) part();
  }
  void close() override {
    closed_ = true;
    connection().close();
  }
  [[nodiscard]] bool is_at_work() const override { return at_work_; }

 private:
  using Parser = http::request_parser<http::string_body>;

  beast::tcp_stream& connection() { return beast::get_lowest_layer(stream_); }

  asio::awaitable<bool> shake_hands() {
    bool shaken = true;
    if constexpr (std::is_same_v<Stream, SecureStream>) {
      connection().expires_after(desk_.options.header_time);
      const auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, answered);
      shaken = !failed;
    }
    co_return shaken;
  }

  asio::awaitable<bool> serve_one() {
    Parser parser;
    parser.header_limit(most_header);
    parser.body_limit(desk_.options.most_body);
    connection().expires_after(desk_.options.header_time);
    const auto [failed, size] = co_await http::async_read_header(stream_, buffer_, parser, answered);
    if (failed) co_return co_await refuse(failed);
    const auto length = parser.content_length();
    const std::size_t wanted = length ? static_cast<std::size_t>(*length) : chunked_room(parser);
    const BodyRoom room{desk_, wanted};
    if (!room.has_room()) co_return co_await refuse_with(503, "too much is on its way; try again later");
    const bool read = co_await read_body(parser);
    if (!read) co_return false;
    const bool keep_alive = parser.get().keep_alive();
    HttpRequest request = request_of(parser);
    at_work_ = true;
    const HttpResponse response = co_await made(std::move(request));
    const bool goes_on = keep_alive && desk_.take;
    const bool written = co_await write(response, goes_on);
    at_work_ = false;
    co_return written&& goes_on;
  }

  std::size_t chunked_room(const Parser& parser) const {
    return parser.chunked() ? desk_.options.most_body : 0;
  }

  asio::awaitable<bool> read_body(Parser& parser) {
    if (parser.is_done()) co_return true;
    connection().expires_after(desk_.options.body_time);
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto [unwritten, sent] = co_await asio::async_write(stream_, asio::buffer(go_on), answered);
      if (unwritten) co_return false;
    }
    const auto [failed, size] = co_await http::async_read(stream_, buffer_, parser, answered);
    if (failed) co_await refuse(failed);
    co_return !failed;
  }

  static HttpRequest request_of(Parser& parser) {
    auto& wire = parser.get();
    HttpRequest request;
    request.method = std::string{wire.method_string()};
    request.target = std::string{wire.target()};
    for (const auto& field : wire)
      request.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
    request.body = std::move(wire.body());
    return request;
  }

  /// Whatever goes wrong in making it, the sender tries again.
  asio::awaitable<HttpResponse> made(HttpRequest request) {
    if (!desk_.take) co_return plain_text(503, "nothing is taken now; try again later");
    std::optional<HttpResponse> response;
    try {
      const auto take = desk_.take;
      response = co_await take(std::move(request));
    } catch (const std::exception&) {
      response.reset();
    }
    if (!response) response = plain_text(500, "it could not be taken; try again later");
    co_return *std::move(response);
  }

  asio::awaitable<bool> write(const HttpResponse& response, bool keep_alive) {
    http::response<http::string_body> wire{http::int_to_status(static_cast<unsigned>(response.status)), 11};
    for (const HttpHeader& header : response.headers) wire.set(header.name, header.value);
    wire.body() = response.body;
    wire.keep_alive(keep_alive);
    wire.prepare_payload();
    connection().expires_after(writing_time);
    const auto [failed, size] = co_await http::async_write(stream_, wire, answered);
    co_return !failed;
  }

  asio::awaitable<bool> refuse_with(int status, std::string_view why) {
    const HttpResponse response = plain_text(status, why);
    co_await write(response, false);
    co_return false;
  }

  /// One that left, or was too slow, hears nothing.
  asio::awaitable<bool> refuse(beast::error_code failed) {
    if (failed == http::error::body_limit) co_return co_await refuse_with(413, "the body is too large");
    if (failed == http::error::header_limit) co_return co_await refuse_with(431, "the header is too large");
    const bool malformed = failed.category() == make_error_code(http::error::bad_version).category() &&
                           failed != http::error::end_of_stream && failed != http::error::partial_message;
    if (malformed) co_return co_await refuse_with(400, "no HTTP request");
    co_return false;
  }

  void part() {
    beast::error_code ignored;
    connection().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    connection().close();
  }

  Stream stream_;
  WebhookDesk& desk_;
  beast::flat_buffer buffer_;
  bool at_work_ = false;
  bool closed_ = false;
};

}  // namespace

std::shared_ptr<WebhookConnection> make_webhook_connection(asio::ip::tcp::socket socket,
                                                           asio::ssl::context* tls, WebhookDesk& desk) {
  if (tls == nullptr)
    return std::make_shared<ConnectionOver<PlainStream>>(PlainStream{std::move(socket)}, desk);
  return std::make_shared<ConnectionOver<SecureStream>>(SecureStream{std::move(socket), *tls}, desk);
}

}  // namespace pressrun::io
