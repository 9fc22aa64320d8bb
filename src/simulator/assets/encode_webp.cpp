#include "simulator/assets/encode.hpp"

#include <stdexcept>
#include <webp/encode.h>

namespace pressrun::simulator {

std::string webp_file(const Pixels& pixels) {
  constexpr float quality = 85;
  const auto [width, height] = pixels.size();
  const std::vector<std::uint8_t> rgba = pixels.rgba();
  std::uint8_t* bytes = nullptr;
  const std::size_t size = WebPEncodeRGBA(rgba.data(), width, height, 4 * width, quality, &bytes);
  const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> owner{bytes, WebPFree};
  if (size == 0) throw std::runtime_error("the picture cannot be written as WebP");
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace pressrun::simulator
