#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/http.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun::api {

// Dynamic images: a URL that renders a static design when it is opened. Source: API reference §9.6. Pure and
// total: any bytes of an answer get a verdict, none throws.

struct DynamicImageMode {
  bool production = false;      ///< not throttled, and variants are not saved in the workspace
  bool limit_visitors = false;  ///< five renderings a visitor in 24 hours
};

struct DynamicImageFormat {
  std::string name;
  std::string uid;  ///< may be empty
  std::string url;  ///< where it is rendered, without parameters
};

struct DynamicImage {
  std::string id;
  bool was_there = false;  ///< made before: the API does not say in which mode
  std::vector<DynamicImageFormat> formats;
};

/// A design has one at most: to ask again is safe.
HttpRequest create_dynamic_image(const DesignId& design, DynamicImageMode mode);
/// An answer about another design, or without a format that has an address, is unreadable.
Answer<std::variant<DynamicImage, Trouble>> classify_dynamic_image(const HttpOutcome& outcome,
                                                                   const DesignId& design, WallTime now);

/// What a request's body says, as the parameters of such a URL.
struct ImageQuery {
  std::string text;                   ///< "title.payload=Soon&cta.color=%23FFF"; may be empty
  std::vector<std::string> unusable;  ///< paths of what shows in the picture and no URL can say
  std::vector<std::string> left_out;  ///< fields beside the layers: a URL has none
};
/// `body`: as api::encode made it (JSON text of an object).
ImageQuery image_query(std::string_view body);
/// The address with the parameters behind those that it has.
std::string with_query(std::string url, std::string_view query);
/// The same image by the other spelling of the format: its name where the address ends with its uid, and the
/// other way round; empty: it ends with neither.
std::string other_spelling(const DynamicImageFormat& format);

}  // namespace pressrun::api
