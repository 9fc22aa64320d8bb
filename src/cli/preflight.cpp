#include "cli/preflight.hpp"

#include "cli/accounts.hpp"
#include "cli/campaigns.hpp"
#include "cli/failure.hpp"
#include "cli/findings_json.hpp"
#include "cli/names.hpp"
#include "cli/places.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <iostream>

namespace pressrun::cli {
namespace {

std::vector<DesignId> designs_of(const std::vector<Campaigned>& manifests) {
  std::vector<DesignId> ids;
  for (const Campaigned& one : manifests) {
    for (const DesignId& id : one.manifest->designs()) {
      if (!id.text.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
  }
  return ids;
}

/// All that can be checked without the API. Throws CommandFailed (2) on a finding that stops; it says too why
/// no design was read, as that is the next thing to mend.
void check_offline(Invocation& invocation, const std::string& reason) {
  const Workspace nothing;
  for (Campaigned& one : invocation.manifests)
    ManifestJobs{*one.manifest, nothing}.check(invocation.findings, [](Job&&) {});
  const FindingSet& found = invocation.findings;
  if (invocation.options.output.json && found.must_stop(invocation.options.input.strict))
    std::cout << boost::json::serialize(boost::json::object{{"findings", findings_json(found)},
                                                            {"findings_not_shown", found.not_shown()}})
              << "\n";
  try {
    found.print_and_stop_on_errors(invocation.options.input.strict);
  } catch (const CommandFailed& failure) {
    throw CommandFailed(failure.code, std::string{failure.what()} +
                                          "\n  no design was read, so names and formats were not compared: " +
                                          printable(reason));
  }
}

SourcePos place_of(const DesignId& id, const std::vector<Campaigned>& manifests) {
  for (const Campaigned& one : manifests) {
    if (SourcePos at = one.manifest->place_of(id); at.line != 0) return at;
  }
  return {};
}

void note_refusals(const app::Survey& survey, Invocation& invocation) {
  if (survey.refusal) {
    Diagnostic finding;
    finding.message = "names of designs and fonts cannot be looked up: " + survey.refusal->message;
    finding.hint = "write their ids";
    invocation.findings.add(finding);
  }
  for (const auto& [id, failure] : survey.unusable) {
    Diagnostic finding;
    finding.at = place_of(id, invocation.manifests);
    finding.message = "the design '" + id.text + "' cannot be used: " + failure.message;
    finding.hint = failure.id == "template_not_found" ? "it is not in this workspace, or was deleted" : "";
    invocation.findings.add(finding);
  }
}

/// What the survey must find out for these manifests.
app::SurveyRequest request_for(Invocation& invocation, WallTime now) {
  app::SurveyRequest request;
  request.by_name = names_designs(invocation.manifests);
  request.fonts = names_fonts(invocation.manifests);
  request.designs = !invocation.options.run.skip_preflight;
  if (request.designs) request.kept = kept_designs(invocation.manifests, now);
  request.wanted = [&invocation](const std::vector<ListedDesign>& listing) {
    bind_designs(invocation.manifests, listing, invocation.findings);
    return designs_of(invocation.manifests);
  };
  return request;
}

void fill(Workspace& workspace, app::Survey survey) {
  workspace.balance = survey.balance;
  if (survey.fonts) workspace.fonts.emplace(*std::move(survey.fonts));
  for (Design& design : survey.designs) {
    design.answer = {};
    const DesignId id = design.id;
    workspace.designs.emplace(id, std::move(design));
  }
}

/// However old they are: the plan says of when.
void use_kept_designs(const Invocation& invocation, Checked& checked) {
  for (app::KeptDesign& kept : kept_designs(invocation.manifests, WallTime::max())) {
    const DesignId id = kept.design.id;
    kept.design.answer = {};
    if (checked.workspace.designs.emplace(id, std::move(kept.design)).second)
      checked.kept.emplace(id, kept.read_at);
  }
}

}  // namespace

std::unique_ptr<Session> open_session(Invocation& invocation) {
  try {
    return std::make_unique<Session>(invocation.options, invocation.environment);
  } catch (const CommandFailed& failure) {
    check_offline(invocation, failure.what());
    throw;
  }
}

Checked read_workspace(Invocation& invocation, Session* session, bool with_balance) {
  Checked checked;
  if (invocation.manifests.empty()) return checked;
  bind_kept_names(invocation.manifests, checked.workspace);
  if (session == nullptr) {
    if (invocation.options.run.offline) use_kept_designs(invocation, checked);
    return checked;
  }
  const WallTime now = session->wall_now();
  app::SurveyRequest request = request_for(invocation, now);
  if (request.empty()) return checked;
  request.balance = with_balance && !invocation.options.run.skip_preflight;
  app::Survey survey =
      session->await(app::survey(std::move(request), session->run_options(), session->deps()));
  session->stop_listening();
  checked.at = now;
  checked.calls = survey.calls;
  if (survey.stop != app::Stop::none) {
    checked.stopped = code_of(survey.stop, session->signal());
    checked.reason = survey.reason;
    return checked;
  }
  checked.fresh = fresh_answers(survey, now);
  note_refusals(survey, invocation);
  fill(checked.workspace, std::move(survey));
  return checked;
}

void find_accounts(const Invocation& invocation, Session& session, Checked& checked) {
  app::Caller caller = session.caller();
  for (const Campaigned& one : invocation.manifests) {
    const auto place = real_place(one.journal);
    if (checked.accounts.contains(place)) continue;
    const auto journal = io::open_journal(one.known_in);
    app::AccountFinding found = session.await(
        app::find_account(known_accounts(journal.get()), caller, session.run_options(), session.deps()));
    session.stop_listening();
    checked.calls.read += found.calls.read;
    checked.calls.rate_limited += found.calls.rate_limited;
    if (found.stop != app::Stop::none) {
      checked.stopped = code_of(found.stop, session.signal());
      checked.reason = found.reason;
      return;
    }
    checked.accounts.emplace(place, std::move(found));
  }
}

PlanBasis basis_of(const Campaigned& one, const Options& options, const Checked& checked, WallTime now) {
  PlanBasis basis;
  basis.now = now;
  const auto journal = io::open_journal(one.known_in);
  if (!journal) return basis;
  const Home home = find_home(*journal, one, !options.input.state.empty());
  if (home.campaign) basis.campaign = home.campaign->number;
  const auto found = checked.accounts.find(real_place(one.journal));
  if (found != checked.accounts.end()) {
    basis.account = account_to_read(found->second);
    return basis;
  }
  const std::vector<AccountRecord> accounts = journal->accounts();
  if (home.campaign)
    basis.account = app::account_of_last_run(accounts, *home.campaign, journal->last_run(basis.campaign));
  if (basis.account == 0 && accounts.size() == 1) basis.account = accounts.front().number;
  return basis;
}

ExitCode conclude_stopped(Invocation& invocation, const Checked& checked) {
  check_offline(invocation, checked.reason);
  std::cerr << "pressrun: " << printable(checked.reason) << "; nothing was submitted\n";
  return *checked.stopped;
}

}  // namespace pressrun::cli
