#pragma once

#include "pressrun/domain/design.hpp"

#include <boost/json.hpp>

#include <optional>

namespace pressrun::api {

/// A design in any of its four shapes (API reference §4.2), attributes as an array or keyed by id (§4.3).
/// Fields that are missing or of another type are left empty. Nothing when it has neither formats nor pages
/// nor elements.
std::optional<Design> decode_design(const boost::json::object& body, const DesignId& asked);

}  // namespace pressrun::api
