#pragma once

#include "pressrun/core/outcomes.hpp"

#include <boost/json.hpp>

#include <optional>

namespace pressrun::api {

/// `banners` and `errors` of a generation request (API reference §7, §9.2), read generously: a banner with an
/// id is kept whatever else is wrong with it (without a usable address its `url` is empty), one without id
/// and address becomes a failure of its format, the same id twice is one banner, and a list that is null or
/// missing is empty. What deviates is in the warnings. What was asked for and is in neither list shows as
/// missing later.
Finalized decode_banners(const boost::json::object& body);

/// One banner and what was odd about it; nothing where it has neither an id nor a usable address.
struct ReadBanner {
  Asset asset;
  std::string warning;  ///< empty: none
};
std::optional<ReadBanner> decode_banner(const boost::json::object& banner);

/// Whether an object is a banner at all: no error's envelope, which has an `id` too.
bool looks_like_banner(const boost::json::object& body);

}  // namespace pressrun::api
