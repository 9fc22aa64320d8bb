#pragma once

#include "api/check_value.hpp"
#include "api/targets_of_design.hpp"

#include <string>
#include <vector>

namespace pressrun::api {

/// One `elements` mapping, or one page of `pages`, and what it is compared with.
struct LayerPlace {
  const LayerTargets* targets;                ///< null: the design is not known
  const std::vector<std::string>* variables;  ///< null: nobody tells (multipage, API reference §4.2)
  Medium medium = Medium::unknown;
  bool makes_video = true;  ///< the file type has sound
  std::string owner;        ///< "design 'hero'", "page 'page_1' of design 'catalogue'": for messages
  std::string_view api_version = {};  ///< of the API that described the design; empty: nobody knows
};

/// Names of layers, properties and variables, and their values. `path` is where `layers` stands: "elements".
void check_layers(const Member& layers, const std::string& path, const LayerPlace& scope,
                  Diagnostics& findings);

}  // namespace pressrun::api
