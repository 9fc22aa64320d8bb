#pragma once

#include <filesystem>
#include <string>

namespace pressrun::io {

/// Where a file really lies, whatever links lead to it; also where the last of them leads to nothing yet.
std::filesystem::path real_place(std::filesystem::path file);

/// A manifest as journals know it: absolute, its folder without links. Not the last part: a link to a
/// manifest is another manifest. "-" is standard input.
std::string campaign_path(const std::string& named);

/// Whether both names lead to one file that is there, by whatever links.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace pressrun::io
