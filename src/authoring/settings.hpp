#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pressrun::authoring {

/// One property of a layer as the new manifest shows it.
struct Setting {
  std::string property;
  std::string yaml;       ///< the present value; empty: not known
  Value value;            ///< the same, for the checks
  std::string help;       ///< the API's words; may be empty
  std::string dormant;    ///< why it can only be a comment; empty: nothing stands against it
  bool is_aside = false;  ///< a comment all the same: it says how something looks, not what is shown

  [[nodiscard]] bool is_active() const { return dormant.empty() && !is_aside; }
};

/// What is shown as it is, or everything that can be written.
enum class Extent : std::uint8_t { content, all };

/// What the design lists for a layer. Active is what is the same in all formats and what the checks of a run
/// have nothing to say against; texts, pictures and colours first, and unless all is asked for, those alone.
/// `page`: of a multipage design, else empty.
std::vector<Setting> settings_of(const Design& design, const std::string& page, const Element& element,
                                 Extent extent);

/// The type that decides what can be written: "root" for the background, whatever the API calls it.
std::string type_of(const Element& element);

}  // namespace pressrun::authoring
