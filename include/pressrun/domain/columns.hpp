#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressrun {

/// How many columns a terminal gives to printable text: two to East Asian wide characters and emoji, none to
/// combining ones. Where terminals differ, the wider.
/// Source: Unicode 15, EastAsianWidth.txt, by blocks. Not wcwidth: it knows only the locale that is set.
std::size_t columns(std::string_view text);

/// As much of `text` as fits into `width` columns; what was cut off is shown by an ellipsis ("…", or "~" in
/// ASCII).
std::string fit(std::string_view text, std::size_t width, bool unicode);

/// What a terminal that knows only ASCII can show: '?' for every other character.
std::string ascii_only(std::string_view text);

}  // namespace pressrun
