#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"

#include <boost/json.hpp>

namespace pressrun::api {

/// Fills in what the job is expected to cost, by the price table: a static image each format, a PDF page each
/// printed format or page of a multipage document, a second each second begun of an animated format. What is
/// not known counts as one, and the estimate as "at least". `body` is the request.
void estimate_credits(Job& job, const boost::json::object& body, const Design* design);

}  // namespace pressrun::api
