#pragma once

#include "pressrun/core/generation_fsm.hpp"

#include <string>
#include <vector>

namespace pressrun {

/// Jobs that went out as one request (Bundler) are told apart again: what happened to the request, as each of
/// them is to see it. `formats`: what each asks for, in order; empty: all that there is.
/// - A finalized answer is divided by formats. Of a single job too: others of its request may have been left
///   out of this run, or its request may have been found by the user, and the pictures of theirs are not what
///   it asked for. What nobody here asked for is nobody's.
/// - A request that was rejected is taken back for each: one job's mistake must not fail the others, so each
/// goes
///   alone (`goes_apart`).
/// - Everything else happened to all.
std::vector<JobEvent> shares_of(const JobEvent& event, const std::vector<std::vector<std::string>>& formats);

/// The jobs of the bundle have to be submitted one by one.
bool goes_apart(const JobEvent& event);

/// All formats that are asked for, each once, in order; empty where one asks for all.
std::vector<std::string> united(const std::vector<std::vector<std::string>>& formats);

}  // namespace pressrun
