#include "io/transport/tunnel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

namespace pressrun::io {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t most_header_bytes = 16U * 1024U;

http::request<http::empty_body> connect_request(const Origin& origin, const Proxy& proxy) {
  http::request<http::empty_body> request{http::verb::connect, origin.authority(), 11};
  request.set(http::field::host, origin.authority());
  if (!proxy.authorization.empty()) request.set(http::field::proxy_authorization, proxy.authorization);
  return request;
}

}  // namespace

asio::awaitable<Tunnelled> open_tunnel(PlainStream& stream, const Origin& origin, const Proxy& proxy) {
  Tunnelled result;
  const auto request = connect_request(origin, proxy);
  const auto [unwritten, written] =
      co_await http::async_write(stream, request, asio::as_tuple(asio::use_awaitable));
  result.error = unwritten;
  if (unwritten) co_return result;
  boost::beast::flat_buffer buffer(most_header_bytes);
  http::response_parser<http::empty_body> parser;
  parser.header_limit(most_header_bytes);
  parser.skip(true);  // a 2xx to CONNECT has no body, whatever its header says
  const auto [unread, taken] =
      co_await http::async_read_header(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
  result.error = unread;
  if (unread) co_return result;
  result.status = static_cast<int>(parser.get().result_int());
  // TLS is begun by us: bytes already here are none of the server's.
  if (buffer.size() != 0 && result.status / 100 == 2) result.error = make_error_code(http::error::bad_field);
  co_return result;
}

}  // namespace pressrun::io
