#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun {

/// The candidate that `name` is most likely meant to be, or nothing when none is near enough.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pressrun
