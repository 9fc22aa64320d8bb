#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/origin.hpp"
#include "pressrun/domain/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace pressrun::io {

namespace asio = boost::asio;

/// A request as it is written, in one piece: Beast's serializer walks from buffer to buffer for each, which
/// takes as long as reading an answer.
struct WireRequest {
  std::string bytes;
  bool is_get = false;
  bool is_head = false;
};

/// Nothing where a header or the target cannot be written (a line break in it).
std::optional<WireRequest> to_wire(const HttpRequest& request, const Origin& origin);

/// Why no whole answer came. An end of the stream without TLS's goodbye could be anybody's: what came so far
/// is cut short, never whole.
TransportFailure read_failure(const boost::system::error_code& cause, bool begun);

struct Exchanged {
  HttpOutcome outcome;
  bool reusable = false;      ///< the connection is in a known state and both sides keep it
  bool answer_begun = false;  ///< a byte of an answer came
};

/// Writes the request once and reads its answer. From the start of the write on, every failure says that the
/// request may have been sent: a failed write does not tell reliably how much the system took.
asio::awaitable<Exchanged> exchange(Connection& connection, const WireRequest& request,
                                    std::size_t most_body_bytes, Instant deadline);

}  // namespace pressrun::io
