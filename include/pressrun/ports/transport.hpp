#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/domain/time.hpp"

#include <boost/asio/awaitable.hpp>

namespace pressrun {

namespace asio = boost::asio;

/// Carries one request to the API and its answer back. It says for every failure whether a byte of the
/// request may have left; it never repeats a request other than GET, and follows no redirect. Errors:  values
/// (TransportFailure); only cancellation of the coroutine and lack of memory throw. Threads: one strand.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual asio::awaitable<HttpOutcome> send(HttpRequest request, Duration timeout) = 0;
};

}  // namespace pressrun
