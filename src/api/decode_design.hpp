#pragma once

#include "pressrun/domain/design.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string_view>

namespace pressrun::api {

DesignType design_type(std::string_view text);  ///< the API's word

/// A design in any of its four shapes (API reference §4.2), attributes as an array or keyed by id (§4.3).
/// Fields that are missing or of another type are left empty. Nothing when it has neither formats nor pages
/// nor elements.
std::optional<Design> decode_design(const boost::json::object& body, const DesignId& asked);

}  // namespace pressrun::api
