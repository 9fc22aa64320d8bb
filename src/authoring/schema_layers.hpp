#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"

#include <boost/json/object.hpp>

#include <vector>

namespace pressrun::authoring {

/// `elements` of any design: every name, every property of the API reference, others let through.
boost::json::object any_layers();

/// `elements` of one design, or of one page: its layers, each with what its type takes. `variables`: of the
/// design; null: none can be set here. What a layer takes becomes a definition.
boost::json::object layers_of(const std::vector<Element>& elements, const std::vector<std::string>* variables,
                              Definitions& definitions);

}  // namespace pressrun::authoring
