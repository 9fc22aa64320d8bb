#include "pressrun/app/plan_campaigns.hpp"

#include "pressrun/app/learned_times.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace pressrun::app {
namespace {

/// What an offline plan of this manifest is compared with.
KeptBasis kept_basis(const manifest::Manifest& manifest, const Ground& ground) {
  KeptBasis basis;
  basis.oldest = WallTime::max();
  for (const DesignId& id : manifest.designs()) {
    const auto kept = ground.kept.find(id);
    if (kept == ground.kept.end()) {
      ++basis.missing;
    } else {
      ++basis.designs;
      basis.oldest = std::min(basis.oldest, kept->second);
    }
  }
  for (const manifest::DesignName& named : manifest.named_designs())
    basis.missing += named.id.text.empty() ? 1U : 0U;
  return basis;
}

PlanTable empty_table(const LoadedCampaign& one, const Ground& ground, bool offline) {
  PlanTable table;
  table.name = one.manifest->name();
  table.balance = ground.workspace.balance;
  table.reads = ground.calls.read - std::min<std::size_t>(ground.calls.read, 1);  // less the balance
  if (offline) table.basis = kept_basis(*one.manifest, ground);
  return table;
}

}  // namespace

std::size_t decide_jobs(const DecideContext& context, const LoadedCampaign& one, ManifestJobs& jobs,
                        const PlanBasis& basis, PlannedPurchases& purchases, const Planner::Seen& seen,
                        const std::function<void()>& between) {
  Planner planner{
      context.files.open(one.known_in), context.choice, context.workspace, basis, purchases, seen};
  if (context.compares) planner.compare_with_before();
  jobs.check(
      context.findings, [&](Job&& job) { planner.take(std::move(job), jobs); }, between);
  planner.finish();
  return planner.selected();
}

PlanReport plan(const PlanRequest& request, const Ground& ground, std::vector<PlanBasis> bases,
                FindingSet& findings, JournalFiles& files) {
  const DecideContext context{request.choice, ground.workspace, files, findings, true};
  PlanReport report;
  RenderMemory all_learned;
  report.bases = std::move(bases);
  std::map<std::filesystem::path, PlannedPurchases> purchases;  // a journal's campaigns share them
  for (std::size_t i = 0; i < request.campaigns.size(); ++i) {
    const LoadedCampaign& one = request.campaigns[i];
    PlanTable& table = report.tables.emplace_back(empty_table(one, ground, request.offline));
    PlanDetails& details = report.details.emplace_back(request.show);
    ManifestJobs jobs{*one.manifest, ground.workspace, request.assumed_credits};
    report.selected += decide_jobs(context, one, jobs, report.bases.at(i), purchases[one.place],
                                   [&](const Job& job, const PlanDecision& decision) {
                                     table.count(job, decision);
                                     details.take(job, decision);
                                   });
    RenderMemory learned = learned_times(one, files);
    table.forecast = forecast_of(table, learned, request.policy);
    all_learned.merge(learned);
  }
  report.in_all = sum_of(report.tables);
  report.in_all.forecast = forecast_of(report.in_all, all_learned, request.policy);
  return report;
}

SavedPlan plan_to_save(const LoadedCampaign& one, const JobChoice& choice, const Ground& ground,
                       const PlanBasis& basis, JournalFiles& files) {
  SavedPlan plan;
  plan.created_at = to_rfc3339(basis.now);
  plan.select = choice.selection.select;
  plan.exclude = choice.selection.exclude;
  plan.force = choice.force;
  plan.resubmit_in_doubt = choice.resubmit_in_doubt;
  plan.simulate = one.is_simulated;
  plan.journal = one.place.string();
  if (const auto mark = files.mark(one.known_in)) {
    plan.journal_id = mark->id;
    plan.journal_state = mark->state;
  }
  const auto account = ground.accounts.find(one.place);
  if (account != ground.accounts.end()) {
    plan.origin = account->second.account.origin;
    plan.workspace = account->second.account.workspace;
  }
  for (const DesignId& id : one.manifest->designs()) {
    const Design* design = ground.workspace.design(id);
    plan.designs[id.text] = design != nullptr ? design->updated_at : std::nullopt;
  }
  return plan;
}

EachPlanned planned_jobs(const PlanRequest& request, const Ground& ground, const PlanBasis& basis,
                         JournalFiles& files) {
  return [request, basis, &ground, &files](const Planner::Seen& seen) {
    const LoadedCampaign& one = request.campaigns.front();
    PlannedPurchases purchases;
    Planner planner{files.open(one.known_in), request.choice, ground.workspace, basis, purchases, seen};
    ManifestJobs jobs{*one.manifest, ground.workspace, request.assumed_credits};
    for (auto job = jobs.next(); job; job = jobs.next()) planner.take(std::move(*job), jobs);
    planner.finish();
  };
}

}  // namespace pressrun::app
