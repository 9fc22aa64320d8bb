#pragma once

#include <array>
#include <string_view>

namespace pressrun::api {

/// What the vendor charges for one unit of output.
struct Price {
  std::string_view unit;  ///< "static image", "PDF page", "second of animation"
  int credits = 1;
};

/// The one place where prices stand. The API documents none (API reference §3.4, §12): these are the vendor's
/// published list, read on the date below. AI features are billed from an account of their own.
struct PriceTable {
  std::string_view as_of;  ///< YYYY-MM-DD
  Price static_image;
  Price pdf_page;
  Price animated_second;
  /// Properties of an image that use AI credits, where they are set to anything but false (§6.3, §11).
  std::array<std::string_view, 4> ai_properties;
};

extern const PriceTable price_table;

}  // namespace pressrun::api
