#include "simulator/assets/pixels.hpp"

#include "simulator/assets/paint.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

double dots_in(const std::string& unit) {
  if (unit == "mm") return 150 / 25.4;
  if (unit == "cm") return 150 / 2.54;
  return unit == "in" ? 150.0 : 1.0;
}

double sane(double length) { return std::isfinite(length) ? std::clamp(length, 1.0, 1e6) : 1.0; }

int scaled(double length, double scale, int longest) {
  return std::clamp(static_cast<int>(std::lround(length * scale)), 1, longest);
}

template <class Visit>
void each_pixel(cairo_surface_t* surface, PixelSize size, Visit visit) {
  const unsigned char* line = cairo_image_surface_get_data(surface);
  for (int y = 0; y < size.height; ++y, line += cairo_image_surface_get_stride(surface)) {
    for (int x = 0; x < size.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, line + 4 * x, sizeof pixel);
      visit(pixel >> 24, (pixel >> 16) & 0xFF, (pixel >> 8) & 0xFF, pixel & 0xFF);
    }
  }
}

}  // namespace

PixelSize pixel_size(const AssetSpec& spec, int longest) {
  const double width = sane(spec.width * dots_in(spec.unit));
  const double height = sane(spec.height * dots_in(spec.unit));
  const double scale = std::min(1.0, longest / std::max(width, height));
  return {scaled(width, scale, longest), scaled(height, scale, longest)};
}

Pixels::Pixels(const Sheet& sheet, PixelSize size, std::size_t blocks_shown)
    : size_(size),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height),
               cairo_surface_destroy) {
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> on{cairo_create(surface_.get()), cairo_destroy};
  paint(on.get(), sheet, size.width, size.height, blocks_shown);
  cairo_surface_flush(surface_.get());
  const cairo_status_t status = cairo_status(on.get());
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

std::vector<std::uint8_t> Pixels::rgb() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height) * 3);
  const auto add = [&](std::uint32_t a, std::uint32_t r, std::uint32_t g, std::uint32_t b) {
    for (const std::uint32_t channel : {r, g, b})
      bytes.push_back(static_cast<std::uint8_t>(std::min(255U, channel + 255U - a)));
  };
  each_pixel(surface_.get(), size_, add);
  return bytes;
}

std::vector<std::uint8_t> Pixels::rgba() const {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height) * 4);
  const auto add = [&](std::uint32_t a, std::uint32_t r, std::uint32_t g, std::uint32_t b) {
    for (const std::uint32_t channel : {r, g, b})
      bytes.push_back(static_cast<std::uint8_t>(a == 0 ? 0 : std::min(255U, channel * 255U / a)));
    bytes.push_back(static_cast<std::uint8_t>(a));
  };
  each_pixel(surface_.get(), size_, add);
  return bytes;
}

}  // namespace pressrun::simulator
