#include "pressrun/app/account_questions.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr std::size_t most_probed =
    3;  // a banner may have been deleted; more than a few calls are not worth it

std::string account_name(const std::vector<AccountRecord>& known, AccountNumber number) {
  const auto found = std::ranges::find(known, number, &AccountRecord::number);
  return found == known.end() ? "another account" : account_text(found->origin, found->workspace);
}

}  // namespace

std::string account_text(const std::string& origin, const std::string& workspace) {
  if (origin.empty()) return "an account that an earlier version did not note";
  if (workspace.empty()) return printable(origin);
  return "'" + printable(workspace) + "' at " + printable(origin);
}

KnownAccounts known_accounts(JournalReader* journal) {
  KnownAccounts known;
  known.banners = [journal](AccountNumber account) {
    return journal != nullptr ? journal->some_banners(account, most_probed) : std::vector<std::string>{};
  };
  known.requests = [journal](AccountNumber account) {
    return journal != nullptr ? journal->some_requests(account, most_probed) : std::vector<RequestId>{};
  };
  if (journal == nullptr) return known;
  known.accounts = journal->accounts();
  known.salt = journal->salt();
  return known;
}

std::string account_question(const AccountFinding& found, const CampaignHome& home,
                             const std::vector<AccountRecord>& known, const std::string& manifest) {
  const std::string here = account_text(found.account.origin, found.account.workspace);
  const std::string not_here = ": what was bought there does not count here";
  if (found.doubt == AccountDoubt::namesake)
    return "this key is of a workspace " + here + ", and cannot read what was bought with another key of " +
           account_name(known, found.doubtful) + not_here;
  if (!home.campaign || home.campaign->accounts.empty()) return "";
  const std::vector<AccountNumber>& confirmed = home.campaign->accounts;
  const auto is_confirmed = [&](AccountNumber number) {
    return number != 0 && std::ranges::count(confirmed, number) > 0;
  };
  if (is_confirmed(found.account.number) || is_confirmed(found.adopts)) return "";
  if (found.doubt == AccountDoubt::ownerless)
    return "what an earlier version bought for '" + printable(manifest) + "' cannot be read at " + here +
           not_here;
  return "the manifest '" + printable(manifest) + "' was run against " +
         account_name(known, confirmed.back()) + " before; here is " + here + not_here;
}

AccountNumber account_to_read(const AccountFinding& found) {
  return found.account.number != 0 ? found.account.number : found.adopts;
}

}  // namespace pressrun::app
