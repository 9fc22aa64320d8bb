#pragma once

#include "pressrun/manifest/source.hpp"

#include <memory>

namespace pressrun::manifest {

/// The text of a file however it was packed: gzip is unpacked and UTF-16 becomes UTF-8, each told by its
/// first bytes, whatever the file is called. Anything else goes through as it is. A damaged file throws
/// std::system_error, as a disk that fails does; half a character of UTF-16 becomes U+FFFD.
std::unique_ptr<ByteStream> decoded(std::unique_ptr<ByteStream> bytes);

}  // namespace pressrun::manifest
