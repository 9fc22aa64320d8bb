#include "io/transport/streamed_exchange.hpp"

#include "io/transport/network_error.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/optional/optional.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::io {
namespace {

namespace http = boost::beast::http;
using HeadParser = http::response_parser<http::empty_body>;
using PieceParser = http::response_parser<http::buffer_body>;
using WholeParser = http::response_parser<http::string_body>;

constexpr int most_interim = 8;
constexpr std::size_t piece_bytes = std::size_t{64} * 1024;

template <class Body>
HttpResponse head_of(const http::response<Body>& answer) {
  HttpResponse response;
  response.status = static_cast<int>(answer.result_int());
  for (const auto& field : answer)
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return response;
}

TransportFailure broken(TransportError error, const char* why) { return {error, true, why}; }

bool is_coded(const http::response<http::empty_body>& head) {
  const auto coding = head[http::field::content_encoding];
  return !coding.empty() && !boost::beast::iequals(coding, "identity");
}

/// One answer over one connection, from its first byte to its last.
template <class Stream>
class StreamedRead {
 public:
  StreamedRead(Stream& stream, Connection& connection, std::size_t most_body_bytes, Streaming to)
      : stream_(stream), connection_(connection), most_body_bytes_(most_body_bytes), to_(to) {}

  asio::awaitable<Exchanged> run(bool head_only) {
    for (int interim = 0; interim <= most_interim; ++interim) {
      boost::optional<HeadParser> parser(boost::in_place_init);
      parser->header_limit(header_limit);
      parser->body_limit(boost::none);
      parser->skip(head_only);
      wait_at_most();
      const auto [error, taken] = co_await http::async_read_header(stream_, connection_.buffer, *parser,
                                                                   asio::as_tuple(asio::use_awaitable));
      result_.answer_begun = result_.answer_begun || taken > 0 || parser->got_some();
      if (error) co_return failed(read_failure(error, result_.answer_begun));
      const int status = static_cast<int>(parser->get().result_int());
      if (status / 100 == 1 && status != 101) continue;
      if (status < 200) break;
      if (status / 100 != 2) {
        WholeParser whole(std::move(*parser));
        co_await read_whole(whole);
      } else if (is_coded(parser->get())) {
        result_.outcome = broken(TransportError::malformed, "the file came compressed");
      } else {
        PieceParser pieces(std::move(*parser));
        co_await read_pieces(pieces);
      }
      co_return std::move(result_);
    }
    co_return failed(broken(TransportError::malformed, "the server sent interim answers only"));
  }

 private:
  void wait_at_most() { connection_.lowest().expires_after(to_.silence); }

  /// Of its own accord: the server is not to blame for it.
  asio::awaitable<void> rest(Duration pause) {
    if (pause <= Duration{}) co_return;
    connection_.lowest().expires_never();
    asio::steady_timer timer(stream_.get_executor());
    timer.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(pause));
    co_await timer.async_wait(asio::use_awaitable);
  }

  Exchanged failed(TransportFailure why) {
    result_.outcome = std::move(why);
    return result_;
  }

  asio::awaitable<void> read_whole(WholeParser& parser) {
    parser.body_limit(most_body_bytes_);
    wait_at_most();
    const auto [error, taken] =
        co_await http::async_read(stream_, connection_.buffer, parser, asio::as_tuple(asio::use_awaitable));
    if (error) {
      result_.outcome = read_failure(error, true);
      co_return;
    }
    HttpResponse response = head_of(parser.get());
    response.body = std::move(parser.get().body());
    note_whole(parser.keep_alive(), std::move(response));
  }

  asio::awaitable<void> read_pieces(PieceParser& parser) {
    parser.body_limit(boost::none);  // counted below: also of a body that does not say how long it is
    const auto told = parser.content_length();
    if (told && *told > to_.most_bytes) {
      result_.outcome = broken(TransportError::too_large, "the body is larger than it may be");
      co_return;
    }
    if (!to_.sink.begin(head_of(parser.get()))) {
      result_.outcome = broken(TransportError::not_taken, "the body is not wanted");
      co_return;
    }
    std::vector<char> piece(piece_bytes);
    std::uint64_t total = 0;
    while (!parser.is_done()) {
      auto& body = parser.get().body();
      body.data = piece.data();
      body.size = piece.size();
      body.more = true;
      wait_at_most();
      const auto [error, taken] = co_await http::async_read_some(stream_, connection_.buffer, parser,
                                                                 asio::as_tuple(asio::use_awaitable));
      const std::size_t came = piece.size() - body.size;
      total += came;
      if (total > to_.most_bytes) {
        result_.outcome = broken(TransportError::too_large, "the body is larger than it may be");
        co_return;
      }
      if (came > 0 && !to_.sink.write({piece.data(), came})) {
        result_.outcome = broken(TransportError::not_taken, "the body could not be kept");
        co_return;
      }
      if (error && error != http::error::need_buffer) {
        result_.outcome = read_failure(error, true);
        co_return;
      }
      co_await rest(to_.sink.pause());
    }
    note_whole(parser.keep_alive(), head_of(parser.get()));
  }

  void note_whole(bool keep_alive, HttpResponse response) {
    result_.reusable = keep_alive && connection_.buffer.size() == 0;
    result_.outcome = std::move(response);
  }

  Stream& stream_;
  Connection& connection_;
  std::size_t most_body_bytes_;
  Streaming to_;
  Exchanged result_;
};

template <class Stream>
asio::awaitable<Exchanged> exchange_over(Stream& stream, Connection& connection, const WireRequest& request,
                                         std::size_t most_body_bytes, Streaming to) {
  connection.lowest().expires_after(to.silence);
  const auto [unwritten, written] =
      co_await asio::async_write(stream, asio::buffer(request.bytes), asio::as_tuple(asio::use_awaitable));
  if (unwritten) {
    Exchanged result;
    result.outcome = maybe_sent("the request was not wholly written", unwritten);
    co_return result;
  }
  StreamedRead<Stream> reading(stream, connection, most_body_bytes, to);
  co_return co_await reading.run(request.is_head);
}

}  // namespace

asio::awaitable<Exchanged> streamed_exchange(Connection& connection, const WireRequest& request,
                                             std::size_t most_body_bytes, Streaming to) {
  if (connection.tls)
    co_return co_await exchange_over(*connection.tls, connection, request, most_body_bytes, to);
  co_return co_await exchange_over(*connection.plain, connection, request, most_body_bytes, to);
}

}  // namespace pressrun::io
