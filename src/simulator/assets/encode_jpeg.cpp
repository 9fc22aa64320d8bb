#include "simulator/assets/encode.hpp"

#include <cstdio>  // jpeglib.h wants FILE
#include <jpeglib.h>
#include <setjmp.h>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

constexpr int quality = 85;

struct Errors {
  jpeg_error_mgr base;  // first: libjpeg hands out a pointer to it
  jmp_buf escape;
};

void escape(j_common_ptr failed) { longjmp(reinterpret_cast<Errors*>(failed->err)->escape, 1); }

/// Nothing here has a destructor: libjpeg leaves it by longjmp. False where it did.
bool compress(const std::uint8_t* rgb, PixelSize size, unsigned char** out, unsigned long* out_size) {
  jpeg_compress_struct job;
  Errors errors;
  job.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = escape;
  if (setjmp(errors.escape) != 0) {
    jpeg_destroy_compress(&job);
    return false;
  }
  jpeg_create_compress(&job);
  jpeg_mem_dest(&job, out, out_size);
  job.image_width = static_cast<JDIMENSION>(size.width);
  job.image_height = static_cast<JDIMENSION>(size.height);
  job.input_components = 3;
  job.in_color_space = JCS_RGB;
  jpeg_set_defaults(&job);
  jpeg_set_quality(&job, quality, TRUE);
  jpeg_start_compress(&job, TRUE);
  while (job.next_scanline < job.image_height) {
    JSAMPROW line = const_cast<std::uint8_t*>(rgb + job.next_scanline * 3UL * job.image_width);
    jpeg_write_scanlines(&job, &line, 1);
  }
  jpeg_finish_compress(&job);
  jpeg_destroy_compress(&job);
  return true;
}

}  // namespace

std::string jpeg_file(const Pixels& pixels) {
  const std::vector<std::uint8_t> rgb = pixels.rgb();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const bool made = compress(rgb.data(), pixels.size(), &bytes, &size);
  const std::unique_ptr<unsigned char, decltype(&std::free)> owner{bytes, std::free};
  if (!made) throw std::runtime_error("the picture cannot be written as JPEG");
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace pressrun::simulator
