#pragma once

#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::io {

/// Those of `names` that the journal has; none where there is no journal, or one of an older version.
/// Throws JournalError: unreadable, damaged.
std::vector<KeptAnswer> kept_answers(const std::filesystem::path& journal,
                                     const std::vector<std::string>& names);

/// Keeps them, in place of earlier ones of the same name; makes the journal where there is none. Bodies
/// beyond 8 MiB are passed over. Throws JournalError.
void keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                  Holding holding = Holding::ours);

/// When a saved plan was carried out; nothing: it was not. Throws JournalError.
std::optional<WallTime> plan_used(const std::filesystem::path& journal, const std::string& id);

/// Marks a saved plan as carried out. Answers when that was done before, and then changes nothing.
/// Throws JournalError.
std::optional<WallTime> use_plan(const std::filesystem::path& journal, const std::string& id, WallTime now);

}  // namespace pressrun::io
