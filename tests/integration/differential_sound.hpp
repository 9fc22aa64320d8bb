#pragma once

#include "integration/differential_values.hpp"
#include "pressrun/domain/design.hpp"

#include <string_view>

namespace pressrun::test {

/// A request that the API takes, and in which every name has an effect.
Mapping sound_request(const Design& design, Dice& dice);

/// The fields of an option ("html5", "gif", "video", "print") with good values.
Mapping sound_option(std::string_view option, Dice& dice);

/// Properties of a layer of this type with good values.
Mapping sound_layer(std::string_view type, Dice& dice);

/// The layers that the request asks for on one page, or of the design: made if they are missing.
Mapping& layers_in(Mapping& request, const Design& design, Dice& dice);

/// Elements of the page that layers_in() would choose from; of the design.
const std::vector<Element>& elements_of(const Design& design, std::string_view page);

Mapping& child(Mapping& mapping, std::string_view key);  ///< a mapping of that name, made if there is none

}  // namespace pressrun::test
