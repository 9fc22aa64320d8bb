#include "io/transport/network_error.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>

namespace pressrun::io {
namespace {

namespace http = boost::beast::http;

TransportError kind_of(const ErrorCode& cause) {
  if (is_timeout(cause)) return TransportError::timeout;
  if (is_cancelled(cause)) return TransportError::cancelled;
  if (cause == http::error::body_limit || cause == http::error::header_limit ||
      cause == http::error::buffer_overflow) {
    return TransportError::too_large;
  }
  if (cause == http::error::end_of_stream) return TransportError::connection_lost;
  return cause.category() == make_error_code(http::error::bad_version).category()
             ? TransportError::malformed
             : TransportError::connection_lost;
}

/// In words for whoever runs the program; the libraries' own where nothing better is known.
std::string describe(const std::string& what, const ErrorCode& cause) {
  if (!cause) return what;
  if (is_timeout(cause)) return what + " within the time allowed (--timeout)";
  if (is_cancelled(cause)) return what + " before the run was stopped";
  if (cause == http::error::end_of_stream) return what + ": the server closed the connection";
  if (cause == http::error::partial_message) return what + ": the connection was closed in the middle of it";
  return what + ": " + cause.message();
}

}  // namespace

bool is_timeout(const ErrorCode& error) { return error == boost::beast::error::timeout; }

bool is_cancelled(const ErrorCode& error) { return error == boost::asio::error::operation_aborted; }

TransportFailure not_sent(TransportError error, const std::string& what, const ErrorCode& cause) {
  return {error, false, describe(what, cause)};
}

TransportFailure maybe_sent(const std::string& what, const ErrorCode& cause) {
  return {kind_of(cause), true, describe(what, cause)};
}

}  // namespace pressrun::io
