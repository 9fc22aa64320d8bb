#include "pressrun/app/account.hpp"

#include "app/reads.hpp"
#include "pressrun/api/sha256.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace pressrun::app {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

/// Whether the key can read something.
enum class Readable : std::uint8_t { yes, no, nothing_to_read };

class AccountFinder {
 public:
  AccountFinder(const KnownAccounts& known, Caller& caller, const RunOptions& options, const Deps& deps)
      : known_(known), caller_(caller), reads_(options, deps) {}

  asio::awaitable<AccountFinding> run() {
    found_.account.origin = caller_.origin;
    if (!known_.salt.empty()) found_.account.key_digests = {key_digest(known_.salt, caller_.api_key)};
    if (!is_known_key()) co_await ask();
    if (going()) co_await look_at_ownerless();
    found_.stop = reads_.stop();
    found_.reason = reads_.reason();
    found_.calls = reads_.calls();
    co_return std::move(found_);
  }

 private:
  [[nodiscard]] bool going() const { return reads_.stop() == Stop::none; }

  bool is_known_key() {
    if (found_.account.key_digests.empty()) return false;
    const std::string& digest = found_.account.key_digests.front();
    for (const AccountRecord& account : known_.accounts) {
      if (account.origin != caller_.origin || std::ranges::count(account.key_digests, digest) == 0) continue;
      found_.account.number = account.number;
      found_.account.workspace = account.workspace;
      return true;
    }
    return false;
  }

  asio::awaitable<void> ask() {
    co_await ask_workspace();
    if (!going()) co_return;
    found_.account.workspace = caller_.workspace.value_or("");
    // Those of this name first: one read is enough where it is the same workspace.
    std::vector<AccountRecord> candidates;
    for (const bool same_name : {true, false}) {
      for (const AccountRecord& account : known_.accounts) {
        const bool same = account.workspace == found_.account.workspace;
        if (account.origin == caller_.origin && same == same_name) candidates.push_back(account);
      }
    }
    for (const AccountRecord& account : candidates) {
      const Readable reads = co_await can_read(account.number);
      if (!going()) co_return;
      const bool same_name = account.workspace == found_.account.workspace;
      if (reads == Readable::yes || (reads == Readable::nothing_to_read && same_name)) {
        found_.account.number = account.number;
        if (found_.account.workspace.empty()) found_.account.workspace = account.workspace;
        found_.doubt = AccountDoubt::none;
        co_return;
      }
      if (reads == Readable::no && same_name) {
        found_.doubt = AccountDoubt::namesake;
        found_.doubtful = account.number;
      }
    }
  }

  asio::awaitable<void> ask_workspace() {
    if (caller_.workspace) co_return;
    const ReadCall<KeyAccepted> call = [this] { return reads_.api().verify_key(); };
    std::string what = "workspace";
    const ReadResult<KeyAccepted> result = co_await reads_.read(std::move(what), call);
    // An API that will not say has a workspace all the same.
    if (going()) caller_.workspace = result.value ? result.value->workspace : std::string{};
  }

  asio::awaitable<void> look_at_ownerless() {
    for (const AccountRecord& account : known_.accounts) {
      if (!account.origin.empty()) continue;
      const Readable reads = co_await can_read(account.number);
      if (!going()) co_return;
      if (reads != Readable::no) {
        found_.adopts = account.number;
      } else if (found_.doubt == AccountDoubt::none && found_.account.number == 0) {
        found_.doubt = AccountDoubt::ownerless;
        found_.doubtful = account.number;
      }
    }
  }

  asio::awaitable<Readable> can_read(AccountNumber account) {
    const std::vector<std::string> banners = known_.banners(account);
    for (const std::string& id : banners) {
      const ReadCall<Asset> call = [this, &id] { return reads_.api().read_banner(id); };
      std::string what = "banner " + id;
      const ReadResult<Asset> result = co_await reads_.read(std::move(what), call);
      if (result.value) co_return Readable::yes;
      if (!going()) co_return Readable::no;
    }
    if (!banners.empty()) co_return Readable::no;
    const std::vector<RequestId> requests = known_.requests(account);
    for (const RequestId& id : requests) {
      const ReadCall<NotReady> call = [this, &id] { return ask_for(id); };
      std::string what = "generation request " + id.text;
      const ReadResult<NotReady> result = co_await reads_.read(std::move(what), call);
      if (result.value) co_return Readable::yes;
      if (!going()) co_return Readable::no;
    }
    co_return requests.empty() ? Readable::nothing_to_read : Readable::no;
  }

  /// Only whether it is there counts: whatever it has come to is fetched by the run.
  asio::awaitable<Answer<std::variant<NotReady, Trouble>>> ask_for(RequestId id) {
    Answer<PollOutcome> answer = co_await reads_.api().poll(id);
    Answer<std::variant<NotReady, Trouble>> made{NotReady{}, answer.rate, answer.server_answered};
    if (auto* failed = std::get_if<Trouble>(&answer.outcome)) made.outcome = std::move(*failed);
    co_return made;
  }

  const KnownAccounts& known_;
  Caller& caller_;
  Reads reads_;
  AccountFinding found_;
};

}  // namespace

std::string origin_of(std::string_view base_url) {
  const auto url = boost::urls::parse_uri(base_url);
  if (!url || url->host().empty()) return std::string{base_url};
  const std::string scheme = lower(url->scheme());
  std::string origin = scheme + "://" + lower(std::string{url->encoded_host()});
  const std::string port{url->port()};
  const bool is_default = (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
  if (!port.empty() && !is_default) origin += ":" + port;
  return origin;
}

std::string key_digest(const std::string& salt, const std::string& key) {
  api::Sha256 digest;
  digest.add(salt);
  digest.add("\n");
  digest.add(key);
  return digest.text();
}

asio::awaitable<AccountFinding> find_account(const KnownAccounts& known, Caller& caller, RunOptions options,
                                             Deps deps) {
  AccountFinder finder{known, caller, options, deps};
  co_return co_await finder.run();
}

AccountNumber account_of_last_run(const std::vector<AccountRecord>& accounts, const CampaignRecord& campaign,
                                  const std::optional<RunRecord>& last) {
  const auto confirmed = [&](AccountNumber number) {
    return std::ranges::count(campaign.accounts, number) > 0;
  };
  if (last) {
    for (const AccountRecord& account : accounts) {
      const bool same = account.origin == last->origin && account.workspace == last->workspace;
      if (same && confirmed(account.number)) return account.number;
    }
  }
  return campaign.accounts.empty() ? 0 : campaign.accounts.back();
}

}  // namespace pressrun::app
