#pragma once

#include "pressrun/domain/http.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <string>

namespace pressrun::simulator {

using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// As the model takes it; the body is moved out of `wire`.
void take(WireRequest& wire, HttpRequest& request);

/// Status line, headers with Content-Length, and the blank line, into `head`. Written by hand: faults cut
/// answers at a byte, so the bytes must be known, and one buffer serves a whole connection.
void write_head(const HttpResponse& response, std::size_t body_size, bool keep_alive, std::string& head);

}  // namespace pressrun::simulator
