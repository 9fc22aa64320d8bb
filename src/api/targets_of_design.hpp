#pragma once

#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/design.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::api {

struct TargetProperty {
  const PropertyRule* rule = nullptr;  ///< null: nothing is known of its values
  bool listed = false;                 ///< the design lists it, so the API that is live knows it
};

/// What one name of a layer stands for, with all that it takes. Equal names on layers of several types are
/// one target for the API.
struct LayerTarget {
  std::string types;  ///< "text", "text, image": for messages
  bool all_types_known = true;
  bool takes_nothing = false;
  std::unordered_map<std::string_view, TargetProperty> properties;
  std::vector<std::string> own_images;  ///< what `image_url` is in the design, whatever the format
};

/// The layers that one `elements` mapping, or one page of `pages`, may name. Views into the design.
class LayerTargets {
 public:
  explicit LayerTargets(const std::vector<Element>& elements);
  [[nodiscard]] const LayerTarget* find(std::string_view name) const;
  /// Of those that take something, for hints; "vars" too where the design has variables to set.
  [[nodiscard]] std::vector<std::string> names(bool with_variables) const;

 private:
  std::unordered_map<std::string_view, LayerTarget> targets_;
  std::vector<std::string_view> order_;
};

}  // namespace pressrun::api
