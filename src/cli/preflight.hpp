#pragma once

#include "cli/command_table.hpp"
#include "cli/exit_code.hpp"
#include "cli/job_source.hpp"
#include "cli/kept_designs.hpp"
#include "cli/planner.hpp"
#include "cli/session.hpp"
#include "cli/workspace.hpp"
#include "pressrun/app/account.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace pressrun::cli {

/// What was learned of the workspace before the first generation call.
struct Checked {
  Workspace workspace;
  WallTime at{};  ///< when
  ApiCalls calls;
  std::unordered_map<DesignId, WallTime> kept;  ///< offline: designs that an earlier run read, and when
  FreshAnswers fresh;                           ///< what was read now, to be kept once all checks are passed
  std::map<std::filesystem::path, app::AccountFinding> accounts;  ///< by where the journal really lies
  std::optional<ExitCode> stopped;  ///< the designs could not be read: why, as an exit code
  std::string reason;
};

/// Connects to the API. Where that cannot be (no key, an address that cannot be used), every check that needs
/// no API comes first: a mistake in the manifest is told before a missing key. Throws CommandFailed.
std::unique_ptr<Session> open_session(Invocation& invocation);

/// Reads what the manifests need of the workspace, and tells them what their names stand for. What cannot be
/// used is a finding. With --no-preflight only what names stand for is read; without a session nothing is:
/// names stand for what they stood for last, and with --offline designs are what the journals keep.
Checked read_workspace(Invocation& invocation, Session* session, bool with_balance);

/// Finds out whose this key is for every journal of the manifests, with as few calls as can be. `checked`
/// gets the findings, the calls, and why it stopped, if it did.
void find_accounts(const Invocation& invocation, Session& session, Checked& checked);

/// Who buys, as this manifest's journal knows it. Without a session: who bought last.
PlanBasis basis_of(const Campaigned& one, const Options& options, const Checked& checked, WallTime now);

/// Whatever stopped `read_workspace`, mistakes in the manifests come first (2); then its own exit code.
ExitCode conclude_stopped(Invocation& invocation, const Checked& checked);

}  // namespace pressrun::cli
