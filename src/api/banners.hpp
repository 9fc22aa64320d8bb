#pragma once

#include "pressrun/core/outcomes.hpp"

#include <boost/json.hpp>

#include <optional>

namespace pressrun::api {

/// `banners` and `errors` of a generation request (API reference §7, §9.2). Entries that cannot be read are
/// passed over, or become a failure of their format: what was asked for and is in neither shows as missing
/// later.
Finalized decode_banners(const boost::json::object& body);

/// One banner; nothing where it gives no usable address of its file.
std::optional<Asset> decode_banner(const boost::json::object& banner);

}  // namespace pressrun::api
