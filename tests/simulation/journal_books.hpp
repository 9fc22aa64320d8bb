#pragma once

#include "pressrun/ports/journal.hpp"
#include "support/memory_journal.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// What a journal holds.
struct JournalBooks {
  struct Campaign {
    CampaignRecord record;
    std::vector<JobView> jobs;
    CampaignTally tally;
    std::optional<RunRecord> last_run;
  };
  std::map<ContentKey, ContentRecord> contents;  ///< those with requests or orders
  std::map<std::pair<AccountNumber, DesignId>, DesignState> designs;
  std::vector<Campaign> campaigns;

  [[nodiscard]] const ContentRecord* find(const ContentKey& key) const;
  [[nodiscard]] const DesignState* design(AccountNumber account, const DesignId& id) const;
  [[nodiscard]] const Campaign* campaign(const std::string& path) const;
};

/// One content's requests, a line each: for whoever plays a history again.
std::string text_of(const ContentRecord& record);

/// As it is durable now.
JournalBooks read_books(MemoryJournal& journal);

}  // namespace pressrun::test
