#pragma once

#include "simulator/assets/colour.hpp"

#include <cairo.h>

#include <memory>
#include <pango/pango.h>
#include <string>

namespace pressrun::simulator {

struct TextStyle {
  double size = 12;  ///< of the letters, in units of the drawing
  bool bold = false;
  int most_lines = 0;  ///< then "…"; 0: as many as it takes
};

/// Text wrapped to a width, measured before it is drawn.
class TextBox {
 public:
  TextBox(cairo_t* on, const std::string& text, double width, const TextStyle& style);

  [[nodiscard]] double width() const;  ///< of the ink's lines, not more than asked for
  [[nodiscard]] double height() const;
  void draw(double x, double y, const Colour& colour) const;

 private:
  cairo_t* on_;
  std::unique_ptr<PangoLayout, void (*)(void*)> layout_;
};

}  // namespace pressrun::simulator
