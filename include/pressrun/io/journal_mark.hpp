#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace pressrun::io {

/// Which journal it is, and how far it has come: `state` grows with every run that begins or ends, and with
/// every word of the user on a job in doubt.
struct JournalMark {
  std::string id;  ///< of its first run
  std::int64_t state = 0;
};

/// Nothing where there is no journal, or one that has no mark yet. Throws JournalError.
std::optional<JournalMark> journal_mark(const std::filesystem::path& journal);

/// What the lock file beside the journal remembers of it; nothing where nobody has noted it.
std::optional<JournalMark> noted_mark(const std::filesystem::path& journal);

/// Whether it was used here in a later state: a copy or backup has taken its place, and what was submitted
/// since is unknown to it. Throws JournalError.
bool is_older_than_noted(const std::filesystem::path& journal);

}  // namespace pressrun::io
