#pragma once

#include "pressrun/api/sent.hpp"
#include "pressrun/app/plan.hpp"
#include "pressrun/domain/job.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// A job as a plan shows it.
struct ShownJob {
  JobKey key;
  PlanReason reason = PlanReason::is_new;
  Formats buys;                           ///< renditions that it asks for
  std::uint64_t credits = 0;              ///< for them, other jobs aside
  std::vector<api::SentText> texts;       ///< as they would be sent
  std::vector<api::FieldChange> changes;  ///< why it has changed; empty: not known, or not asked for before
  bool before_unknown = false;            ///< it asked for something else, and nobody kept what
};

/// The first jobs of a design's entry.
struct ShownDesign {
  std::string design;
  bool submits = false;  ///< those that a run would submit; else it would submit none of this design
  std::vector<ShownJob> jobs;
  std::size_t more = 0;  ///< of the same kind, that are not shown
};

/// A field that differs in jobs of one design's entry.
struct ChangedField {
  std::string design;
  std::size_t jobs = 0;
  JobKey first;             ///< of them
  api::FieldChange change;  ///< in the first
};

inline constexpr std::size_t show_all = std::numeric_limits<std::size_t>::max();

/// Pure.
ShownJob shown(const Job& job, const PlanDecision& decision);

/// What a plan shows of jobs beyond their number: the first few of each design with their texts, and in which
/// fields those that have changed differ from what they asked for before. Memory goes with what is shown, and
/// with how many fields changed (a few hundred at most).
class PlanDetails {
 public:
  /// `show`: how many jobs of each design; 0: none.
  explicit PlanDetails(std::size_t show = 1) : show_(show) {}

  void take(const Job& job, const PlanDecision& decision);
  [[nodiscard]] const std::vector<ShownDesign>& designs() const { return designs_; }
  [[nodiscard]] const std::vector<ChangedField>& changes() const { return changes_; }
  /// Jobs that have changed and of which it is not known what they asked for.
  [[nodiscard]] std::size_t before_unknown() const { return before_unknown_; }

 private:
  ShownDesign& design_of(const std::string& name);
  void show(const Job& job, const PlanDecision& decision);
  void compare(const Job& job, const PlanDecision& decision);

  std::size_t show_;
  std::vector<ShownDesign> designs_;
  std::vector<ChangedField> changes_;
  std::map<std::pair<std::string, std::string>, std::size_t> numbers_;  // by design and path: in changes_
  std::size_t before_unknown_ = 0;
};

}  // namespace pressrun::app
