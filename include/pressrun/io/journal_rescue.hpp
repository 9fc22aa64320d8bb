#pragma once

#include "pressrun/domain/ledger.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pressrun::io {

/// Keeps what was paid for, and what the journal cannot take, in `JOURNAL.rescue.jsonl` (0600), on disk when
/// it returns. Answers the file's name; empty where even that cannot be written. Never throws.
std::string write_rescue(const std::filesystem::path& journal, const std::vector<LedgerEntry>& entries);

/// Takes in what earlier runs had to keep beside the journal: the whole of a journal that was deleted while a
/// run went on (`JOURNAL.rescue`), where there is none now; and what `write_rescue` wrote. Answers what to
/// tell the user, a sentence each; nothing, mostly. The caller holds the journal's lock. Throws JournalError.
std::vector<std::string> take_in_rescue(const std::filesystem::path& journal);

}  // namespace pressrun::io
