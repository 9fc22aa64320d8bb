#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <functional>
#include <optional>
#include <string>

namespace pressrun::app {

/// Compares the plan with the world as it is now; every difference becomes a finding.
class PlanComparison {
 public:
  PlanComparison(SavedPlan& plan, FindingSet& findings) : plan_(plan), findings_(findings) {}

  /// `hash_of`: "sha256:…" of a file's bytes; nothing where it cannot be read.
  void files(const std::function<std::optional<std::string>(const std::string&)>& hash_of);
  void designs(const WorkspaceSnapshot& workspace);
  void job(const Job& job, const PlanDecision& decision);
  /// `mark`: of the journal as it now is; nothing: there is none.
  void journal(const LoadedCampaign& one, const std::optional<JournalMark>& mark);
  void account(const AccountRecord& account);
  void end();  ///< jobs of the plan that did not come up

 private:
  void differs(const std::string& what, const std::string& job);
  void refuse(const std::string& message, const std::string& hint);

  SavedPlan& plan_;
  FindingSet& findings_;
};

}  // namespace pressrun::app
