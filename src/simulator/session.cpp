#include "simulator/session.hpp"

#include "simulator/wire.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <array>
#include <optional>

namespace pressrun::simulator {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t most_body = 8 << 20;
constexpr std::uint32_t most_header = 64 << 10;
constexpr std::size_t most_drained = 32 << 20;
constexpr std::chrono::seconds parting_time{2};
constexpr std::string_view no_http = "\x16\x03 this is no HTTP answer \r\n\x01\x02\x7f\r\n\r\n<html>garbage";

using Plain = beast::tcp_stream;
using Secure = beast::ssl_stream<beast::tcp_stream>;

HttpResponse refusal_of(beast::error_code failed) {
  HttpResponse response;
  response.status = failed == http::error::body_limit ? 413 : failed == http::error::header_limit ? 431 : 400;
  response.headers.push_back({"Content-Type", "text/plain"});
  response.body = failed.message() + "\n";
  return response;
}

bool is_malformed(beast::error_code failed) {
  return failed.category() == make_error_code(http::error::bad_version).category() &&
         failed != http::error::end_of_stream && failed != http::error::partial_message;
}

template <class Stream>
class SessionOver final : public Session {
 public:
  SessionOver(Stream stream, const SessionDeps& deps)
      : stream_(std::move(stream)), timer_(stream_.get_executor()), deps_(deps) {
    connection().socket().set_option(asio::ip::tcp::no_delay{true}, ignored_);
  }

  asio::awaitable<void> run() override;
  void close() override {
    closed_ = true;
    timer_.cancel();
    connection().close();
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  Plain& connection() { return beast::get_lowest_layer(stream_); }
  void expect_within(std::chrono::nanoseconds time) { connection().expires_after(time); }

  asio::awaitable<bool> shake_hands();
  asio::awaitable<bool> serve_one();
  asio::awaitable<beast::error_code> read(Parser& parser);
  asio::awaitable<void> refuse(beast::error_code why);
  asio::awaitable<bool> perform(Answer answer, bool head_only, bool keep_alive);
  asio::awaitable<bool> spoil(NetworkFault fault, const std::string& body);
  asio::awaitable<bool> send(std::string_view body);
  asio::awaitable<void> send_slowly();
  asio::awaitable<void> stay_until_peer_leaves();
  asio::awaitable<void> wait(std::chrono::nanoseconds time);
  asio::awaitable<void> part();
  void reset();

  Stream stream_;
  asio::steady_timer timer_;
  SessionDeps deps_;
  beast::flat_buffer buffer_;
  HttpRequest request_;
  std::string head_;
  beast::error_code ignored_;
  bool closed_ = false;
};

template <class Stream>
asio::awaitable<void> SessionOver<Stream>::run() {
  bool goes_on = co_await shake_hands();
  while (goes_on && !closed_) goes_on = co_await serve_one();
  if (!closed_) co_await part();
}

template <class Stream>
asio::awaitable<bool> SessionOver<Stream>::shake_hands() {
  bool shaken = true;
  if constexpr (std::is_same_v<Stream, Secure>) {
    expect_within(deps_.options.idle_timeout);
    const auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, no_throw);
    shaken = !failed;
  }
  co_return shaken;
}

template <class Stream>
asio::awaitable<bool> SessionOver<Stream>::serve_one() {
  Parser parser;
  parser.header_limit(most_header);
  parser.body_limit(most_body);
  expect_within(deps_.options.idle_timeout);
  const beast::error_code failed = co_await read(parser);
  if (failed) {
    if (is_malformed(failed)) co_await refuse(failed);
    co_return false;
  }
  const bool keep_alive = parser.get().keep_alive();
  take(parser.get(), request_);
  const bool head_only = request_.method == "HEAD";
  Answer answer = deps_.site.answer(request_, deps_.clock.now());
  co_return co_await perform(std::move(answer), head_only, keep_alive);
}

template <class Stream>
asio::awaitable<beast::error_code> SessionOver<Stream>::read(Parser& parser) {
  const auto [header_failed, header_size] =
      co_await http::async_read_header(stream_, buffer_, parser, no_throw);
  if (header_failed || parser.is_done()) co_return header_failed;
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failed, size] = co_await asio::async_write(stream_, asio::buffer(go_on), no_throw);
    if (failed) co_return failed;
  }
  const auto [body_failed, body_size] = co_await http::async_read(stream_, buffer_, parser, no_throw);
  co_return body_failed;
}

template <class Stream>
asio::awaitable<void> SessionOver<Stream>::refuse(beast::error_code why) {
  const HttpResponse response = refusal_of(why);
  write_head(response, response.body.size(), false, head_);
  co_await send(response.body);
}

/// True where the connection goes on.
template <class Stream>
asio::awaitable<bool> SessionOver<Stream>::perform(Answer answer, bool head_only, bool keep_alive) {
  const Reply& reply = answer.reply;
  if (reply.delay.count() > 0) co_await wait(reply.delay);
  if (closed_) co_return false;
  write_head(reply.response, answer.body().size(), keep_alive, head_);
  static const std::string nothing;
  const std::string& body = head_only ? nothing : answer.body();
  if (reply.fault != NetworkFault::none) co_return co_await spoil(reply.fault, body);
  co_return co_await send(body) && keep_alive;
}

template <class Stream>
asio::awaitable<bool> SessionOver<Stream>::spoil(NetworkFault fault, const std::string& body) {
  using namespace asio::experimental::awaitable_operators;
  switch (fault) {
    case NetworkFault::none:
      break;
    case NetworkFault::reset_before:
    case NetworkFault::reset_after:
      reset();
      break;
    case NetworkFault::truncate: {
      head_ += body;
      head_.resize(head_.size() / 2);
      co_await send({});
      break;
    }
    case NetworkFault::garbage: {
      head_ = no_http;
      co_await send({});
      break;
    }
    case NetworkFault::drip: {
      head_ += body;
      connection().expires_never();
      co_await (send_slowly() || stay_until_peer_leaves());
      break;
    }
    case NetworkFault::stall:
      co_await stay_until_peer_leaves();
      break;
  }
  co_return false;
}

template <class Stream>
asio::awaitable<bool> SessionOver<Stream>::send(std::string_view body) {
  expect_within(deps_.options.idle_timeout);
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(head_), asio::buffer(body)};
  const auto [failed, size] = co_await asio::async_write(stream_, bytes, no_throw);
  co_return !failed;
}

/// Never the last byte: however patient the peer, it is the one who gives up.
template <class Stream>
asio::awaitable<void> SessionOver<Stream>::send_slowly() {
  for (std::size_t at = 0; at + 1 < head_.size() && !closed_; ++at) {
    const auto [failed, size] = co_await asio::async_write(stream_, asio::buffer(&head_[at], 1), no_throw);
    if (failed) co_return;
    co_await wait(deps_.options.drip_interval);
  }
  if (closed_) co_return;
  timer_.expires_at(std::chrono::steady_clock::time_point::max());
  co_await timer_.async_wait(no_throw);
}

template <class Stream>
asio::awaitable<void> SessionOver<Stream>::stay_until_peer_leaves() {
  connection().expires_never();
  std::array<char, 4096> dropped{};
  for (;;) {
    const auto [failed, size] = co_await stream_.async_read_some(asio::buffer(dropped), no_throw);
    if (failed) co_return;
  }
}

template <class Stream>
asio::awaitable<void> SessionOver<Stream>::wait(std::chrono::nanoseconds time) {
  timer_.expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
  co_await timer_.async_wait(no_throw);
}

/// Closing with unread bytes would reset the connection, and the peer might lose the answer: so the end is
/// announced, and what still comes is read for a moment.
template <class Stream>
asio::awaitable<void> SessionOver<Stream>::part() {
  if (!connection().socket().is_open()) co_return;
  connection().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored_);
  expect_within(parting_time);
  std::array<char, 16384> dropped{};
  for (std::size_t drained = 0; drained < most_drained;) {
    const auto [failed, size] = co_await connection().async_read_some(asio::buffer(dropped), no_throw);
    if (failed) break;
    drained += size;
  }
  connection().close();
}

template <class Stream>
void SessionOver<Stream>::reset() {
  connection().socket().set_option(asio::socket_base::linger{true, 0}, ignored_);
  close();
}

}  // namespace

std::shared_ptr<Session> make_session(asio::ip::tcp::socket socket, asio::ssl::context* tls,
                                      const SessionDeps& deps) {
  if (tls == nullptr) return std::make_shared<SessionOver<Plain>>(Plain{std::move(socket)}, deps);
  return std::make_shared<SessionOver<Secure>>(Secure{std::move(socket), *tls}, deps);
}

}  // namespace pressrun::simulator
