#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/job_change.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/refused_job.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/spending.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

namespace asio = boost::asio;

/// The journal could not be read or written: disk full, read-only, damaged, deleted, from a newer version.
/// The run stops (exit code 6); nothing was sent that is not recorded.
class JournalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An account as a journal knows it: where the API is, and which workspace answers there.
struct AccountRecord {
  AccountNumber number = 0;
  std::string origin;                    ///< "https://api.abyssale.com", or "simulator"
  std::string workspace;                 ///< the `company` of POST /auth; empty: it did not say
  std::vector<std::string> key_digests;  ///< salted digests of the API keys that were seen to belong to it
};

/// A manifest as a journal knows it: two manifests never take each other for the same.
struct CampaignRecord {
  CampaignNumber number = 0;
  std::string path;  ///< of the manifest, absolute, its folder resolved; "-" is standard input
  std::string name;
  std::vector<AccountNumber> accounts;  ///< that the user confirmed, or the first one
};

/// How many jobs there are of each status. Signed: a run counts by differences.
using StatusCounts = std::array<std::int64_t, 8>;

/// A job of the present manifest, in the manifest's order.
struct Registration {
  JobKey key;
  std::size_t position = 0;
  std::string design_name;
  DesignId design_id;
  ContentDigest content;
  std::string content_text;  ///< canonical (api/content.hpp); kept once a content
  std::string slot;          ///< the picture that it becomes a new version of; empty: none
  Formats formats;           ///< that it names; empty: all that the design has
  bool keep_outdated = false;
  std::string variables_json;
  /// Digests under which a journal of version 3 may hold it; only looked at where the journal has aliases.
  std::vector<ContentDigest> aliases;
};

/// What the journal knows of a registered job's content, and how the job stands by it.
struct Registered {
  ContentRecord record;  ///< no request in it: the content was never bought
  JobStatus status = JobStatus::planned;
  bool is_new = true;      ///< no job of this key was registered before
  bool changed = false;    ///< it was, and asked for another content
  bool unchanged = false;  ///< finished, and not by a run of this process
};

/// A want: jobs of one campaign that ask for the same formats of the same content.
struct Want {
  CampaignNumber campaign = 0;
  Formats formats;
  bool keep_outdated = false;
  std::size_t jobs = 0;
  JobKey first;                           ///< the first of them, for people
  JobStatus before = JobStatus::planned;  ///< what `status` was before the present commit
  JobStatus status = JobStatus::planned;
};

/// A content with requests whose end is still to come, and who wants it now: nobody, where its jobs have
/// left.
struct OpenContent {
  ContentRecord record;
  std::vector<Want> wants;
};

/// What is to be bought, asked for by a run.
struct PurchaseIntent {
  ContentKey content;
  Formats wanted;               ///< names, or all_formats or document_format alone
  CampaignNumber campaign = 0;  ///< that pays
  RunNumber run = 0;
  RunNumber first_run = 0;  ///< of this process
  bool keep_outdated = false;
  int credits_each = 1;
  bool credits_exact = true;
  CreditLimits limits;
  WallTime day_began{};  ///< for the limits of day and month
  WallTime month_began{};
  WallTime at{};
  /// That a webhook's delivery will carry: whoever brings it speaks of this request. Empty: none is awaited.
  std::string token = {};
};

/// The answer: the request that may now be sent, or why none may.
struct Granted {
  RequestNumber request = 0;  ///< 0: nothing is granted, and `grant` says why
  Grant grant;
  ContentRecord record;          ///< as it is now
  std::vector<Want> wants = {};  ///< where something is granted: how they stand now
};

/// A webhook's delivery that carries a token, to be noted once.
struct DeliveryNote {
  std::string name;                      ///< the same at every attempt of one delivery
  std::string token;                     ///< of a request
  std::optional<RequestId> issued = {};  ///< the id that it gives that request; nothing: it gives none
  WallTime at{};
};

struct NotedDelivery {
  RequestNumber request = 0;  ///< 0: no request of the journal has the token, and nothing was noted
  bool repeated = false;      ///< it was noted before, and changed nothing now
  ContentRecord record;       ///< of the request, as it is now
  std::vector<Want> wants = {};
};

/// A content's record after a commit, and how its wants stand now.
struct Committed {
  ContentRecord record;
  std::vector<Want> wants;
};

/// One journal as a run writes it: the ledger and the campaigns that share it. Every function returns once
/// what it did is durable; what is under way together is committed together, and answers come in the order in
/// which they were asked for, so that the last one knows most. It loads records, asks core/ledger, and
/// commits. Errors:  JournalError.  Threads: one strand.
class Journal {
 public:
  virtual ~Journal() = default;

  /// The number of an account; a new one, or a new key or workspace name of a known one, is remembered.
  virtual asio::awaitable<AccountNumber> note_account(AccountRecord account) = 0;
  /// What an earlier version bought without knowing where belongs to this account.
  virtual asio::awaitable<void> adopt_account(AccountNumber unknown, AccountNumber known) = 0;
  /// The campaign goes on as another manifest: it was renamed or moved.
  virtual asio::awaitable<void> move_campaign(CampaignNumber campaign, std::string path,
                                              std::string name) = 0;
  /// Opens one run for each campaign. Requests found on their way, whose holder's lease has ended, become in
  /// doubt here. Fills in RunRecord's campaign and run numbers, in order.
  virtual asio::awaitable<std::vector<RunRecord>> begin_runs(AccountNumber account,
                                                             std::vector<RunRecord> runs) = 0;
  /// Takes in what was read, and answers what the account knows of each of these designs now, same order. A
  /// reading of nothing but the id only asks.
  virtual asio::awaitable<std::vector<DesignState>> note_designs(AccountNumber account,
                                                                 std::vector<DesignReading> readings) = 0;
  /// How many jobs the campaign has, where its last complete registration was this one and every job of it is
  /// there as it is now wanted: none needs to be registered. Nothing: register them.
  virtual asio::awaitable<std::optional<std::size_t>> all_there(CampaignNumber campaign,
                                                                std::string registration) = 0;
  /// Writes what the manifest wants, some hundred jobs at a time; answers what is known of each, same order.
  virtual asio::awaitable<std::vector<Registered>> register_jobs(CampaignNumber campaign,
                                                                 std::vector<Registration> jobs) = 0;
  /// Jobs of the campaign that cannot be made, all of this run's at once: each stands as failed until the end
  /// of a registration that was told of none. What was asked for under its key stays wanted, and is not
  /// bought.
  virtual asio::awaitable<void> note_refused(CampaignNumber campaign, std::vector<RefusedJob> jobs) = 0;
  /// Those registered by this run are all there are; whatever else the campaign wanted, it wants no more.
  virtual asio::awaitable<void> end_registration(CampaignNumber campaign, std::string registration) = 0;
  /// Every content of the account with an open request, whoever asked for it.
  virtual asio::awaitable<std::vector<OpenContent>> open_contents(AccountNumber account) = 0;
  /// Asks the ledger once more and, where it grants, records the intent: after this the POST may leave.
  virtual asio::awaitable<Granted> intend(PurchaseIntent intent) = 0;
  /// All of them or none. Answers one for each content that the entries are about, in order of first mention.
  virtual asio::awaitable<std::vector<Committed>> commit(std::vector<LedgerEntry> entries) = 0;
  /// Notes what became of fetching files, each in place of what is known of that path.
  virtual asio::awaitable<void> note_files(CampaignNumber campaign, std::vector<FetchedFile> files) = 0;
  /// Notes a delivery, and that the id which it gives is the request's: proven by its token, whatever the
  /// request has come to meanwhile, whoever made it. What was noted a week ago is forgotten.
  virtual asio::awaitable<NotedDelivery> note_delivery(DeliveryNote note) = 0;
  /// Answers how the jobs of each run's campaign stand at its end, whoever it was that brought them there.
  virtual asio::awaitable<std::vector<StatusCounts>> end_runs(std::vector<RunRecord> runs) = 0;
};

/// A job as it is looked up by a plan, which registers nothing.
struct JobQuery {
  JobKey key;
  ContentDigest content;
  Formats formats;
  bool keep_outdated = false;
  std::vector<ContentDigest> aliases;  ///< as in Registration
};

/// A request whose outcome is not known, and whom it concerns.
struct OpenDoubt {
  ContentRecord record;
  RequestNumber request = 0;  ///< in it
  std::string design_name;    ///< as a job that asks or asked for it names it; may be empty
  std::vector<std::pair<std::string, JobKey>>
      jobs;  ///< campaign name and key of every job that it concerns now
};

/// What was bought and is asked for by no campaign of the journal.
struct Orphan {
  ContentRecord record;
  JobKey last_key;  ///< of a job that asked for it once; may be empty
};

/// How the jobs of a campaign stand.
struct CampaignTally {
  JobTally jobs;
  std::size_t orphans_open = 0;      ///< requests for what no job asks for, that are still to be fetched
  std::size_t orphans_in_doubt = 0;  ///< likewise, whose outcome is not known
  Credits credits;                   ///< of all its requests
  Credits last_run;                  ///< of those that its last run made
  CreditsReserved reserved;          ///< of those made since the moments that were asked about
};

/// Reading a journal, beside a run or without one. Blocks: for the ends of a run and for `status`.
/// Errors: JournalError.
class JournalReader {
 public:
  virtual ~JournalReader() = default;
  [[nodiscard]] virtual std::vector<CampaignRecord> campaigns() = 0;
  [[nodiscard]] virtual std::vector<AccountRecord> accounts() = 0;
  [[nodiscard]] virtual std::string salt() = 0;  ///< for digests of keys
  /// Whether jobs of a journal of version 3 wait to be recognised: then `aliases` are worth computing.
  [[nodiscard]] virtual bool has_aliases() = 0;
  /// Banners and ids that the account is known to have: to ask whether a key is of the same one. Newest
  /// first.
  [[nodiscard]] virtual std::vector<std::string> some_banners(AccountNumber account, std::size_t most) = 0;
  [[nodiscard]] virtual std::vector<RequestId> some_requests(AccountNumber account, std::size_t most) = 0;
  /// What the account's reads have shown of these designs; those never read are left out.
  [[nodiscard]] virtual std::vector<DesignState> designs(AccountNumber account,
                                                         const std::vector<DesignId>& ids) = 0;
  [[nodiscard]] virtual std::optional<RunRecord> last_run(CampaignNumber campaign) = 0;
  /// The campaign's runs that are kept, newest first.
  [[nodiscard]] virtual std::vector<RunRecord> runs(CampaignNumber campaign) = 0;
  /// What the campaign's requests of the account in force count for, by day and design; those that count for
  /// nothing are left out.
  [[nodiscard]] virtual std::vector<DaySpending> spending(CampaignNumber campaign) = 0;
  /// Jobs that the later of two runs of the campaign found otherwise than the earlier one, by key, each with
  /// its design as it is known now (null: never read). What was asked for before journals kept that (version
  /// 5) counts as asked for ever since.
  virtual void each_change(CampaignNumber campaign, RunNumber from, RunNumber to,
                           const std::function<void(JobChange, const DesignState* design)>& visit) = 0;
  /// What is known of each of these jobs; for `plan`, which registers nothing.
  [[nodiscard]] virtual std::vector<Registered> look_up(AccountNumber account, CampaignNumber campaign,
                                                        const std::vector<JobQuery>& jobs) = 0;
  /// The content texts that these jobs of the campaign asked for when they were registered last, same order;
  /// empty where there was no such job, or where an earlier version kept no text.
  [[nodiscard]] virtual std::vector<std::string> asked_for(CampaignNumber campaign,
                                                           const std::vector<JobKey>& jobs) = 0;
  /// How the jobs of the last registration stand: quick, whatever their number.
  [[nodiscard]] virtual CampaignTally tally(CampaignNumber campaign, WallTime day_began = {},
                                            WallTime month_began = {}) = 0;
  /// Those that somebody should look at, the first so many in manifest order.
  [[nodiscard]] virtual std::vector<JobView> troubled(CampaignNumber campaign, std::size_t most) = 0;
  /// The jobs of the last registration, in manifest order; `unchanged` where `run` did not produce them.
  virtual void each_job(CampaignNumber campaign, RunNumber run,
                        const std::function<void(const JobView&)>& visit) = 0;
  /// The jobs of the campaign that want this content, in manifest order.
  [[nodiscard]] virtual std::vector<JobView> jobs_of(CampaignNumber campaign, const ContentKey& content) = 0;
  /// What was fetched last for this path, or was to be. Nothing: it is none of the campaign's.
  [[nodiscard]] virtual std::optional<FetchedFile> file_at(CampaignNumber campaign,
                                                           const std::string& path) = 0;
  /// Bought by the campaign, and asked for by none of the journal.
  virtual void each_orphan(CampaignNumber campaign, const std::function<void(const Orphan&)>& visit) = 0;
  /// When the campaign gave the first `--force` order that is not carried out yet; nothing: none.
  [[nodiscard]] virtual std::optional<WallTime> ordered_since(CampaignNumber campaign) = 0;
  /// Every request of the journal whose outcome is not known, oldest first.
  [[nodiscard]] virtual std::vector<OpenDoubt> doubts() = 0;
  /// Who has this id; its letters' case does not count. Nothing: nobody.
  [[nodiscard]] virtual std::optional<std::pair<ContentRecord, RequestNumber>> holder_of(
      AccountNumber account, const RequestId& id) = 0;
};

}  // namespace pressrun
