#pragma once

#include <optional>
#include <string_view>

namespace pressrun::simulator {

/// Channels from 0 to 1.
struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
  double alpha = 1;
};

/// Reads the first colour in `text`: #RGB, #RRGGBB, #RRGGBBAA, cmyka(c,m,y,k,a) in percent; so of a gradient
/// its first stop.
std::optional<Colour> colour_in(std::string_view text);

/// How bright it looks, 0…1 (Rec. 709 weights).
double luminance(const Colour& colour);

/// Black or white, whichever can be read on it.
Colour readable_on(const Colour& background);

/// `a` with `share` (0…1) of `b`.
Colour mixed(const Colour& a, const Colour& b, double share);

}  // namespace pressrun::simulator
