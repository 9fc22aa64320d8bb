#include "simulator/assets/encode.hpp"

#include <avif/avif.h>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

void require(avifResult result) {
  if (result != AVIF_RESULT_OK) throw std::runtime_error(avifResultToString(result));
}

}  // namespace

std::string avif_file(const Pixels& pixels) {
  const auto [width, height] = pixels.size();
  const std::unique_ptr<avifImage, decltype(&avifImageDestroy)> image{
      avifImageCreate(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), 8,
                      AVIF_PIXEL_FORMAT_YUV420),
      avifImageDestroy};
  std::vector<std::uint8_t> rgb = pixels.rgb();
  avifRGBImage source;
  avifRGBImageSetDefaults(&source, image.get());
  source.format = AVIF_RGB_FORMAT_RGB;
  source.pixels = rgb.data();
  source.rowBytes = static_cast<std::uint32_t>(3 * width);
  require(avifImageRGBToYUV(image.get(), &source));
  const std::unique_ptr<avifEncoder, decltype(&avifEncoderDestroy)> encoder{avifEncoderCreate(),
                                                                            avifEncoderDestroy};
  encoder->speed = AVIF_SPEED_FASTEST;
  encoder->minQuantizer = 20;
  encoder->maxQuantizer = 40;
  avifRWData bytes = AVIF_DATA_EMPTY;
  const avifResult result = avifEncoderWrite(encoder.get(), image.get(), &bytes);
  const std::unique_ptr<avifRWData, decltype(&avifRWDataFree)> owner{&bytes, avifRWDataFree};
  require(result);
  return {reinterpret_cast<const char*>(bytes.data), bytes.size};
}

}  // namespace pressrun::simulator
