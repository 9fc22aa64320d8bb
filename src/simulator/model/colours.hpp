#pragma once

#include <cstdint>
#include <string_view>

namespace pressrun::simulator {

/// Which notations a property takes (API reference 6.0).
enum class Colours : std::uint8_t {
  hex,           ///< #RRGGBB, #RRGGBBAA
  hex_or_print,  ///< and cmyka(…) on print designs
  hex_or_cmyka,  ///< and cmyka(…) on every design
  any,           ///< hex, linear gradient; cmyka(…) on print designs
};

bool is_colour(std::string_view text, Colours allowed, bool print);

/// See-through to any degree: #RRGGBBAA with AA below FF, or a cmyka alpha below 100.
bool is_transparent(std::string_view colour);

}  // namespace pressrun::simulator
