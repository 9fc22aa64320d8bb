#pragma once

#include "pressrun/api/names.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <optional>

namespace pressrun::api {

/// The request with the names of fonts replaced by their ids, wherever an element has `font` (`elements`, and
/// each page of `pages`). Nothing: there is no name in it. A name that means nothing, or too much, is a
/// finding and stays; one that means nothing among fonts that may not be all only stays.
std::optional<Mapping> with_font_ids(const Mapping& request, const FontNames& fonts, Diagnostics& findings);

}  // namespace pressrun::api
