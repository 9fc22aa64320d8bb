#pragma once

#include "io/journal/ledger_rows.hpp"

#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace pressrun::io {

/// The sums that are kept beside the ledger's rows, so that nobody adds up a million of them: credits by run
/// and by quarter of an hour, jobs and assets by standing. What a transaction changes is gathered, and
/// written at its end.
class LedgerSums {
 public:
  explicit LedgerSums(Statements& statements) : statements_(statements) {}

  /// A request's credits, which were `before`.
  void count(const HeldContent& held, const GenerationRequest& request, const Credits& before);
  /// So many jobs more of a want, or less, that stands like that.
  void count(const HeldWant& want, const WantStanding& standing, std::int64_t jobs);
  void move_reserved(const ContentRecord& record, AccountNumber to);

  /// All credits that are reserved, of a run, or of an account since a moment.
  std::uint64_t reserved_in(RunNumber run);
  std::uint64_t reserved_since(AccountNumber account, WallTime since);
  /// How the jobs of a campaign stand.
  StatusCounts jobs_of(CampaignNumber campaign);

  void write();   ///< what this transaction changed
  void forget();  ///< another process has written

 private:
  using Moment = std::pair<AccountNumber, std::int64_t>;
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
  std::map<Standing, Added> standings_;  // of this transaction, as the next two
  std::map<std::pair<CampaignNumber, RunNumber>, Counted> credits_;
  std::map<Moment, std::int64_t> reserved_;
  std::unordered_map<RunNumber, std::uint64_t> run_sums_;  // as asked for before, as the next
  std::map<Moment, std::uint64_t> time_sums_;
};

}  // namespace pressrun::io
