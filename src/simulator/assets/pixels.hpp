#pragma once

#include "simulator/assets/sheet.hpp"

#include <cairo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace pressrun::simulator {

struct PixelSize {
  int width = 1;
  int height = 1;
};

/// The size in pixels of what is asked for, scaled down to `longest` where a side is longer. Millimetres,
/// centimetres and inches count at 150 dots an inch. Sizes that make no sense become 1 … `longest`.
PixelSize pixel_size(const AssetSpec& spec, int longest);

/// A drawing as pixels: Cairo's ARGB32, premultiplied, 32 bits native endian.
class Pixels {
 public:
  Pixels(const Sheet& sheet, PixelSize size, std::size_t blocks_shown = 1000);

  [[nodiscard]] PixelSize size() const { return size_; }
  [[nodiscard]] cairo_surface_t* surface() const { return surface_.get(); }
  [[nodiscard]] std::vector<std::uint8_t> rgb() const;   ///< 3 bytes a pixel, on white
  [[nodiscard]] std::vector<std::uint8_t> rgba() const;  ///< 4 bytes a pixel, not premultiplied

 private:
  PixelSize size_;
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
};

}  // namespace pressrun::simulator
