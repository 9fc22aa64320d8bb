#include "pressrun/api/file_types.hpp"

#include <array>

namespace pressrun::api {
namespace {

constexpr auto static_types = std::to_array<std::string_view>({"auto", "jpeg", "png", "webp", "avif", "pdf"});
constexpr auto animated_types = std::to_array<std::string_view>({"auto", "mp4", "gif", "html5"});
constexpr auto printed_types = std::to_array<std::string_view>({"auto", "pdf"});

}  // namespace

std::span<const std::string_view> file_types_of(DesignType type) {
  switch (type) {
    case DesignType::static_:
      return static_types;
    case DesignType::animated:
      return animated_types;
    case DesignType::printer:
    case DesignType::printer_multipage:
      return printed_types;
    case DesignType::unknown:
      break;
  }
  return {};
}

std::string_view name_of(DesignType type) {
  switch (type) {
    case DesignType::static_:
      return "static";
    case DesignType::animated:
      return "animated";
    case DesignType::printer:
      return "printer";
    case DesignType::printer_multipage:
      return "printer_multipage";
    case DesignType::unknown:
      break;
  }
  return "unknown";
}

}  // namespace pressrun::api
