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

/// One pass more: who is drawn depends on all who are selected.
JobKeys draw_sample(const DecideContext& context, const LoadedCampaign& one, ManifestJobs& jobs,
                    const PlanBasis& basis, const std::function<void()>& between) {
  SampleDraw draw{*context.choice.selection.sample};
  FindingSet told_later;
  PlannedPurchases unused;
  Planner planner{context.files.open(one.known_in),
                  context.choice,
                  context.workspace,
                  basis,
                  unused,
                  [&draw](const Job& job, const PlanDecision&) { draw.add(job.design_name, job.key.text); }};
  jobs.check(
      told_later, [&](Job&& job) { planner.take(std::move(job), jobs); }, between);
  planner.finish();
  return draw.drawn();
}

}  // namespace

std::size_t decide_jobs(const DecideContext& context, const LoadedCampaign& one, ManifestJobs& jobs,
                        const PlanBasis& basis, PlannedPurchases& purchases, Thinning& thinning,
                        SubmitLimit& limit, const Planner::Seen& seen, const std::function<void()>& between) {
  if (context.choice.selection.sample) thinning.sample = draw_sample(context, one, jobs, basis, between);
  if (limit.left) thinning.submitted.emplace();
  Planner planner{
      context.files.open(one.known_in), context.choice, context.workspace, basis, purchases, seen};
  planner.thin_with(thinning, limit);
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
  std::vector<PlanTable> sound;
  report.bases = std::move(bases);
  SubmitLimit limit{request.choice.selection.limit};
  std::map<std::filesystem::path, PlannedPurchases> purchases;  // a journal's campaigns share them
  for (std::size_t i = 0; i < request.campaigns.size(); ++i) {
    LoadedCampaign& one = request.campaigns[i];
    findings.begin_part();
    PlanTable& table = report.tables.emplace_back(empty_table(one, ground, request.offline));
    PlanDetails& details = report.details.emplace_back(request.show);
    ManifestJobs jobs{*one.manifest, ground.workspace, request.assumed_credits,
                      RowErrors{request.skip_rows, request.strict}};
    report.selected +=
        decide_jobs(context, one, jobs, report.bases.at(i), purchases[one.place],
                    report.thinned.emplace_back(), limit, [&](const Job& job, const PlanDecision& decision) {
                      table.count(job, decision);
                      details.take(job, decision);
                    });
    table.refused = jobs.refused().size();
    if (!request.terms.empty())
      table.budgets = budgets_left(one, request.terms.at(i), report.bases.at(i), files);
    const bool wrong = findings.part_must_stop(request.strict) || findings.has_errors_in(one.named);
    if (wrong && one.refused.empty()) one.refused = has_mistakes;
    RenderMemory learned = learned_times(one, files);
    table.forecast = forecast_of(table, learned, request.policy);
    if (!one.refused.empty()) continue;
    sound.push_back(table);
    all_learned.merge(learned);
  }
  report.in_all = sum_of(sound);
  report.in_all.forecast = forecast_of(report.in_all, all_learned, request.policy);
  return report;
}

SavedPlan plan_to_save(const LoadedCampaign& one, const JobChoice& choice, const Ground& ground,
                       const PlanBasis& basis, JournalFiles& files) {
  SavedPlan plan;
  plan.created_at = to_rfc3339(basis.now);
  plan.select = choice.selection.select;
  plan.exclude = choice.selection.exclude;
  if (choice.selection.sample) plan.sample = choice.selection.sample->text();
  plan.limit = choice.selection.limit;
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
                         JournalFiles& files, Thinning thinning) {
  return [request, basis, &ground, &files, thinning = std::move(thinning)](const Planner::Seen& seen) {
    const LoadedCampaign& one = request.campaigns.front();
    const auto admitted = [&](const Job& job, const PlanDecision& decision) {
      if (thinning.admits(job.key.text, !decision.buys.empty() || decision.needs_design)) seen(job, decision);
    };
    PlannedPurchases purchases;
    Planner planner{files.open(one.known_in), request.choice, ground.workspace, basis, purchases, admitted};
    ManifestJobs jobs{*one.manifest, ground.workspace, request.assumed_credits};
    for (auto job = jobs.next(); job; job = jobs.next()) planner.take(std::move(*job), jobs);
    planner.finish();
  };
}

}  // namespace pressrun::app
