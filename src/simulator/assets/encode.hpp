#pragma once

#include "simulator/assets/pixels.hpp"
#include "simulator/assets/sheet.hpp"

#include <string>
#include <vector>

namespace pressrun::simulator {

// Files as bytes. Each throws std::runtime_error when its library refuses.
std::string png_file(const Pixels& pixels);
std::string jpeg_file(const Pixels& pixels);
std::string webp_file(const Pixels& pixels);
std::string avif_file(const Pixels& pixels);

/// A film that shows the texts one after the other, and the whole at its end; without end. Small: its longest
/// side is 320 pixels.
std::string gif_film(const AssetSpec& spec);

/// One page a sheet, all of the format's size in points.
std::string pdf_file(const AssetSpec& spec, const std::vector<Sheet>& sheets);

/// An HTML5 bundle: index.html and backup.jpeg.
std::string html5_bundle(const AssetSpec& spec, const Sheet& sheet);

}  // namespace pressrun::simulator
