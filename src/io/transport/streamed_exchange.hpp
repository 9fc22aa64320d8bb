#pragma once

#include "io/transport/exchange.hpp"
#include "pressrun/ports/transport.hpp"

#include <cstdint>

namespace pressrun::io {

/// Whoever takes the body of a 2xx as it comes, in place of the response.
struct Streaming {
  BodySink& sink;
  std::uint64_t most_bytes;
  Duration silence;  ///< the longest wait for the next bytes
};

/// As `exchange`, for an answer whose body may be of any size. `most_body_bytes`: of other answers than 2xx.
asio::awaitable<Exchanged> streamed_exchange(Connection& connection, const WireRequest& request,
                                             std::size_t most_body_bytes, Streaming to);

}  // namespace pressrun::io
