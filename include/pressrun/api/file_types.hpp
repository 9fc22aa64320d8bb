#pragma once

#include "pressrun/domain/design.hpp"

#include <span>
#include <string_view>

namespace pressrun::api {

/// Values of `image_file_type` that a design type takes, the default first (API reference §5.1); empty for an
/// unknown type.
std::span<const std::string_view> file_types_of(DesignType type);

std::string_view name_of(DesignType type);

}  // namespace pressrun::api
