#pragma once

#include "pressrun/api/names.hpp"
#include "pressrun/domain/design.hpp"

#include <optional>
#include <unordered_map>

namespace pressrun::app {

using Designs = std::unordered_map<DesignId, Design>;

/// What is known of the workspace when jobs are checked and encoded. Empty where nothing was read.
struct WorkspaceSnapshot {
  Designs designs;
  std::optional<Balance> balance;
  std::optional<api::FontNames> fonts;  ///< nothing: none is given by name

  [[nodiscard]] const Design* design(const DesignId& id) const {
    const auto found = designs.find(id);
    return found == designs.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const api::FontNames* font_names() const { return fonts ? &*fonts : nullptr; }
};

}  // namespace pressrun::app
