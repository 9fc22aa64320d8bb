#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/ledger.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

/// A generation request within one run: what the run knows of it beyond the ledger's facts.
struct Flight {
  GenerationRequest request;  ///< as the ledger has it now
  DesignId design;
  int refusals = 0;                      ///< in a row, of its submission
  int polls = 0;                         ///< in this run
  int troubles = 0;                      ///< in a row, of its polls
  std::optional<Instant> unknown_since;  ///< its id was answered 404 since then
  int unknowns = 0;
  std::optional<Instant> incomplete_since;  ///< it is final since then, and something is still wanting
  int incompletes = 0;
  std::optional<Failure>
      no_request;             ///< why what a person found is no generation request: perhaps it is a file
  std::vector<Failure> told;  ///< by the final answer, while what it lacks is asked for
};

// clang-format off
struct SubmitAt { Instant at{}; };                        ///< ask the ledger and submit once more, not before `at`
struct PollAt { Instant at{}; bool again = false; };      ///< when it is worth it, not before `at`; `again`: the API has said all it knows before
struct AskBannerAt { std::string banner; Instant at{}; };  ///< its address was not there yet
struct Leave {};                                          ///< a later run goes on: in this one it would be in vain
struct Finish {};                                         ///< it has come to its end, or is in doubt
struct OtherServer { Failure why; };                      ///< nothing can be concluded: its id is known nowhere here, and neither are others
using FlightAction = std::variant<SubmitAt, PollAt, AskBannerAt, Leave, Finish, OtherServer>;
// clang-format on

struct FlightStep {
  Flight flight;
  std::vector<Fact> facts;  ///< durable, all together, before `action`
  FlightAction action;
  std::vector<std::string> warnings;  ///< for people: what was read generously
};

struct FlightContext {
  const Policy& policy;
  Instant now;
  WallTime wall;
  RunNumber run = 0;
  const DesignState* design = nullptr;
  bool ids_are_known_here =
      true;  ///< the API has answered for another id in this run, or there was none to ask for
};

/// What an answer means for the request: facts for the ledger, and what to do next. Pure and total.
FlightStep step(Flight flight, const SubmitOutcome& outcome, const FlightContext& context);
FlightStep step(Flight flight, const PollOutcome& outcome, const FlightContext& context);
FlightStep step(Flight flight, const std::string& banner, const BannerOutcome& outcome,
                const FlightContext& context);

/// What a webhook's delivery tells of a request whose id is known. `told`: what it brings, where whoever sent
/// it has proven to be the API; it is the end where nothing is wanting in it. Else the API is asked, at once.
FlightStep step_delivered(Flight flight, const std::optional<Finalized>& told, const FlightContext& context);

/// The id to ask for next; null: it has none that is known.
const IssuedId* id_to_poll(const GenerationRequest& request);

}  // namespace pressrun
