#pragma once

#include "pressrun/domain/http.hpp"

#include <boost/system/error_code.hpp>

#include <string>

namespace pressrun::io {

using ErrorCode = boost::system::error_code;

/// Our own time limit, as Beast's streams and our resolver report it.
bool is_timeout(const ErrorCode& error);
bool is_cancelled(const ErrorCode& error);

/// A failure before the first byte of the request. `what` in our words, then the system's text.
TransportFailure not_sent(TransportError error, const std::string& what, const ErrorCode& cause = {});

/// A failure once writing had begun. The kind follows from `cause`.
TransportFailure maybe_sent(const std::string& what, const ErrorCode& cause);

}  // namespace pressrun::io
