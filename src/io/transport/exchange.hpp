#pragma once

#include "io/transport/connection.hpp"
#include "io/transport/origin.hpp"
#include "pressrun/domain/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <optional>

namespace pressrun::io {

namespace asio = boost::asio;

using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// The request as it will be written; nothing where a header or the target could not be (a line break in it).
std::optional<WireRequest> to_wire(HttpRequest request, const Origin& origin);

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
