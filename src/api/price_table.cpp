#include "api/price_table.hpp"

namespace pressrun::api {

constexpr PriceTable price_table{
    .as_of = "2026-11-16",
    .static_image = {"static image", 1},
    .pdf_page = {"PDF page", 1},
    .animated_second = {"second of animation", 1},
    .ai_properties = {"text_to_image", "remove_bg", "expand", "upscale"},
};

}  // namespace pressrun::api
