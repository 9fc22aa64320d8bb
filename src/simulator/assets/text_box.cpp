#include "simulator/assets/text_box.hpp"

#include <cmath>
#include <pango/pangocairo.h>

namespace pressrun::simulator {
namespace {

int in_pango_units(double length) { return static_cast<int>(std::lround(length * PANGO_SCALE)); }

PangoRectangle extents(PangoLayout* layout) {
  PangoRectangle logical{};
  pango_layout_get_extents(layout, nullptr, &logical);
  return logical;
}

}  // namespace

TextBox::TextBox(cairo_t* on, const std::string& text, double width, const TextStyle& style)
    : on_(on), layout_(pango_cairo_create_layout(on), g_object_unref) {
  PangoFontDescription* font = pango_font_description_from_string("DejaVu Sans");
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout_.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_width(layout_.get(), in_pango_units(width));
  pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
  if (style.most_lines == 0) return;
  pango_layout_set_height(layout_.get(), -style.most_lines);
  pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_END);
}

double TextBox::width() const { return static_cast<double>(extents(layout_.get()).width) / PANGO_SCALE; }
double TextBox::height() const { return static_cast<double>(extents(layout_.get()).height) / PANGO_SCALE; }

void TextBox::draw(double x, double y, const Colour& colour) const {
  cairo_set_source_rgba(on_, colour.red, colour.green, colour.blue, colour.alpha);
  cairo_move_to(on_, x, y);
  pango_cairo_show_layout(on_, layout_.get());
}

}  // namespace pressrun::simulator
