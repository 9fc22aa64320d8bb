#pragma once

#include "pressrun/domain/time.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <memory>
#include <optional>
#include <string>

namespace pressrun::io {

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

/// Most bytes of an answer's header; the read buffer holds no more than a few times this.
inline constexpr std::uint32_t header_limit = 64U * 1024U;

/// Beast reads as much at once as there is room for, 512 bytes where nobody has made any.
inline constexpr std::size_t usual_answer = 8U * 1024U;

/// One connection to the API: exactly one of the streams is there. Closed by its destructor, without
/// ceremony: a polite TLS goodbye could only wait for a peer that no longer matters.
struct Connection {
  explicit Connection(PlainStream stream) : plain(std::move(stream)) { buffer.reserve(usual_answer); }
  explicit Connection(std::unique_ptr<TlsStream> stream) : tls(std::move(stream)) {
    buffer.reserve(usual_answer);
  }

  /// Nothing waits to be read and the peer has not closed. A look, no wait; false means: do not use it.
  [[nodiscard]] bool seen_open();
  [[nodiscard]] PlainStream& lowest() { return tls ? tls->next_layer() : *plain; }

  std::optional<PlainStream> plain;
  std::unique_ptr<TlsStream> tls;
  boost::beast::flat_buffer buffer{4U * header_limit};
  Instant last_used{};
  bool reused = false;
};

}  // namespace pressrun::io
