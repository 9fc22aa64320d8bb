#pragma once

#include "simulator/model/catalogue.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/routes.hpp"

#include <string>
#include <variant>
#include <vector>

namespace pressrun::simulator {

/// The outcome of `image_file_type` together with the design's type. `from_background`: jpeg, or png on a
/// see-through background, which each format decides.
enum class FileType : std::uint8_t { from_background, jpeg, png, webp, avif, pdf, gif, mp4, html5 };

enum class Background : std::uint8_t { saved, opaque, transparent };  ///< what the request says about it

/// A generation POST that was found sound.
struct Order {
  const CataloguedDesign* design = nullptr;
  std::vector<std::string> formats;  ///< empty for a multipage PDF
  FileType type = FileType::jpeg;
  Background background = Background::saved;
  bool backup_image = false;
  std::string original_visual_id;
  std::string callback_url;               ///< empty: nobody is told
  std::vector<std::string> ignored = {};  ///< paths that have no effect
};

/// Reads and checks the body of one of the three generation endpoints (API reference 5 and 6).
std::variant<Order, ApiError> read_order(const CataloguedDesign& design, Endpoint endpoint,
                                         const std::string& body);

}  // namespace pressrun::simulator
