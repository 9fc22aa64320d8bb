#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <boost/json.hpp>

namespace pressrun::api {

/// Turns the request of a job into JSON, coercing each value to what the API wants there; what it cannot turn
/// becomes a finding and is left out. Members are sorted by key at every level: however its author ordered
/// it, the same request gives the same bytes, so re-ordering a manifest does not pay for everything again.
boost::json::object encode_body(const Mapping& request, Diagnostics& findings);

/// Values as YAML 1.2's core schema reads them, members in the author's order; what JSON cannot say (NaN, bad
/// UTF-8) becomes text, and what lies deeper than 32 levels an ellipsis. For the results, not for the API.
boost::json::value plain_json(const Value& value);

}  // namespace pressrun::api
