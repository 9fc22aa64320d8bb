#include "pressrun/app/plan_comparison.hpp"

#include "pressrun/app/account_questions.hpp"

namespace pressrun::app {

void PlanComparison::differs(const std::string& what, const std::string& job) {
  Diagnostic finding;
  finding.message = what;
  finding.hint = "plan anew, and look at it again";
  finding.seen.push_back({{}, job, ""});
  findings_.add(finding);
}

void PlanComparison::files(const std::function<std::optional<std::string>(const std::string&)>& hash_of) {
  for (const auto& [path, hash] : plan_.files) {
    const auto now = hash_of(path);
    if (now == hash) continue;
    Diagnostic finding;
    finding.at.file = std::make_shared<const std::string>(path);
    finding.message = now ? "this file has changed since the plan was made (" + plan_.created_at + ")"
                          : "this file was there when the plan was made, and is not now";
    findings_.add(finding);
  }
}

void PlanComparison::designs(const WorkspaceSnapshot& workspace) {
  for (const auto& [id, version] : plan_.designs) {
    const Design* design = workspace.design(DesignId{id});
    if (design == nullptr || design->updated_at == version) continue;  // one that is gone has its own finding
    Diagnostic finding;
    finding.message = "the design '" + design->name + "' (" + id + ") was edited since the plan was made";
    finding.hint = "look at it, then plan anew";
    findings_.add(finding);
  }
}

void PlanComparison::job(const Job& job, const PlanDecision& decision) {
  const auto planned = plan_.jobs.find(job.key.text);
  const PlannedWork work = work_of(decision);
  if (planned == plan_.jobs.end()) {
    // What is out is fetched whatever the plan says: it is bought.
    if (work == PlannedWork::submit) differs("a job is to be done that the plan does not name", job.key.text);
    return;
  }
  planned->second.seen = true;
  if (planned->second.content != job.content)
    return differs("a job is another than the one that was planned", job.key.text);
  const bool was_fetched = planned->second.work == PlannedWork::poll && work == PlannedWork::none;
  if (was_fetched) return;
  if (work == PlannedWork::none) return differs("a job of the plan was done meanwhile", job.key.text);
  if (planned->second.work != work || planned->second.formats != decision.buys)
    differs("a job stands otherwise than when it was planned", job.key.text);
}

void PlanComparison::refuse(const std::string& message, const std::string& hint) {
  Diagnostic finding;
  finding.message = message;
  finding.hint = hint;
  findings_.add(finding);
}

void PlanComparison::journal(const LoadedCampaign& one, const std::optional<JournalMark>& mark) {
  const std::string here = one.place.string();
  if (here != plan_.journal)
    return refuse("the plan was made with the journal '" + plan_.journal + "', and this is '" + here + "'",
                  "carry it out where it was made, or plan anew here");
  if (plan_.journal_id.empty()) return;  // one that has come to be since: each job is compared with it
  if (!mark) return refuse("the journal that the plan was made with is not there", "plan anew");
  if (mark->id != plan_.journal_id)
    return refuse("the journal is another than the plan was made with", "plan anew");
  if (mark->state < plan_.journal_state)
    return refuse("the journal is older than when the plan was made: a copy or a backup was put in its place",
                  "plan anew, and look at it again");
  // What an order buys anew, and what a doubt is sent again for, looks the same however often it was done.
  const bool buys_what_is_there = plan_.force || plan_.resubmit_in_doubt;
  if (mark->state > plan_.journal_state && buys_what_is_there)
    refuse(std::string{"the journal has moved on since the plan was made, and "} +
               (plan_.force ? "--force" : "--in-doubt resubmit") +
               " would buy once more what was bought since",
           "plan anew, and look at it again");
}

void PlanComparison::account(const AccountRecord& account) {
  if (account.origin == plan_.origin && account.workspace == plan_.workspace) return;
  refuse("the plan was made for " + account_text(plan_.origin, plan_.workspace) + ", and this is " +
             account_text(account.origin, account.workspace),
         "plan anew for this account");
}

void PlanComparison::end() {
  for (const auto& [key, job] : plan_.jobs) {
    if (!job.seen) differs("a job of the plan is no longer in the manifest", key);
  }
}

}  // namespace pressrun::app
