#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/domain/fetched_file.hpp"
#include "pressrun/domain/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pressrun::io {

// What became of fetching files, a row for each path.

/// Within a transaction of the caller.
void note_file(Statements& statements, CampaignNumber campaign, const FetchedFile& file);
std::vector<FetchedFile> files_of(Statements& statements, CampaignNumber campaign, const JobKey& job);
std::optional<FetchedFile> file_at(Statements& statements, CampaignNumber campaign, const std::string& path);

}  // namespace pressrun::io
