#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A name that an author could have written, near to a design's name or what was written instead:
/// [a-z0-9][a-z0-9._-]{0,63}. Different texts may give the same.
std::string manifest_name(std::string_view text);

/// The name of a manifest that gives itself none: its file's name without ".yaml" or ".yml", in the author's
/// letters; at most 200 bytes, valid UTF-8, no '/', nothing that a terminal should not be sent, no '.' first.
/// What may not stand there is written as `%` and two digits. Two files of one folder never get one name:
/// where "a.yaml" and "a.yml" stand side by side, the second is "a%2Eyml". `exists`: whether there is such a
/// file.
std::string default_name(const std::filesystem::path& file,
                         const std::function<bool(const std::filesystem::path&)>& exists);

}  // namespace pressrun::manifest
