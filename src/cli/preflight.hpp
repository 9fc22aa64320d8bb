#pragma once

#include "cli/command_table.hpp"
#include "pressrun/app/ground.hpp"
#include "usage/exit_code.hpp"
#include "wiring/session.hpp"

#include <memory>

namespace pressrun::cli {

/// Connects to the API. Where that cannot be (no key, an address that cannot be used), every check that needs
/// no API comes first: a mistake in the manifest is told before a missing key. Throws CommandFailed,
/// Declined.
std::unique_ptr<Session> open_session(Invocation& invocation);

/// What the options of this command want to know of the workspace.
app::GroundRequest ground_request(Invocation& invocation, bool with_balance);

/// Reads it, and who asks; without a session, as earlier runs did.
app::Ground read_workspace(Invocation& invocation, Session* session, bool with_balance);
void find_accounts(Invocation& invocation, Session& session, app::Ground& ground);

/// Whatever stopped `read_workspace`, mistakes in the manifests come first (2); then the stop's own exit
/// code. `signal`: the one that was received, if any.
ExitCode conclude_stopped(Invocation& invocation, const app::Ground& ground, int signal);

}  // namespace pressrun::cli
