#include "cli/plan_comparison.hpp"

namespace pressrun::cli {

void PlanComparison::differs(const std::string& what, const std::string& job) {
  Diagnostic finding;
  finding.message = what;
  finding.hint = "plan anew, and look at it again";
  finding.seen.push_back({{}, job, ""});
  findings_.add(finding);
}

void PlanComparison::files() {
  for (const auto& [path, hash] : plan_.files) {
    const auto now = file_hash(path);
    if (now == hash) continue;
    Diagnostic finding;
    finding.at.file = std::make_shared<const std::string>(path);
    finding.message = now ? "this file has changed since the plan was made (" + plan_.created_at + ")"
                          : "this file was there when the plan was made, and is not now";
    findings_.add(finding);
  }
}

void PlanComparison::designs(const Workspace& workspace) {
  for (const auto& [id, version] : plan_.designs) {
    const Design* design = workspace.design(DesignId{id});
    if (design == nullptr || design->updated_at == version) continue;  // one that is gone has its own finding
    Diagnostic finding;
    finding.message = "the design '" + design->name + "' (" + id + ") was edited since the plan was made";
    finding.hint = "look at it, then plan anew";
    findings_.add(finding);
  }
}

void PlanComparison::job(const Job& job, const Decision& decision) {
  const auto planned = plan_.jobs.find(job.key.text);
  const bool has_work = word_of(decision.todo).has_value();
  if (planned == plan_.jobs.end()) {
    if (has_work) differs("a job is to be done that the plan does not name", job.key.text);
    return;
  }
  planned->second.seen = true;
  if (planned->second.fingerprint != job.fingerprint.text)
    return differs("a job is another than the one that was planned", job.key.text);
  if (!has_work) return differs("a job of the plan was done meanwhile", job.key.text);
  if (planned->second.todo != decision.todo || planned->second.formats != decision.formats)
    differs("a job stands otherwise than when it was planned", job.key.text);
}

void PlanComparison::end() {
  for (const auto& [key, job] : plan_.jobs) {
    if (!job.seen) differs("a job of the plan is no longer in the manifest", key);
  }
}

}  // namespace pressrun::cli
