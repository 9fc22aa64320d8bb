#pragma once

#include "pressrun/ports/journal_files.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pressrun::io {

/// The lock file of a journal: beside the journal itself, whatever links lead there, so that all who write it
/// meet at one.
std::filesystem::path lock_file(const std::filesystem::path& journal);

/// Its first bytes, with what it says, are of the one who holds the journal; those behind are of workers.
constexpr int bytes_of_holder = 1 << 20;

/// What it says, two lines: who holds it, or did last; and which journal was last seen here, how far on.
std::string lock_text(const std::string& holder, const std::optional<JournalMark>& mark);
std::string holder_in(const std::string& lock_text);
std::optional<JournalMark> mark_in(const std::string& lock_text);

}  // namespace pressrun::io
