#pragma once

#include "pressrun/ports/file_place.hpp"

#include <filesystem>
#include <memory>

namespace pressrun::io {

/// A folder of this machine. A file that is being fetched is NAME.part beside its place (of a long name: a
/// digest of it), locked against other processes; what the server calls it stands in NAME.part-of. Whatever
/// stops the process, a file under its final name is whole: it is synced before it gets it. Reading and
/// syncing are done on threads of its own.
std::unique_ptr<FilePlace> make_file_folder(const std::filesystem::path& folder);

}  // namespace pressrun::io
