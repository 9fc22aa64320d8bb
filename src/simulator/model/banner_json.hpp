#pragma once

#include "simulator/model/catalogue.hpp"

#include <string>
#include <string_view>

namespace pressrun::simulator {

struct BannerParts {
  const CataloguedDesign& design;
  const CataloguedFormat* format;  ///< null for a multipage PDF
  std::string id;
  std::string sharing_id;
  int version;
  std::string ending;  ///< file.type, and the end of the file's name
  const std::string& asset_base_url;
  bool backup_image;
};

/// A Banner as API reference 9.2 has it. Assembled as text: polls must stay cheap.
std::string banner_json(const BannerParts& parts);
std::string failure_json(const std::string& format, const std::string& reason);  ///< an entry of `errors`
std::string version_member();                                                    ///< `,"version":"v…"`

}  // namespace pressrun::simulator
