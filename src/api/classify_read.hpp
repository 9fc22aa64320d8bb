#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/http.hpp"

#include <string>

namespace pressrun::api {

/// What an answer that is no 2xx says to a read. Nothing that it says is lost by asking again, so what is not
/// a verdict is transient.
Trouble read_failed(const HttpResponse& response, WallTime now);
/// The same, where only the API's own word counts: that comes from its edge, which always sends the envelope
/// (§2.3). A bare 404, a page of a proxy is something in front of it speaking: transient.
Trouble said_by_the_api(const HttpResponse& response, WallTime now);
Trouble read_failed(const TransportFailure& lost);
Trouble unreadable(const HttpResponse& response, const std::string& why);

}  // namespace pressrun::api
