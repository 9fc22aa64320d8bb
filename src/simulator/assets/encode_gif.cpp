#include "simulator/assets/encode.hpp"

#include <algorithm>
#include <array>
#include <gif_lib.h>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

constexpr int longest_side_of_film = 320;
constexpr int most_frames = 4;

struct Frame {
  std::vector<GifByteType> pixels;
  std::array<GifColorType, 256> palette{};
};

Frame quantised(const Pixels& pixels) {
  const auto [width, height] = pixels.size();
  const std::vector<std::uint8_t> rgb = pixels.rgb();
  const std::size_t count = rgb.size() / 3;
  std::array<std::vector<GifByteType>, 3> planes;
  for (auto& plane : planes) plane.resize(count);
  for (std::size_t at = 0; at < rgb.size(); ++at) planes[at % 3][at / 3] = rgb[at];
  Frame frame;
  frame.pixels.resize(count);
  int colours = 256;
  const int made = GifQuantizeBuffer(static_cast<unsigned>(width), static_cast<unsigned>(height), &colours,
                                     planes[0].data(), planes[1].data(), planes[2].data(),
                                     frame.pixels.data(), frame.palette.data());
  if (made != GIF_OK) throw std::runtime_error("too many colours for a GIF");
  return frame;
}

int append(GifFileType* gif, const GifByteType* from, int size) {
  static_cast<std::string*>(gif->UserData)
      ->append(reinterpret_cast<const char*>(from), static_cast<std::size_t>(size));
  return size;
}

/// A GIF under way, closed whatever happens.
class GifWriter {
 public:
  explicit GifWriter(PixelSize size) : size_(size), gif_(EGifOpen(&bytes_, append, nullptr)) {
    if (gif_ == nullptr) throw std::runtime_error("no memory for a GIF");
    EGifSetGifVersion(gif_, true);
  }
  GifWriter(const GifWriter&) = delete;
  GifWriter& operator=(const GifWriter&) = delete;
  ~GifWriter() {
    if (gif_ != nullptr) EGifCloseFile(gif_, nullptr);
  }

  void begin() {
    require(EGifPutScreenDesc(gif_, size_.width, size_.height, 8, 0, nullptr));
    constexpr std::array<GifByteType, 3> forever{1, 0, 0};
    require(EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE));
    require(EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0"));
    require(EGifPutExtensionBlock(gif_, forever.size(), forever.data()));
    require(EGifPutExtensionTrailer(gif_));
  }

  void add(Frame frame, int hundredths) {
    const GraphicsControlBlock control{DISPOSE_DO_NOT, false, hundredths, NO_TRANSPARENT_COLOR};
    std::array<GifByteType, 4> packed{};
    EGifGCBToExtension(&control, packed.data());
    require(EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, packed.size(), packed.data()));
    const std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)> map{
        GifMakeMapObject(256, frame.palette.data()), GifFreeMapObject};
    require(EGifPutImageDesc(gif_, 0, 0, size_.width, size_.height, false, map.get()));
    require(EGifPutLine(gif_, frame.pixels.data(), size_.width * size_.height));
  }

  std::string finish() {
    require(EGifCloseFile(std::exchange(gif_, nullptr), nullptr));
    return std::move(bytes_);
  }

 private:
  static void require(int result) {
    if (result != GIF_OK) throw std::runtime_error("the film cannot be written as GIF");
  }

  std::string bytes_;
  PixelSize size_;
  GifFileType* gif_;
};

}  // namespace

std::string gif_film(const AssetSpec& spec) {
  const Sheet sheet = sheets_of(spec).front();
  const PixelSize size = pixel_size(spec, longest_side_of_film);
  const int frames = std::clamp(static_cast<int>(sheet.blocks.size()) + 1, 2, most_frames);
  GifWriter film{size};
  film.begin();
  for (int frame = 0; frame < frames; ++frame) {
    const bool last = frame + 1 == frames;
    const Pixels pixels{sheet, size, last ? 1000 : static_cast<std::size_t>(frame)};
    film.add(quantised(pixels), last ? 200 : 60);
  }
  return film.finish();
}

}  // namespace pressrun::simulator
