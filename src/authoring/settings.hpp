#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/value.hpp"

#include <string>
#include <vector>

namespace pressrun::authoring {

/// One property of a layer as the new manifest shows it.
struct Setting {
  std::string property;
  std::string yaml;     ///< the present value; empty: not known
  Value value;          ///< the same, for the checks
  std::string help;     ///< the API's words; may be empty
  std::string dormant;  ///< why it is a comment; empty: it is active
};

/// What the design lists for a layer. Active is what is the same in all formats and what the checks of a run
/// have nothing to say against. `page`: of a multipage design, else empty.
std::vector<Setting> settings_of(const Design& design, const std::string& page, const Element& element);

/// The type that decides what can be written: "root" for the background, whatever the API calls it.
std::string type_of(const Element& element);

}  // namespace pressrun::authoring
