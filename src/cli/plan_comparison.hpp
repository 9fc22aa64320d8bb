#pragma once

#include "cli/findings.hpp"
#include "cli/saved_plan.hpp"

namespace pressrun::cli {

/// Compares the plan with the world as it is now; every difference becomes a finding.
class PlanComparison {
 public:
  PlanComparison(SavedPlan& plan, FindingSet& findings) : plan_(plan), findings_(findings) {}

  void files();
  void designs(const Workspace& workspace);
  void job(const Job& job, const Decision& decision);
  void end();  ///< jobs of the plan that did not come up

 private:
  void differs(const std::string& what, const std::string& job);

  SavedPlan& plan_;
  FindingSet& findings_;
};

}  // namespace pressrun::cli
