#pragma once

#include "pressrun/app/account.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/ports/journal.hpp"

#include <string>
#include <vector>

namespace pressrun::app {

/// "'acme' at https://api.abyssale.com": as people name an account.
std::string account_text(const std::string& origin, const std::string& workspace);

/// What the journal knows; null: there is none, and it knows nothing. The journal must outlive the answer.
KnownAccounts known_accounts(JournalReader* journal);

/// What is to be asked before this campaign buys anything for this account; empty: nothing. One text a
/// reason.
std::string account_question(const AccountFinding& found, const CampaignHome& home,
                             const std::vector<AccountRecord>& known, const std::string& manifest);

/// Which account a look at the journal is for; 0: one that it has nothing of.
AccountNumber account_to_read(const AccountFinding& found);

}  // namespace pressrun::app
