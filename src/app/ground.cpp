#include "pressrun/app/ground.hpp"

#include "pressrun/app/account_questions.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "pressrun/app/workspace_names.hpp"
#include "pressrun/app/workspace_reading.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

std::vector<DesignId> designs_of(const std::vector<LoadedCampaign>& campaigns) {
  std::vector<DesignId> ids;
  for (const LoadedCampaign& one : campaigns) {
    for (const DesignId& id : one.manifest->designs()) {
      if (!id.text.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
  }
  return ids;
}

SourcePos place_of(const DesignId& id, const std::vector<LoadedCampaign>& campaigns) {
  for (const LoadedCampaign& one : campaigns) {
    if (SourcePos at = one.manifest->place_of(id); at.line != 0) return at;
  }
  return {};
}

void note_refusals(const WorkspaceReading& reading, const GroundRequest& request) {
  if (reading.refusal) {
    Diagnostic finding;
    finding.message = "names of designs and fonts cannot be looked up: " + reading.refusal->message;
    finding.hint = "write their ids";
    request.findings.add(finding);
  }
  for (const auto& [id, failure] : reading.unusable) {
    Diagnostic finding;
    finding.at = place_of(id, request.campaigns);
    finding.message = "the design '" + id.text + "' cannot be used: " + failure.message;
    finding.hint = failure.id == "template_not_found" ? "it is not in this workspace, or was deleted" : "";
    request.findings.add(finding);
  }
}

/// What the reading must find out for these manifests.
WorkspaceQuestions questions_for(const GroundRequest& request, WallTime now) {
  WorkspaceQuestions made;
  made.by_name = names_designs(request.campaigns);
  made.fonts = names_fonts(request.campaigns);
  made.designs = !request.names_only;
  if (made.designs) made.kept = kept_designs(request.campaigns, now, request.files);
  made.wanted = [request](const std::vector<ListedDesign>& listing) {
    bind_designs(request.campaigns, listing, request.findings);
    return designs_of(request.campaigns);
  };
  return made;
}

void fill(WorkspaceSnapshot& workspace, WorkspaceReading reading) {
  workspace.balance = reading.balance;
  if (reading.fonts) workspace.fonts.emplace(*std::move(reading.fonts));
  for (Design& design : reading.designs) {
    design.answer = {};
    const DesignId id = design.id;
    workspace.designs.emplace(id, std::move(design));
  }
}

void use_kept_designs(const GroundRequest& request, Ground& ground) {
  for (KeptDesign& kept : kept_designs(request.campaigns, WallTime::max(), request.files)) {
    const DesignId id = kept.design.id;
    kept.design.answer = {};
    if (ground.workspace.designs.emplace(id, std::move(kept.design)).second)
      ground.kept.emplace(id, kept.read_at);
  }
}

}  // namespace

asio::awaitable<Ground> read_workspace(GroundRequest request, RunOptions options, Deps deps) {
  Ground ground = recall_workspace(request, false);
  const WallTime now = deps.clock.wall_now();
  WorkspaceQuestions asked = questions_for(request, now);
  if (request.campaigns.empty() || asked.empty()) co_return ground;
  asked.balance = request.balance && !request.names_only;
  WorkspaceReading found = co_await ask_workspace(std::move(asked), std::move(options), std::move(deps));
  ground.at = now;
  ground.calls = found.calls;
  ground.stop = found.stop;
  ground.reason = found.reason;
  if (found.stop != Stop::none) co_return ground;
  ground.fresh = fresh_answers(found, now);
  note_refusals(found, request);
  fill(ground.workspace, std::move(found));
  co_return ground;
}

Ground recall_workspace(const GroundRequest& request, bool designs) {
  Ground ground;
  bind_kept_names(request.campaigns, ground.workspace, request.files);
  if (designs) use_kept_designs(request, ground);
  return ground;
}

asio::awaitable<Ground> find_accounts(GroundRequest request, Caller& caller, RunOptions options, Deps deps,
                                      Ground ground) {
  for (const LoadedCampaign& one : request.campaigns) {
    if (ground.accounts.contains(one.place)) continue;
    const auto journal = request.files.open(one.known_in);
    const KnownAccounts known = known_accounts(journal.get());
    AccountFinding found = co_await find_account(known, caller, options, deps);
    ground.calls.read += found.calls.read;
    ground.calls.rate_limited += found.calls.rate_limited;
    ground.stop = found.stop;
    ground.reason = found.reason;
    if (found.stop != Stop::none) co_return ground;
    ground.accounts.emplace(one.place, std::move(found));
  }
  co_return ground;
}

void check_alone(std::vector<LoadedCampaign>& campaigns, FindingSet& findings) {
  const WorkspaceSnapshot nothing;
  for (LoadedCampaign& one : campaigns) ManifestJobs{*one.manifest, nothing}.check(findings, [](Job&&) {});
}

PlanBasis basis_of(const LoadedCampaign& one, const Ground& ground, WallTime now, JournalFiles& files) {
  PlanBasis basis;
  basis.now = now;
  const auto journal = files.open(one.known_in);
  if (!journal) return basis;
  const CampaignHome home = find_home(*journal, one, files);
  if (home.campaign) basis.campaign = home.campaign->number;
  const auto found = ground.accounts.find(one.place);
  if (found != ground.accounts.end()) {
    basis.account = account_to_read(found->second);
    return basis;
  }
  const std::vector<AccountRecord> accounts = journal->accounts();
  if (home.campaign)
    basis.account = account_of_last_run(accounts, *home.campaign, journal->last_run(basis.campaign));
  if (basis.account == 0 && accounts.size() == 1) basis.account = accounts.front().number;
  return basis;
}

std::optional<WallTime> rendering_since(const LoadedCampaign& one, const PlanBasis& basis,
                                        JournalFiles& files) {
  const auto journal = files.open(one.known_in);
  if (!journal || basis.campaign == 0) return std::nullopt;
  return journal->tally(basis.campaign).jobs.rendering_since;
}

std::string question_about_account(const LoadedCampaign& one, const Ground& ground, JournalFiles& files) {
  const auto found = ground.accounts.find(one.place);
  const auto journal = files.open(one.known_in);
  if (!journal || found == ground.accounts.end()) return "";
  const CampaignHome home = find_home(*journal, one, files);
  return account_question(found->second, home, journal->accounts(), one.manifest->name());
}

}  // namespace pressrun::app
