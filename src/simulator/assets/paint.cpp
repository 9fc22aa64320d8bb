#include "simulator/assets/paint.hpp"

#include "simulator/assets/shapes.hpp"
#include "simulator/assets/text_box.hpp"

#include <algorithm>
#include <vector>

namespace pressrun::simulator {
namespace {

constexpr Colour brand_red{0.84, 0.15, 0.24};
constexpr Colour slate{0.24, 0.38, 0.52};

/// A column of written blocks.
struct Part {
  Box box;
  bool texts = true;
  bool buttons = true;
  [[nodiscard]] bool holds(const Block& block) const {
    if (block.kind == BlockKind::button) return buttons;
    return texts && (block.kind == BlockKind::headline || block.kind == BlockKind::text);
  }
};

struct Areas {
  std::vector<Part> written;
  Box picture;  // empty where there is none
  Box caption;
  double margin = 0;
};

bool has(const Sheet& sheet, BlockKind kind) {
  return std::ranges::find(sheet.blocks, kind, &Block::kind) != sheet.blocks.end();
}

/// Takes the picture's place from the texts': beside them where the format is wide, else below.
Box cut_picture(Box& text, bool wide, double gap) {
  Box picture = text;
  if (wide) {
    picture.width = std::min(text.width * 0.46, text.height * 1.6);
    text.width -= picture.width + gap;
    picture.x += text.width + gap;
  } else {
    picture.height = text.height * 0.46;
    text.height -= picture.height + gap;
    picture.y += text.height + gap;
  }
  return picture;
}

/// In a banner of a few lines' height, buttons stand beside the texts.
std::vector<Part> columns(const Sheet& sheet, const Box& box, bool flat, double gap) {
  if (!flat || !has(sheet, BlockKind::button)) return {{box, true, true}};
  Box texts = box;
  Box buttons = box;
  buttons.width *= 0.34;
  texts.width -= buttons.width + gap;
  buttons.x += texts.width + gap;
  return {{texts, true, false}, {buttons, false, true}};
}

Areas divide(const Sheet& sheet, double width, double height) {
  Areas areas;
  const double m = areas.margin = 0.06 * std::min(width, height);
  const double caption =
      std::clamp(0.045 * std::min(width, height), 6.0, 0.024 * std::max(width, height) + 4) * 1.5;
  areas.caption = {m, height - caption - 0.5 * m, width - 2 * m, caption};
  Box text{m, m, width - 2 * m, areas.caption.y - 1.5 * m};
  if (has(sheet, BlockKind::picture)) areas.picture = cut_picture(text, width > 1.15 * height, m);
  areas.written = columns(sheet, text, width > 4 * height, m);
  return areas;
}

/// The written blocks of a part, one below the other, at one scale.
class Column {
 public:
  Column(cairo_t* on, const Sheet& sheet, const Part& part, double scale)
      : on_(on), sheet_(sheet), part_(part), scale_(scale) {}

  [[nodiscard]] double height() const { return lay(0, 0); }

  /// Draws those among the first `shown` blocks of the sheet; returns the height of all.
  double lay(double y, std::size_t shown) const {
    const double start = y;
    for (std::size_t number = 0; number < sheet_.blocks.size(); ++number) {
      const Block& block = sheet_.blocks[number];
      if (!part_.holds(block)) continue;
      if (y > start) y += 0.45 * scale_;
      const bool draw = number < shown;
      y += block.kind == BlockKind::button ? button(block, y, draw) : text(block, y, draw);
    }
    return y - start;
  }

 private:
  double text(const Block& block, double y, bool draw) const {
    const bool headline = block.kind == BlockKind::headline;
    const TextStyle style{headline ? scale_ : 0.55 * scale_, headline, 0};
    const TextBox box{on_, block.text, part_.box.width, style};
    if (draw) box.draw(part_.box.x, y, block.colour.value_or(readable_on(sheet_.background)));
    return box.height();
  }

  double button(const Block& block, double y, bool draw) const {
    const double size = 0.55 * scale_;
    const double side = 1.1 * size;
    const double above = 0.55 * size;
    const TextBox box{on_, block.text, std::max(1.0, part_.box.width - 2 * side), {size, true, 0}};
    const double height = box.height() + 2 * above;
    if (!draw) return height;
    const Colour ground = block.background.value_or(brand_red);
    fill_rounded(on_, {part_.box.x, y, box.width() + 2 * side, height}, 0.5 * (size + 2 * above), ground);
    box.draw(part_.box.x + side, y + above, block.colour.value_or(readable_on(ground)));
    return height;
  }

  cairo_t* on_;
  const Sheet& sheet_;
  const Part& part_;
  double scale_;
};

/// The largest letters with which all texts fit.
double fitting_scale(cairo_t* on, const Sheet& sheet, const Part& part) {
  constexpr double smallest = 2;
  double scale = std::min(0.16 * std::max(part.box.width, part.box.height), 0.5 * part.box.height);
  while (scale > smallest && Column{on, sheet, part, scale}.height() > part.box.height) scale *= 0.92;
  return scale;
}

void write_texts(cairo_t* on, const Sheet& sheet, const Part& part, std::size_t shown) {
  if (part.box.width < 1 || part.box.height < 1) return;
  const Column column{on, sheet, part, fitting_scale(on, sheet, part)};
  const double spare = std::max(0.0, part.box.height - column.height());
  cairo_save(on);
  cairo_rectangle(on, part.box.x, part.box.y, part.box.width, part.box.height);
  cairo_clip(on);
  column.lay(part.box.y + spare / 2, shown);
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
  if (areas.caption.width < 1) return;
  const double size = areas.caption.height / 1.5;
  const Colour ink = mixed(readable_on(sheet.background), sheet.background, 0.35);
  std::string text = sheet.caption;
  for (const Block& block : sheet.blocks)
    if (block.kind == BlockKind::logo) text += " · " + block.text;
  constexpr double endless = 10'000;
  const double natural = TextBox{on, text, endless, {size, false, 1}}.width();
  const double fitting = size * std::clamp(areas.caption.width / natural, 0.6, 1.0) * 0.96;
  TextBox{on, text, areas.caption.width, {fitting, false, 1}}.draw(areas.caption.x, areas.caption.y,
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
  for (const Part& part : areas.written) write_texts(on, sheet, part, blocks_shown);
  write_caption(on, sheet, areas);
}

}  // namespace pressrun::simulator
