#pragma once

#include "io/journal/names.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/core/job_outcome.hpp"
#include "pressrun/ports/journal.hpp"

#include <chrono>
#include <optional>
#include <unordered_map>
#include <vector>

namespace pressrun::io {

/// A want as its row has it.
struct HeldWant {
  std::int64_t number = 0;
  std::int64_t format_set = 0;
  std::int64_t jobs = 0;
  Want want;  ///< `first` is read when it is asked for
  WantStanding standing;
};

/// A content as its rows have it.
struct HeldContent {
  std::int64_t number = 0;
  std::int64_t design = 0;
  bool unwanted = false;  ///< it was wanted once, and is no longer
  ContentRecord record;
  std::vector<HeldWant> wants;
};

/// States of requests as they are on disk, for what SQL selects by. Never renumber: those below `ended` are
/// what the index of open requests has.
enum class StoredState : std::int64_t {
  submitting = 1,
  rendering = 2,
  in_doubt = 3,
  gone = 4,
  ended = 5,  ///< not a state: the bound
  concluded = 6,
  dropped = 7,
  resubmitted = 8,
  rejected = 9,
  refused = 10,
};
StoredState stored(RequestState state);

/// As rows have them. Throws JournalError where it is none that is known.
JobStatus status_in(std::int64_t number);

/// The quarter of an hour in which a moment is, counted from 1970: days begin with one, wherever one lives.
inline std::int64_t quarter_of(WallTime at) {
  return std::chrono::floor<std::chrono::minutes>(at.time_since_epoch()).count() / 15;
}

/// Reads contents, requests, wants and designs: what the ledger's rules are asked about.
class LedgerRows {
 public:
  LedgerRows(Statements& statements, Names& names) : statements_(statements), names_(names) {}

  std::optional<HeldContent> find(const ContentKey& key);
  HeldContent read(std::int64_t content);  ///< throws JournalError where it is not there
  HeldContent read_without_wants(std::int64_t content);
  /// The state of a design as the account's reads have shown it; null: never read.
  const DesignState* design(AccountNumber account, std::int64_t design);
  Circumstances circumstances(const HeldContent& held, bool keep_outdated);
  /// Of the other contents that ask for its slot, by their numbers.
  std::vector<std::int64_t> rivals_of(const HeldContent& held);
  void read_rivals(HeldContent& held);
  JobKey first_job(std::int64_t want);
  std::string text_of(std::int64_t content);

  /// What was read of designs may have changed.
  void forget() { designs_.clear(); }
  void put(AccountNumber account, std::int64_t design, DesignState state);

 private:
  HeldContent content_in(Rows& row);
  void read_requests(std::int64_t content, std::vector<GenerationRequest>& into);
  void read_wants(HeldContent& held);

  Statements& statements_;
  Names& names_;
  std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, std::optional<DesignState>>> designs_;
};

}  // namespace pressrun::io
