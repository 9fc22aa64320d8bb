#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <vector>

namespace pressrun::test {

namespace asio = boost::asio;

enum class Then : std::uint8_t {
  go_on,   ///< the next step; after the last one, wait for the peer to leave
  close,   ///< end of file
  reset,   ///< RST
  stall,   ///< say nothing more, keep the connection
  tunnel,  ///< pass bytes to and from `tunnel_port`
};

/// Reads, answers, ends.
struct Step {
  static constexpr std::size_t whole = std::numeric_limits<std::size_t>::max();
  std::string answer;
  Then then = Then::go_on;
  std::size_t read = whole;  ///< bytes to read before the answer; `whole`: one request with its body
  bool drip = false;         ///< the answer a byte at a time
  std::uint16_t tunnel_port = 0;
};
using Script = std::vector<Step>;  ///< what one connection does

/// A server on loopback that does as told, connection by connection; the last script serves all that follow.
/// Lives on the test's own context: no thread, no waiting.
class LoopbackServer {
 public:
  explicit LoopbackServer(asio::io_context& context, const char* address = "127.0.0.1");

  void play(std::vector<Script> scripts);
  void stop_listening() { acceptor_.close(); }  ///< connections that stand go on
  void use_tls(asio::ssl::context& tls) { tls_ = &tls; }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  int connections = 0;
  int left = 0;                       ///< connections that ended
  std::size_t bytes = 0;              ///< read after TLS
  std::vector<std::string> requests;  ///< whole ones, in the order of their arrival
  std::vector<std::string> names;     ///< per TLS handshake that succeeded, the name announced (SNI) or ""

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> serve(asio::ip::tcp::socket socket, Script script);
  template <class Stream>
  asio::awaitable<void> perform(Stream& stream, asio::ip::tcp::socket& socket, Script script);
  template <class Stream>
  asio::awaitable<bool> take(Stream& stream, std::string& pending, std::size_t wanted);

  asio::ip::tcp::acceptor acceptor_;
  asio::ssl::context* tls_ = nullptr;
  std::deque<Script> scripts_;
};

/// "HTTP/1.1 200 OK" with this body and its length.
std::string ok(const std::string& body = "{}", const std::string& more_headers = {});

}  // namespace pressrun::test
