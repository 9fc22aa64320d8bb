#include "cli/failure.hpp"
#include "cli/findings_json.hpp"
#include "cli/journal_notes.hpp"
#include "cli/plan_table.hpp"
#include "cli/planner.hpp"
#include "cli/preflight.hpp"
#include "cli/saved_plan.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/sqlite_store.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iostream>

namespace pressrun::cli {
namespace {

KeptBasis basis_of(const manifest::Manifest& manifest, const Checked& checked) {
  KeptBasis basis;
  basis.oldest = WallTime::max();
  for (const DesignId& id : manifest.designs()) {
    const auto kept = checked.kept.find(id);
    if (kept == checked.kept.end()) {
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

/// One pass: every check, and what a run would do with each job that is sound.
PlanTable table_of(Campaigned& campaigned, Invocation& invocation, const Checked& checked) {
  PlanTable table;
  table.name = campaigned.manifest->name();
  table.balance = checked.workspace.balance;
  table.reads = checked.calls.read - std::min<std::size_t>(checked.calls.read, 1);  // less the balance
  if (invocation.options.run.offline) table.basis = basis_of(*campaigned.manifest, checked);
  Planner planner{campaigned, invocation.options.run,
                  [&](const Job& job, const Decision& decision) { table.count(job, decision); }};
  ManifestJobs jobs{*campaigned.manifest, checked.workspace};
  jobs.check(invocation.findings, [&](Job&& job) { planner.take(std::move(job)); });
  planner.finish();
  return table;
}

/// For the next plan or run; a journal that cannot be written is the run's to complain about.
void keep(const Invocation& invocation, const Checked& checked) {
  try {
    keep_answers(invocation.manifests, checked.fresh, true);
  } catch (const JournalError&) {
  }
}

/// A document a manifest, each with all that was found; one with nothing else where no manifest could be
/// read.
void show_json(const std::vector<PlanTable>& tables, const Invocation& invocation) {
  const boost::json::array findings = findings_json(invocation.findings);
  for (const PlanTable& table : tables) {
    boost::json::object made = plan_json(table, invocation.options.run.policy);
    made["findings"] = findings;
    std::cout << boost::json::serialize(made) << "\n";
  }
  if (tables.empty())
    std::cout << boost::json::serialize(boost::json::object{{"findings", findings}}) << "\n";
}

void refuse_unsavable(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.run.plan_out.empty()) return;
  if (invocation.manifests.size() > 1)
    throw CommandFailed(ExitCode::usage, "--out saves the plan of one manifest");
  if (options.run.offline || options.run.skip_preflight)
    throw CommandFailed(ExitCode::usage,
                        "a plan is saved with its designs read: leave out --offline and "
                        "--no-preflight");
  if (!invocation.manifests.empty() && invocation.manifests.front().named == "-")
    throw CommandFailed(ExitCode::usage,
                        "a manifest from standard input is gone when the plan is carried out");
}

void save(Invocation& invocation, const Checked& checked, const PlanTable& table) {
  const Options& options = invocation.options;
  save_plan(options.run.plan_out, invocation.manifests.front(), options, checked.workspace,
            invocation.sources, plan_json(table, options.run.policy), checked.at);
  if (!options.output.quiet)
    std::cerr << "saved; carry it out with: pressrun run --plan " << printable(options.run.plan_out) << "\n";
}

}  // namespace

ExitCode cmd_plan(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_unsavable(invocation);
  const bool calls = !options.run.offline && !options.run.skip_preflight;
  const auto session = calls ? open_session(invocation) : nullptr;
  const Checked checked = read_workspace(invocation, session.get(), true);
  if (checked.stopped) return conclude_stopped(invocation, checked);
  std::vector<PlanTable> tables;
  for (const Campaigned& one : invocation.manifests) {
    warn_of_lost_journal(one);
    if (const auto journal = io::open_journal(one.journal))
      warn_of_lapse(one, journal->tally().rendering_since);
  }
  for (Campaigned& one : invocation.manifests) tables.push_back(table_of(one, invocation, checked));
  if (options.output.json) show_json(tables, invocation);
  invocation.findings.print_and_stop_on_errors(options.input.strict);
  keep(invocation, checked);
  for (const PlanTable& table : tables) {
    if (!options.output.json) std::cout << plan_text(table, options.run.policy);
  }
  if (!options.run.plan_out.empty()) save(invocation, checked, tables.front());
  std::cout.flush();
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

}  // namespace pressrun::cli
