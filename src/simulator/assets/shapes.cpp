#include "simulator/assets/shapes.hpp"

#include "simulator/assets/text_box.hpp"

#include <algorithm>
#include <numbers>

namespace pressrun::simulator {
namespace {

constexpr double quarter = std::numbers::pi / 2;
constexpr Colour white{1, 1, 1};

void set(cairo_t* on, const Colour& colour) {
  cairo_set_source_rgba(on, colour.red, colour.green, colour.blue, colour.alpha);
}

void rounded_path(cairo_t* on, const Box& box, double radius) {
  const double r = std::min({radius, box.width / 2, box.height / 2});
  cairo_new_sub_path(on);
  cairo_arc(on, box.x + box.width - r, box.y + r, r, -quarter, 0);
  cairo_arc(on, box.x + box.width - r, box.y + box.height - r, r, 0, quarter);
  cairo_arc(on, box.x + r, box.y + box.height - r, r, quarter, 2 * quarter);
  cairo_arc(on, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(on);
}

void hill(cairo_t* on, const Box& box, double from, double peak_x, double peak_y, double to,
          const Colour& colour) {
  const auto at = [&](double x, double y) {
    cairo_line_to(on, box.x + x * box.width, box.y + y * box.height);
  };
  cairo_new_path(on);
  at(from, 1.05);
  at(peak_x, peak_y);
  at(to, 1.05);
  cairo_close_path(on);
  set(on, colour);
  cairo_fill(on);
}

void label(cairo_t* on, const Box& box, const std::string& text) {
  const double size = std::clamp(std::min(box.width, box.height) * 0.07, 5.0, 16.0);
  const TextBox name{on, text, box.width - 4 * size, {size, false, 1}};
  const Box tag{box.x + size, box.y + box.height - name.height() - 1.6 * size, name.width() + 1.2 * size,
                name.height() + 0.6 * size};
  if (tag.width > box.width || tag.height > box.height / 2) return;
  fill_rounded(on, tag, size * 0.5, {1, 1, 1, 0.85});
  name.draw(tag.x + 0.6 * size, tag.y + 0.3 * size, {0.2, 0.25, 0.3});
}

}  // namespace

void fill_rounded(cairo_t* on, const Box& box, double radius, const Colour& colour) {
  rounded_path(on, box, radius);
  set(on, colour);
  cairo_fill(on);
}

void fill_circle(cairo_t* on, double x, double y, double radius, const Colour& colour) {
  cairo_new_path(on);
  cairo_arc(on, x, y, radius, 0, 4 * quarter);
  set(on, colour);
  cairo_fill(on);
}

void draw_picture(cairo_t* on, const Box& box, const std::string& file_name, const Colour& tone) {
  if (box.width < 4 || box.height < 4) return;
  cairo_save(on);
  rounded_path(on, box, std::min(box.width, box.height) * 0.05);
  cairo_clip(on);
  set(on, mixed(tone, white, 0.72));
  cairo_paint(on);
  const double side = std::min(box.width, box.height);
  fill_circle(on, box.x + box.width * 0.74, box.y + box.height * 0.28, side * 0.11, {1, 0.82, 0.4});
  hill(on, box, 0.25, 0.68, 0.42, 1.2, mixed(tone, white, 0.42));
  hill(on, box, -0.2, 0.3, 0.28, 0.85, mixed(tone, white, 0.22));
  hill(on, box, 0.4, 0.9, 0.62, 1.5, tone);
  label(on, box, file_name);
  cairo_restore(on);
}

}  // namespace pressrun::simulator
