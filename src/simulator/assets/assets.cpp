#include "pressrun/simulator/assets.hpp"

#include "simulator/assets/encode.hpp"
#include "simulator/assets/sample_clip.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace pressrun::simulator {
namespace {

constexpr int longest_side = 640;

using Encoder = std::string (*)(const Pixels&);
constexpr std::array<std::pair<std::string_view, Encoder>, 4> encoders{
    {{"png", png_file}, {"jpeg", jpeg_file}, {"webp", webp_file}, {"avif", avif_file}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> content_types{
    {{"jpeg", "image/jpeg"},
     {"png", "image/png"},
     {"webp", "image/webp"},
     {"avif", "image/avif"},
     {"pdf", "application/pdf"},
     {"gif", "image/gif"},
     {"mp4", "video/mp4"},
     {"zip", "application/zip"}}};

}  // namespace

std::string render_asset(const AssetSpec& spec) {
  if (spec.type == "mp4") return std::string{sample_clip};
  if (spec.type == "gif") return gif_film(spec);
  if (content_type(spec.type).empty()) throw std::invalid_argument("unknown asset type '" + spec.type + "'");
  const std::vector<Sheet> sheets = sheets_of(spec);
  if (spec.type == "pdf") return pdf_file(spec, sheets);
  if (spec.type == "zip") return html5_bundle(spec, sheets.front());
  const Pixels pixels{sheets.front(), pixel_size(spec, longest_side)};
  for (const auto& [type, encode] : encoders)
    if (type == spec.type) return encode(pixels);
  throw std::invalid_argument("no encoder for '" + spec.type + "'");
}

std::string_view content_type(std::string_view type) {
  for (const auto& [known, content] : content_types)
    if (known == type) return content;
  return {};
}

}  // namespace pressrun::simulator
