#pragma once

#include "simulator/assets/colour.hpp"

#include <cairo.h>

#include <string>

namespace pressrun::simulator {

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

void fill_rounded(cairo_t* on, const Box& box, double radius, const Colour& colour);
void fill_circle(cairo_t* on, double x, double y, double radius, const Colour& colour);

/// A stand-in for a picture: hills under a sun, with its file name.
void draw_picture(cairo_t* on, const Box& box, const std::string& file_name, const Colour& tone);

}  // namespace pressrun::simulator
