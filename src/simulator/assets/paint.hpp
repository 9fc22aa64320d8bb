#pragma once

#include "simulator/assets/sheet.hpp"

#include <cairo.h>

#include <cstddef>

namespace pressrun::simulator {

/// Draws the sheet into 0,0 … width,height. `blocks_shown` is for films: the texts and buttons that are
/// already there; the layout is that of the whole.
void paint(cairo_t* on, const Sheet& sheet, double width, double height, std::size_t blocks_shown = 1000);

}  // namespace pressrun::simulator
