#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/domain/time.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string_view>

namespace pressrun {

namespace asio = boost::asio;

/// Takes the body of an answer, piece by piece.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// Told before the first piece: status and headers. False: nothing of this body is wanted.
  [[nodiscard]] virtual bool begin(const HttpResponse& head) { return head.status / 100 == 2; }
  /// How long to wait before more is read: who wants no more than so much a second says so here.
  [[nodiscard]] virtual Duration pause() { return Duration{}; }
  /// Takes the next piece, in order. False: it cannot, and no more of it is read.
  [[nodiscard]] virtual bool write(std::string_view piece) = 0;
};

/// Carries one request to its origin and the answer back: to the API, or wherever an absolute URL says. It
/// says for every failure whether a byte of the request may have left; it never repeats a request other than
/// GET, follows no redirect, and sends the headers that it was given and its own, a key among them only where
/// it was given one. Errors: values (TransportFailure; `malformed`, unsent, for a URL that cannot be read or
/// is plain http to another machine); only cancellation of the coroutine and lack of memory throw. Threads:
/// one strand.
class Transport {
 public:
  virtual ~Transport() = default;
  /// `timeout`: until the whole answer is there.
  virtual asio::awaitable<HttpOutcome> send(HttpRequest request, Duration timeout) = 0;
  /// The same, for bodies of any size: that of a 2xx goes to `sink` as it comes, byte for byte, and is not in
  /// the response; that of any other status is in the response, as `send` has it. More than `most_bytes` is
  /// `too_large`; a sink that takes no more is `not_taken`; a body that came compressed is `malformed`. After
  /// a failure what the sink has is a part at most. `silence`: the longest wait for the next bytes. Unless
  /// overridden: `send`, whose `timeout` is `silence`, and then the body at once.
  virtual asio::awaitable<HttpOutcome> receive(HttpRequest request, BodySink& sink, std::uint64_t most_bytes,
                                               Duration silence);
};

}  // namespace pressrun
