#pragma once

#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <string>
#include <string_view>

namespace pressrun::api {

/// Warns of a property, or of a value, that came with a later version than the API that answers: it ignores
/// the one in silence, and refuses the other. Nothing where `api_version` is empty: nobody knows.
void check_age(const Member& property, const PropertyRule& rule, std::string_view api_version,
               const std::string& path, Diagnostics& findings);
void check_age_of_value(const Member& property, const PropertyRule& rule, std::string_view api_version,
                        const std::string& path, Diagnostics& findings);

}  // namespace pressrun::api
