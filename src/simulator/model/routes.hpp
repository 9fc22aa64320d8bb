#pragma once

#include "pressrun/domain/http.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pressrun::simulator {

enum class Endpoint : std::uint8_t {
  none,
  auth,
  ready,
  list_designs,
  read_design,
  read_format,
  create_dynamic_image,
  generate_sync,
  generate_async,
  generate_multipage,
  poll,
  read_banner,
  export_banners,
  list_fonts,
  list_projects,
  create_project,
  list_templates,
  list_template_categories,
  use_template,
  read_duplication,
  credits,
  read_secret,
  rotate_secret,
  revoke_secret,
};

enum class Tier : std::uint8_t { none, polling, read, write };

/// Where a request goes. A path that no route has, or whose ids are no UUIDs, goes nowhere; a known path
/// asked with another verb has `allow`.
struct Route {
  Endpoint endpoint = Endpoint::none;
  Tier tier = Tier::none;
  std::string id;      ///< the path's UUID, in lower case
  std::string format;  ///< read_format: the specifier, decoded
  std::map<std::string, std::string> query;
  std::string allow;  ///< not empty: 405
};

Route route(const HttpRequest& request);

}  // namespace pressrun::simulator
