#pragma once

#include "io/journal/ledger_rows.hpp"

#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pressrun::io {

/// Writes what the ledger's rules made of a content: its requests, how its wants stand, and the sums that are
/// kept of both. Holds the contents that a transaction is about, and those with open requests, in memory.
class LedgerTables {
 public:
  LedgerTables(Statements& statements, Names& names, LedgerRows& rows)
      : statements_(statements), names_(names), rows_(rows) {}

  /// Null: not in the journal.
  HeldContent* find(const ContentKey& key);
  HeldContent& get(const ContentKey& key);  ///< throws JournalError where it is not there
  HeldContent& get(std::int64_t content);
  HeldContent& find_or_add(const ContentKey& key, const DesignId& design, const std::string& text,
                           const std::string& slot);

  /// The request with its new number, as the record has it.
  RequestNumber intend(HeldContent& held, GenerationRequest intended, std::int64_t worker);
  void apply(HeldContent& held, const Fact& fact);
  /// A request of an earlier version, with all that is known of it.
  void restore(HeldContent& held, GenerationRequest request);
  void lapse_orders(HeldContent& held, CampaignNumber campaign);
  /// Of what stood before, and of what stands now, after any change to the record or to the design.
  void restand(HeldContent& held);
  /// How the jobs of a campaign stand.
  StatusCounts jobs_of(CampaignNumber campaign);

  /// The record for whoever asked. What has come to its end is read for the last time: it is not held.
  ContentRecord hand_over(HeldContent& held);

  /// One more job wants these formats of the content; answers its want.
  HeldWant& add_job(HeldContent& held, CampaignNumber campaign, const Formats& formats, bool keep_outdated,
                    const JobKey& key);
  void take_job(HeldContent& held, std::int64_t want);  ///< one less
  void drop_want(HeldContent& held, std::int64_t want);
  void drop_unwanted(
      HeldContent& held);  ///< where no want is left: it is gone, or counts as no longer wanted
  std::vector<Want> wants_of(HeldContent& held);

  /// All that are reserved, of a run, or of an account since a moment.
  std::uint64_t reserved_in(RunNumber run);
  std::uint64_t reserved_since(AccountNumber account, WallTime since);

  /// Moves everything of one content to another: they turned out to be the same.
  void merge(HeldContent& from, HeldContent& into);
  /// The content belongs to another account from now on.
  void give(HeldContent& held, AccountNumber to);

  void write_job_counts();
  void end_transaction();  ///< writes the sums
  void forget();           ///< another process has written

 private:
  struct KeyHash {
    std::size_t operator()(const ContentKey& key) const {
      return std::hash<ContentDigest>{}(key.digest) ^ static_cast<std::size_t>(key.account);
    }
  };
  using Moment = std::pair<AccountNumber, std::int64_t>;

  HeldContent& keep(HeldContent held);
  std::int64_t insert(const HeldContent& held, const std::string& text);
  void forget(std::int64_t content);
  void insert(const HeldContent& held, GenerationRequest& request, std::int64_t worker);
  void tell_rivals(const HeldContent& held);
  HeldWant* find_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                      bool keep_outdated);
  HeldWant& make_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set, bool keep_outdated,
                      const JobKey& key);
  void set_jobs(HeldWant& want, std::int64_t jobs);
  void set_wanted(HeldContent& held);
  void forget_the_settled();
  void save_orders(const HeldContent& held);
  void save_request(const HeldContent& held, const GenerationRequest& request, const Credits& before);
  void save_ids(RequestNumber request, const std::vector<IssuedId>& before, const std::vector<IssuedId>& now);
  void count(const HeldContent& held, const GenerationRequest& request, const Credits& before);
  void move_reserved(const ContentRecord& record, AccountNumber to);
  void count(const HeldWant& want, const WantStanding& standing, std::int64_t jobs);

  using Standing = std::tuple<CampaignNumber, int, RunNumber>;
  struct Added {
    std::int64_t jobs = 0;
    std::int64_t assets = 0;
  };
  struct Counted {
    std::int64_t settled = 0;
    std::int64_t out = 0;
    std::int64_t in_doubt = 0;
  };

  Statements& statements_;
  Names& names_;
  LedgerRows& rows_;
  std::unordered_map<ContentKey, HeldContent, KeyHash> held_;
  std::unordered_map<std::int64_t, HeldContent*> by_number_;
  bool new_ones_come_ = false;           ///< the last content asked for was not there
  std::vector<std::int64_t> touched_;    ///< contents that this transaction is about
  std::map<Standing, Added> standings_;  ///< of this transaction
  std::map<std::pair<CampaignNumber, RunNumber>, Counted> credits_;
  std::map<Moment, std::int64_t> reserved_;
  std::unordered_map<std::int64_t, std::int64_t> job_counts_;  ///< of wants that got or lost jobs
  std::unordered_map<RunNumber, std::uint64_t> run_sums_;
  std::map<Moment, std::uint64_t> time_sums_;
};

}  // namespace pressrun::io
