#include "io/transport/exchange.hpp"

#include "io/transport/content_coding.hpp"
#include "io/transport/network_error.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::io {
namespace {

namespace http = boost::beast::http;
using Parser = http::response_parser<http::string_body>;

constexpr int most_interim_answers = 8;
constexpr std::size_t usual_head = 512;

bool printable(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_token(std::string_view text) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const auto lower = static_cast<char>(c | 0x20);
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') ||
           others.find(c) != std::string_view::npos;
  });
}

bool writable(const HttpRequest& request) {
  const auto fine = [](const HttpHeader& header) { return is_token(header.name) && printable(header.value); };
  return is_token(request.method) && request.target.starts_with('/') && printable(request.target) &&
         request.target.find(' ') == std::string::npos && std::ranges::all_of(request.headers, fine);
}

void append(std::string& bytes, std::string_view name, std::string_view value) {
  bytes.append(name).append(": ").append(value).append("\r\n");
}

/// What the transport says itself: whoever asks it to send a request has no say in them.
bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 6> names{"host",           "user-agent",        "accept-encoding",
                                                  "content-length", "transfer-encoding", "connection"};
  return std::ranges::any_of(names, [&](std::string_view each) { return boost::beast::iequals(each, name); });
}

HttpResponse from_wire(http::response<http::string_body> answer) {
  HttpResponse response;
  response.status = static_cast<int>(answer.result_int());
  for (const auto& field : answer)
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  response.body = std::move(answer.body());
  return response;
}

/// One answer on the wire, interim ones included.
struct Reading {
  explicit Reading(std::size_t most_body_bytes, bool head) {
    parser.header_limit(header_limit);
    parser.body_limit(most_body_bytes);
    parser.skip(head);
  }
  Parser parser;
};

template <class Stream>
asio::awaitable<Exchanged> read_answer(Stream& stream, boost::beast::flat_buffer& buffer, bool head,
                                       std::size_t most_body_bytes) {
  Exchanged result;
  for (int interim = 0; interim <= most_interim_answers; ++interim) {
    Reading reading(most_body_bytes, head);
    Parser& parser = reading.parser;
    const auto [error, taken] =
        co_await http::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
    result.answer_begun = result.answer_begun || taken > 0 || buffer.size() > 0 || parser.got_some();
    if (error) {
      result.outcome = read_failure(error, result.answer_begun);
      co_return result;
    }
    const int status = static_cast<int>(parser.get().result_int());
    if (status / 100 == 1 && status != 101) continue;
    if (status < 200) break;
    result.reusable = parser.keep_alive() && buffer.size() == 0;
    result.outcome = decoded(from_wire(parser.release()), most_body_bytes);
    co_return result;
  }
  result.outcome = TransportFailure{TransportError::malformed, true, "the server sent interim answers only"};
  co_return result;
}

template <class Stream>
asio::awaitable<Exchanged> exchange_over(Stream& stream, boost::beast::flat_buffer& buffer,
                                         const WireRequest& request, std::size_t most_body_bytes) {
  const auto [unwritten, written] =
      co_await asio::async_write(stream, asio::buffer(request.bytes), asio::as_tuple(asio::use_awaitable));
  if (is_timeout(unwritten) || is_cancelled(unwritten)) {
    Exchanged result;
    result.outcome = maybe_sent("the request was not wholly written", unwritten);
    co_return result;
  }
  // A server that refuses early (413, 429) may close before it has read all: its answer still counts.
  Exchanged result = co_await read_answer(stream, buffer, request.is_head, most_body_bytes);
  if (!unwritten) co_return result;
  result.reusable = false;
  if (std::holds_alternative<TransportFailure>(result.outcome) && !result.answer_begun) {
    result.outcome = maybe_sent("the request was not wholly written", unwritten);
  }
  co_return result;
}

}  // namespace

TransportFailure read_failure(const ErrorCode& cause, bool begun) {
  if (begun && cause == asio::ssl::error::stream_truncated) {
    return {TransportError::malformed, true, "the answer was cut short: " + cause.message()};
  }
  return maybe_sent("no whole answer came", cause);
}

std::optional<WireRequest> to_wire(const HttpRequest& request, const Origin& origin) {
  if (!writable(request)) return std::nullopt;
  WireRequest wire;
  wire.is_get = request.method == "GET";
  wire.is_head = request.method == "HEAD";
  std::string& bytes = wire.bytes;
  bytes.reserve(usual_head + request.body.size());
  bytes.append(request.method).append(" ").append(origin.path_prefix).append(request.target);
  bytes.append(" HTTP/1.1\r\n");
  append(bytes, "Host", origin.host_header());
  append(bytes, "User-Agent", "pressrun/" PRESSRUN_VERSION);
  append(bytes, "Accept-Encoding", "identity");
  for (const HttpHeader& header : request.headers) {
    if (!is_ours(header.name)) append(bytes, header.name, header.value);
  }
  const bool may_have_body = !wire.is_get && !wire.is_head;
  if (may_have_body || !request.body.empty())
    append(bytes, "Content-Length", std::to_string(request.body.size()));
  bytes.append("\r\n").append(request.body);
  return wire;
}

asio::awaitable<Exchanged> exchange(Connection& connection, const WireRequest& request,
                                    std::size_t most_body_bytes, Instant deadline) {
  connection.lowest().expires_at(deadline);
  if (connection.tls)
    co_return co_await exchange_over(*connection.tls, connection.buffer, request, most_body_bytes);
  co_return co_await exchange_over(*connection.plain, connection.buffer, request, most_body_bytes);
}

}  // namespace pressrun::io
