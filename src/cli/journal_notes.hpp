#pragma once

#include "cli/manifests.hpp"

namespace pressrun::cli {

/// Says on standard error, where it is so, that this journal is older than the one last used here. Throws
/// JournalError.
bool warn_of_older_journal(const Campaigned& one);

/// Brings a journal of an earlier version up to date, and says where its backup is. The caller holds the
/// lock. Throws JournalError.
void bring_journal_up_to_date(const Campaigned& one);

}  // namespace pressrun::cli
