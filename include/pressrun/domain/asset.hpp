#pragma once

#include <string>

namespace pressrun {

/// One file that the API made for one format (the API says banner).
struct Asset {
  std::string format;  ///< format name; empty for a multipage PDF
  double width = 0;
  double height = 0;
  std::string unit;                ///< px, mm, in
  std::string type;                ///< jpeg png webp avif pdf gif mp4 zip
  std::string id;                  ///< banner id
  std::string url;                 ///< storage URL
  std::string cdn_url;             ///< empty where the API gives none (zip)
  std::string filename;            ///< may be empty
  std::string fallback_image_url;  ///< HTML5 zip only: the backup image
  std::string template_id = {};    ///< the design that the API says it is of; may be empty

  friend bool operator==(const Asset&, const Asset&) = default;
};

/// What a file that was fetched for it is known by: its id, or its address where it has none.
inline const std::string& fetched_as(const Asset& asset) { return asset.id.empty() ? asset.url : asset.id; }

}  // namespace pressrun
