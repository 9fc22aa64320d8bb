#pragma once

#include "pressrun/app/run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::app {

// Whose a journal's purchases are: src/README.md, "Account". What one account bought is nothing to another.

/// Where an account is: "https://api.abyssale.com", lower case, without the scheme's own port. A text that is
/// no address is its own origin.
std::string origin_of(std::string_view base_url);

/// Of an API key, for a journal: nothing of the key can be read from it.
std::string key_digest(const std::string& salt, const std::string& key);

/// What a journal knows that bears on whose key this is.
struct KnownAccounts {
  std::vector<AccountRecord> accounts;  ///< all of the journal
  std::string salt;                     ///< empty: there is no journal yet
  /// Banners and generation requests of one of them, newest first, a few.
  std::function<std::vector<std::string>(AccountNumber)> banners;
  std::function<std::vector<RequestId>(AccountNumber)> requests;
};

/// Who asks. `workspace` is filled in by the first question, and spares the next journal another one.
struct Caller {
  std::string origin;
  std::string api_key;
  std::optional<std::string> workspace;  ///< "simulator": known without asking
};

/// Why an account is not known for sure.
enum class AccountDoubt : std::uint8_t {
  none,
  namesake,   ///< of this origin and workspace name, but what was bought there cannot be read with this key
  ownerless,  ///< an earlier version bought something, not saying where, and it cannot be read with this key
};

struct AccountFinding {
  AccountRecord account;  ///< `number` 0: the journal has none like it; `key_digests`: empty, or of this key
  AccountNumber doubtful = 0;  ///< which account `doubt` is about
  AccountDoubt doubt = AccountDoubt::none;
  AccountNumber adopts = 0;  ///< what is there without an owner belongs to it; 0: there is none such
  Stop stop = Stop::none;    ///< unauthorized, untrusted, service_away, deadline, signal
  std::string reason;        ///< a sentence about the stop
  ApiCalls calls;
};

/// Finds out whose the key is. A key that the journal has seen at this origin needs no call; any other is
/// asked for its workspace, once, and must be able to read what was bought there to be taken for an account
/// that is known. Changes nothing. Trouble that can pass is waited out as Policy says.
asio::awaitable<AccountFinding> find_account(const KnownAccounts& known, Caller& caller, RunOptions options,
                                             Deps deps);

/// The account of a campaign's last run, without asking anybody; 0: not known.
AccountNumber account_of_last_run(const std::vector<AccountRecord>& accounts, const CampaignRecord& campaign,
                                  const std::optional<RunRecord>& last);

}  // namespace pressrun::app
