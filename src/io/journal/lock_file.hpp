#pragma once

#include <filesystem>

namespace pressrun::io {

/// The lock file of a journal: beside the journal itself, whatever links lead there, so that all who write it
/// meet at one.
std::filesystem::path lock_file(const std::filesystem::path& journal);

/// Its first bytes, with what it says, are of the one who holds the journal; those behind are of workers.
constexpr int bytes_of_holder = 1 << 20;

}  // namespace pressrun::io
