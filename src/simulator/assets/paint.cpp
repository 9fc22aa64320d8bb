#include "simulator/assets/paint.hpp"

#include "simulator/assets/shapes.hpp"
#include "simulator/assets/text_box.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun::simulator {
namespace {

constexpr Colour brand_red{0.84, 0.15, 0.24};
constexpr Colour slate{0.24, 0.38, 0.52};

struct Areas {
  Box text;
  Box picture;  // empty where there is none
  Box caption;
  double margin = 0;
};

bool is_written(const Block& block) {
  return block.kind == BlockKind::headline || block.kind == BlockKind::text ||
         block.kind == BlockKind::button;
}

bool has(const Sheet& sheet, BlockKind kind) {
  return std::ranges::find(sheet.blocks, kind, &Block::kind) != sheet.blocks.end();
}

Areas divide(const Sheet& sheet, double width, double height) {
  Areas areas;
  const double m = areas.margin = 0.06 * std::min(width, height);
  const double caption =
      std::clamp(0.045 * std::min(width, height), 6.0, 0.024 * std::max(width, height) + 4) * 1.5;
  areas.caption = {m, height - caption - 0.5 * m, width - 2 * m, caption};
  areas.text = {m, m, width - 2 * m, areas.caption.y - 1.5 * m};
  if (!has(sheet, BlockKind::picture)) return areas;
  Box& text = areas.text;
  if (width > 1.15 * height) {
    const double part = std::min(text.width * 0.46, text.height * 1.6);
    areas.picture = {text.x + text.width - part, text.y, part, text.height};
    text.width -= part + m;
  } else {
    const double part = text.height * 0.46;
    areas.picture = {text.x, text.y + text.height - part, text.width, part};
    text.height -= part + m;
  }
  return areas;
}

/// The written blocks of a sheet, one below the other, at one scale.
class Column {
 public:
  Column(cairo_t* on, const Sheet& sheet, const Areas& areas, double scale)
      : on_(on), sheet_(sheet), areas_(areas), scale_(scale) {}

  /// Draws the first `shown` where it draws at all; returns the height of all.
  double lay(double y, bool draw, std::size_t shown) const {
    double used = 0;
    std::size_t number = 0;
    for (const Block& block : sheet_.blocks) {
      if (!is_written(block)) continue;
      if (used > 0) used += 0.45 * scale_;
      const double height = block.kind == BlockKind::button ? button(block, y + used, draw && number < shown)
                                                            : text(block, y + used, draw && number < shown);
      used += height;
      ++number;
    }
    return used;
  }

 private:
  double text(const Block& block, double y, bool draw) const {
    const bool headline = block.kind == BlockKind::headline;
    const TextStyle style{headline ? scale_ : 0.55 * scale_, headline, false, 0};
    const TextBox box{on_, block.text, areas_.text.width, style};
    if (draw) box.draw(areas_.text.x, y, block.colour.value_or(readable_on(sheet_.background)));
    return box.height();
  }

  double button(const Block& block, double y, bool draw) const {
    const double size = 0.55 * scale_;
    const double side = 1.1 * size;
    const double above = 0.55 * size;
    const TextBox box{on_, block.text, std::max(1.0, areas_.text.width - 2 * side), {size, true, false, 0}};
    const double height = box.height() + 2 * above;
    if (!draw) return height;
    const Colour ground = block.background.value_or(brand_red);
    fill_rounded(on_, {areas_.text.x, y, box.width() + 2 * side, height}, 0.5 * (size + 2 * above), ground);
    box.draw(areas_.text.x + side, y + above, block.colour.value_or(readable_on(ground)));
    return height;
  }

  cairo_t* on_;
  const Sheet& sheet_;
  const Areas& areas_;
  double scale_;
};

/// The largest letters with which all texts fit.
double fitting_scale(cairo_t* on, const Sheet& sheet, const Areas& areas) {
  double scale = std::min(0.16 * std::max(areas.text.width, areas.text.height), 0.34 * areas.text.height);
  while (scale > 2 && Column{on, sheet, areas, scale}.lay(0, false, 0) > areas.text.height) scale *= 0.92;
  return scale;
}

void write_texts(cairo_t* on, const Sheet& sheet, const Areas& areas, std::size_t shown) {
  const Column column{on, sheet, areas, fitting_scale(on, sheet, areas)};
  const double spare = std::max(0.0, areas.text.height - column.lay(0, false, 0));
  cairo_save(on);
  cairo_rectangle(on, areas.text.x, areas.text.y, areas.text.width, areas.text.height);
  cairo_clip(on);
  column.lay(areas.text.y + spare / 2, true, shown);
  cairo_restore(on);
}

void draw_pictures(cairo_t* on, const Sheet& sheet, const Areas& areas) {
  const auto pictures = std::ranges::count(sheet.blocks, BlockKind::picture, &Block::kind);
  if (pictures == 0) return;
  const bool side_by_side = areas.picture.width > areas.picture.height;
  Box box = areas.picture;
  const double gap = 0.5 * areas.margin;
  double& length = side_by_side ? box.width : box.height;
  length = (length - gap * static_cast<double>(pictures - 1)) / static_cast<double>(pictures);
  for (const Block& block : sheet.blocks) {
    if (block.kind != BlockKind::picture) continue;
    draw_picture(on, box, block.text, slate);
    (side_by_side ? box.x : box.y) += length + gap;
  }
}

/// Shapes have no place of their own here: discs in their colours, along the upper edge.
void draw_shapes(cairo_t* on, const Sheet& sheet, double width, double margin) {
  const double radius = 0.7 * margin;
  double x = width - margin - radius;
  for (const Block& block : sheet.blocks) {
    if (block.kind != BlockKind::shape || x < width / 2) continue;
    fill_circle(on, x, margin + radius, radius, *block.background);
    x -= 2.4 * radius;
  }
}

void write_caption(cairo_t* on, const Sheet& sheet, const Areas& areas) {
  const double size = areas.caption.height / 1.5;
  const Colour ink = mixed(readable_on(sheet.background), sheet.background, 0.35);
  std::string text = sheet.caption;
  for (const Block& block : sheet.blocks)
    if (block.kind == BlockKind::logo) text += " · " + block.text;
  TextBox{on, text, areas.caption.width, {size, false, false, 1}}.draw(areas.caption.x, areas.caption.y,
                                                                       {ink.red, ink.green, ink.blue, 1});
}

}  // namespace

void paint(cairo_t* on, const Sheet& sheet, double width, double height, std::size_t blocks_shown) {
  const Colour& ground = sheet.background;
  cairo_set_source_rgba(on, ground.red, ground.green, ground.blue, ground.alpha);
  cairo_paint(on);
  const Areas areas = divide(sheet, width, height);
  draw_pictures(on, sheet, areas);
  draw_shapes(on, sheet, width, areas.margin);
  write_texts(on, sheet, areas, blocks_shown);
  write_caption(on, sheet, areas);
}

}  // namespace pressrun::simulator
