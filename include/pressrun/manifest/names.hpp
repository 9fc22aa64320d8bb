#pragma once

#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A name for a manifest, from a file's stem or a design's name: [a-z0-9][a-z0-9._-]{0,63}.
std::string manifest_name(std::string_view text);

}  // namespace pressrun::manifest
