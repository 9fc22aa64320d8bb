#include "simulator/assets/encode.hpp"
#include "simulator/assets/paint.hpp"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

/// PDF pages are measured in points, 72 an inch; a pixel is 1/96 inch, as in CSS.
double points(double length, const std::string& unit) {
  const double each = unit == "mm" ? 72 / 25.4 : unit == "cm" ? 72 / 2.54 : unit == "in" ? 72.0 : 0.75;
  const double result = length * each;
  return std::isfinite(result) ? std::clamp(result, 3.0, 14'400.0) : 3.0;  // the format's own bounds
}

cairo_status_t append(void* to, const unsigned char* from, unsigned int size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(from), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string pdf_file(const AssetSpec& spec, const std::vector<Sheet>& sheets) {
  const double width = points(spec.width, spec.unit);
  const double height = points(spec.height, spec.unit);
  std::string bytes;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface{
      cairo_pdf_surface_create_for_stream(append, &bytes, width, height), cairo_surface_destroy};
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> on{cairo_create(surface.get()), cairo_destroy};
  for (const Sheet& sheet : sheets) {
    paint(on.get(), sheet, width, height);
    cairo_show_page(on.get());
  }
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
  return bytes;
}

}  // namespace pressrun::simulator
