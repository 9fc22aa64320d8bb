#pragma once

#include "api/targets_of_design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace pressrun::api {

/// What is to be said of a property because of those beside it.
struct Remark {
  const Member& about;
  std::string property;  ///< members of an object are joined by a dot
  Severity severity;
  std::string message;
  std::string hint;
};

/// What must stand together in a layer, what has no effect beside something else, and values that go out of
/// use (API reference §6.1, §6.3, §6.10, §11). `target`: null where the design is not known.
void each_remark(const Mapping& properties, const LayerTarget* target,
                 const std::function<void(Remark)>& tell);

}  // namespace pressrun::api
