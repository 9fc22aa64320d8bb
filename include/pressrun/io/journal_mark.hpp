#pragma once

#include "pressrun/ports/journal_files.hpp"

#include <filesystem>
#include <optional>

namespace pressrun::io {

/// Nothing where there is no journal, or one that has no mark yet. Throws JournalError.
std::optional<JournalMark> journal_mark(const std::filesystem::path& journal);

/// What the lock file beside the journal remembers of it; nothing where nobody has noted it.
std::optional<JournalMark> noted_mark(const std::filesystem::path& journal);

/// What is wrong with it, by what the lock file remembers. Throws JournalError.
Staleness staleness(const std::filesystem::path& journal);

}  // namespace pressrun::io
