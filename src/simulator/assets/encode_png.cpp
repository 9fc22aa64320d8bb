#include "simulator/assets/encode.hpp"

#include <stdexcept>

namespace pressrun::simulator {

std::string png_file(const Pixels& pixels) {
  std::string bytes;
  const auto append = [](void* to, const unsigned char* from, unsigned int size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(from), size);
    return CAIRO_STATUS_SUCCESS;
  };
  const cairo_status_t status = cairo_surface_write_to_png_stream(pixels.surface(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
  return bytes;
}

}  // namespace pressrun::simulator
