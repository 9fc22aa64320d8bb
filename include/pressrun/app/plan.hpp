#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::app {

// What a run would do with each job, by the rules of core/ledger. Changes nothing and asks nobody.

/// Why a job is bought, or is not; the order is that of the plan's lines.
enum class PlanReason : std::uint8_t {
  is_new,
  changed,        ///< the manifest asks for something else than before
  outdated,       ///< the design was edited since it was bought
  failed_before,  ///< or was rejected
  missing,        ///< paid for, and it never came
  resubmitted,    ///< the user's word on a doubt
  forced,
  rendering,
  unchanged,
  in_doubt,
  held,      ///< failed, and tried again later
  given_up,  ///< failed or missing, and not tried again by itself
  dropped,   ///< the user gave it up
};
std::string_view to_string(PlanReason reason);  ///< "new", "changed", …

class Selection;

struct PlanOptions {
  WallTime now{};
  bool force = false;
  std::optional<WallTime> ordered_since = {};  ///< JournalReader::ordered_since
  bool retry_failed = false;                   ///< `--select status:failed`
  bool resubmit_in_doubt = false;              ///< `--in-doubt resubmit`
  const Selection* selection = nullptr;  ///< whose reviews narrow what `force` orders; null: nothing does
};

/// What a run would do with one job.
struct PlanDecision {
  PlanReason reason = PlanReason::is_new;
  Formats buys;                   ///< renditions that it asks for, other jobs aside
  bool needs_design = false;      ///< the design has to be read before it can be said what it buys
  Formats waits;                  ///< renditions that are bought later by themselves
  WallTime not_before{};          ///< when the first of those is
  bool is_other_content = false;  ///< the job asked for another content before
  std::string before;  ///< of a job that has changed, where a plan compares them: the content text that
                       ///< it asked for; empty: not known
  // Beside the other jobs of the plan (PlannedPurchases):
  Formats fresh;            ///< of `buys`, what no earlier job buys already
  bool leads = false;       ///< the first that buys something of its content: it becomes a request
  bool other_call = false;  ///< an equal job before it has another callback_url: this one is not called
};

/// `design`: as the ledger and the present read show it; null: never read. Pure.
PlanDecision decide(const Job& job, const ContentRecord& record, bool is_new_job, bool has_changed,
                    const DesignState* design, const PlanOptions& options);

/// How a job stands as the manifest now has it: what `status:` expressions are compared with.
JobStatus status_of(const Job& job, const ContentRecord& record, const DesignState* design, WallTime now);

/// The formats that a job names, as the ledger has them.
Formats formats_of(const Job& job);

/// How many renditions these are, as far as is known: "*" stands for all that the job expects.
std::uint64_t renditions(const Job& job, const Formats& formats);
std::uint64_t credits(const Job& job, const Formats& formats);

/// What the jobs of one plan buy together: equal jobs once, overlapping formats once. Little is kept of each
/// content: a plan may have a million.
class PlannedPurchases {
 public:
  /// Fills in what follows from the jobs before it. `account`: contents of two accounts are never equal.
  void join(PlanDecision& decision, const Job& job, AccountNumber account);

 private:
  struct Bought {
    std::uint32_t formats;
    std::uint32_t callback;
  };
  std::uint32_t number_of(const Formats& formats);
  std::uint32_t number_of(const std::string& callback);

  std::unordered_map<std::uint64_t, Bought> contents_;  // by the front of their digests
  std::map<Formats, std::uint32_t> format_numbers_;
  std::vector<Formats> format_sets_;
  std::map<std::string, std::uint32_t> callbacks_;
};

}  // namespace pressrun::app
