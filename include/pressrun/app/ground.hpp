#pragma once

#include "pressrun/app/account.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/kept_designs.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/planner.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pressrun::app {

/// What a plan or a run stands on: what was learned of workspace and accounts before the first generation
/// call.
struct Ground {
  WorkspaceSnapshot workspace;
  WallTime at{};  ///< when
  ApiCalls calls;
  std::unordered_map<DesignId, WallTime> kept;  ///< offline: designs that an earlier run read, and when
  FreshAnswers fresh;                           ///< what was read now, to be kept once all checks are passed
  std::map<std::filesystem::path, AccountFinding> accounts;  ///< by where the journal really lies
  Stop stop = Stop::none;                                    ///< it could not all be read
  std::string reason;                                        ///< a sentence about the stop
};

/// For whom, and how much of it. What is referred to must outlive the use.
struct GroundRequest {
  std::vector<LoadedCampaign>& campaigns;
  FindingSet& findings;  ///< what cannot be used is a finding
  JournalFiles& files;
  bool names_only = false;  ///< of the API's answers only what names stand for is read
  bool balance = false;     ///< the credits too
};

/// Reads what the manifests need of the workspace, and tells them what their names stand for.
asio::awaitable<Ground> read_workspace(GroundRequest request, RunOptions options, Deps deps);

/// The same without the API: names stand for what they stood for last. `designs`: and they are what the
/// journals keep, however old that is.
Ground recall_workspace(const GroundRequest& request, bool designs);

/// Finds out whose this key is for every journal of the manifests, with as few calls as can be. Answers
/// `ground` with the findings, the calls, and why it stopped, if it did. `caller` must outlive it.
asio::awaitable<Ground> find_accounts(GroundRequest request, Caller& caller, RunOptions options, Deps deps,
                                      Ground ground);

/// All that can be checked without the API.
void check_alone(std::vector<LoadedCampaign>& campaigns, FindingSet& findings);

/// Who buys, as this manifest's journal knows it. Where nobody was asked: who bought last. Throws
/// JournalError, Declined (name_clash).
PlanBasis basis_of(const LoadedCampaign& one, const Ground& ground, WallTime now, JournalFiles& files);

/// Since when the first of the campaign's jobs renders; nothing: none does. Throws JournalError.
std::optional<WallTime> rendering_since(const LoadedCampaign& one, const PlanBasis& basis,
                                        JournalFiles& files);

/// What this campaign is to be asked about whose account it is, before anything is bought; empty: nothing.
/// Throws as basis_of.
std::string question_about_account(const LoadedCampaign& one, const Ground& ground, JournalFiles& files);

}  // namespace pressrun::app
