#include "cli/accounts.hpp"
#include "cli/campaigns.hpp"
#include "cli/failure.hpp"
#include "cli/findings_json.hpp"
#include "cli/journal_notes.hpp"
#include "cli/places.hpp"
#include "cli/plan_table.hpp"
#include "cli/planner.hpp"
#include "cli/preflight.hpp"
#include "cli/saved_plan.hpp"
#include "cli/targets.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/sqlite_journal.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iostream>
#include <map>

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
PlanTable table_of(Campaigned& campaigned, Invocation& invocation, const Checked& checked,
                   const PlanBasis& basis, app::PlannedPurchases& purchases, std::size_t& selected) {
  PlanTable table;
  table.name = campaigned.manifest->name();
  table.balance = checked.workspace.balance;
  table.reads = checked.calls.read - std::min<std::size_t>(checked.calls.read, 1);  // less the balance
  if (invocation.options.run.offline) table.basis = basis_of(*campaigned.manifest, checked);
  Planner planner{campaigned,
                  invocation.options.run,
                  checked.workspace,
                  basis,
                  purchases,
                  [&](const Job& job, const app::PlanDecision& decision) { table.count(job, decision); }};
  ManifestJobs jobs{*campaigned.manifest, checked.workspace, invocation.options.run.assume_credits};
  jobs.check(invocation.findings, [&](Job&& job) { planner.take(std::move(job), jobs); });
  planner.finish();
  selected += planner.selected();
  return table;
}

/// For the next plan or run; a journal that cannot be written is the run's to complain about.
void keep(const Invocation& invocation, const Checked& checked) {
  try {
    keep_answers(invocation.manifests, checked.fresh, io::Holding::nobodys);
  } catch (const JournalError&) {
  }
}

/// What a run would ask about, or do by itself.
void warn_of_account(const Campaigned& one, const Options& options, const Checked& checked) {
  const auto found = checked.accounts.find(real_place(one.journal));
  const auto journal = io::open_journal(one.known_in);
  if (!journal || found == checked.accounts.end()) return;
  const Home home = find_home(*journal, one, !options.input.state.empty());
  const std::string question =
      account_question(found->second, home, journal->accounts(), one.manifest->name());
  if (!question.empty()) std::cerr << "warning: " << question << "; a run asks first\n";
}

/// A journal beside the manifest's own place that knows its contents is the one to look into.
void look_beside(std::vector<Campaigned>& manifests, const Options& options, const Checked& checked) {
  for (Campaigned& one : manifests) {
    const auto neighbour = find_neighbour(one, options, checked.workspace);
    if (!neighbour) continue;
    const std::string journal = printable(neighbour->journal.string());
    if (neighbour->is_gone) {
      one.known_in = neighbour->journal;
      std::cerr << "note: " << journal << " is the journal of '" << printable(neighbour->manifest)
                << "', which is gone, and knows these contents: a run goes on with it\n";
    } else {
      std::cerr << "warning: " << journal << ", the journal of '" << printable(neighbour->manifest)
                << "', knows some of these contents; a run asks first, and shares it with --state " << journal
                << "\n";
    }
  }
}

/// A document a manifest, each with all that was found; one with nothing else where no manifest could be
/// read.
void show_json(const std::vector<PlanTable>& tables, const Invocation& invocation) {
  const boost::json::array findings = findings_json(invocation.findings);
  for (const PlanTable& table : tables) {
    boost::json::object made = plan_json(table, invocation.options.run.policy);
    made["findings"] = findings;
    made["findings_not_shown"] = invocation.findings.not_shown();
    std::cout << boost::json::serialize(made) << "\n";
  }
  if (tables.empty())
    std::cout << boost::json::serialize(boost::json::object{
                     {"findings", findings}, {"findings_not_shown", invocation.findings.not_shown()}})
              << "\n";
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

void save(Invocation& invocation, const Checked& checked, const PlanTable& table, const PlanBasis& basis) {
  const Options& options = invocation.options;
  Campaigned& one = invocation.manifests.front();
  PlanGround ground{basis, {}, io::journal_mark(one.known_in)};
  const auto account = checked.accounts.find(real_place(one.journal));
  if (account != checked.accounts.end()) ground.account = account->second.account;
  save_plan(options.run.plan_out, one, options, checked.workspace, invocation.sources,
            plan_json(table, options.run.policy), ground);
  if (!options.output.quiet)
    std::cerr << "saved; carry it out with: pressrun run --plan " << report::shell_word(options.run.plan_out)
              << account_options_text(options) << "\n";
}

}  // namespace

ExitCode cmd_plan(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_unsavable(invocation);
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  const bool calls = !options.run.offline && !options.run.skip_preflight;
  const auto session = calls ? open_session(invocation) : nullptr;
  Checked checked = read_workspace(invocation, session.get(), true);
  if (!checked.stopped) look_beside(invocation.manifests, options, checked);
  if (!checked.stopped && session) find_accounts(invocation, *session, checked);
  if (checked.stopped) return conclude_stopped(invocation, checked);
  const WallTime now = io::wall_now();
  std::vector<PlanBasis> bases;
  for (const Campaigned& one : invocation.manifests) {
    if (!warn_of_lost_journal(one) && options.input.state.empty()) warn_of_unknown_results(one);
    warn_of_account(one, options, checked);
    bases.push_back(basis_of(one, options, checked, now));
    if (const auto journal = io::open_journal(one.known_in); journal && bases.back().campaign != 0)
      warn_of_lapse(one, journal->tally(bases.back().campaign).jobs.rendering_since);
  }
  std::vector<PlanTable> tables;
  std::map<std::filesystem::path, app::PlannedPurchases> purchases;  // a journal's campaigns share them
  std::size_t selected = 0;
  for (std::size_t i = 0; i < invocation.manifests.size(); ++i) {
    Campaigned& one = invocation.manifests[i];
    tables.push_back(
        table_of(one, invocation, checked, bases[i], purchases[real_place(one.journal)], selected));
  }
  if (options.output.json) show_json(tables, invocation);
  invocation.findings.print_and_stop_on_errors(options.input.strict);
  refuse_empty_selection(options.run.selection, selected);
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  keep(invocation, checked);
  for (const PlanTable& table : tables) {
    if (!options.output.json) std::cout << plan_text(table, options.run.policy);
  }
  if (!options.run.plan_out.empty()) save(invocation, checked, tables.front(), bases.front());
  std::cout.flush();
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

}  // namespace pressrun::cli
