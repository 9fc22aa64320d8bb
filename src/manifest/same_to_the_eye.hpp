#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// The name with all that cannot be seen spelled out: "Product<U+00A0>name", "Gro<U+0308>ße".
std::string spelled_out(std::string_view name);

/// The candidate that looks like `name` and is another: it differs in blanks, in characters without width, or
/// in how accents are composed. Empty: there is none.
std::string same_to_the_eye(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace pressrun::manifest
