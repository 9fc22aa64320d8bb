#pragma once

#include "cli/findings.hpp"
#include "cli/saved_plan.hpp"
#include "pressrun/io/journal_mark.hpp"

namespace pressrun::cli {

/// Compares the plan with the world as it is now; every difference becomes a finding.
class PlanComparison {
 public:
  PlanComparison(SavedPlan& plan, FindingSet& findings) : plan_(plan), findings_(findings) {}

  void files();
  void designs(const Workspace& workspace);
  void job(const Job& job, const app::PlanDecision& decision);
  /// `mark`: of the journal as it now is; nothing: there is none.
  void journal(const Campaigned& one, const std::optional<io::JournalMark>& mark);
  void account(const AccountRecord& account);
  void end();  ///< jobs of the plan that did not come up

 private:
  void differs(const std::string& what, const std::string& job);
  void refuse(const std::string& message, const std::string& hint);

  SavedPlan& plan_;
  FindingSet& findings_;
};

}  // namespace pressrun::cli
