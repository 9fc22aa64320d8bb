#include "pressrun/core/request_fsm.hpp"

#include "pressrun/core/backoff.hpp"
#include "pressrun/core/ledger.hpp"
#include "pressrun/core/verdict.hpp"

#include <algorithm>
#include <utility>

namespace pressrun {
namespace {

using Context = FlightContext;

FlightStep finish(Flight flight, std::vector<Fact> facts) {
  return {std::move(flight), std::move(facts), Finish{}, {}};
}

FlightStep ask_later(Flight flight, Duration wait, const Context& c) {
  return {std::move(flight), {}, PollAt{c.now + wait}, {}};
}

// ---- submitting

FlightStep on(Flight f, const Accepted& e, const Context& c) {
  const RequestNumber number = f.request.number;
  f.refusals = 0;
  return {std::move(f), {IdIssued{number, e.id, Proof::answer, e.as_of, c.wall}}, PollAt{c.now}, {}};
}

/// Waiting for budget uses up no attempts: only trouble on the way makes the next turn wait.
FlightStep on(Flight f, const Refused& e, const Context& c) {
  const RequestNumber number = f.request.number;
  if (e.kind == TroubleKind::rejected)
    return finish(std::move(f), {RequestRejected{number, e.failure, e.api_version, e.as_of, c.wall}});
  ++f.refusals;
  const Duration wait = e.kind == TroubleKind::unsent ? retry_wait(c.policy, f.refusals) : Duration{};
  return {std::move(f), {RequestRefused{number, e.failure, c.wall}}, SubmitAt{c.now + wait}, {}};
}

FlightStep on(Flight f, const OutcomeUnknown& e, const Context& c) {
  const RequestNumber number = f.request.number;
  return finish(std::move(f), {RequestDoubted{number, e.failure, c.wall}});
}

// ---- final answers

/// In these minutes an address that is not there yet, or a format that nobody mentions, may still come.
bool is_worth_waiting(Flight& f, const FinalReading& reading, const Context& c) {
  if (reading.complete()) return false;
  if (!f.incomplete_since) f.incomplete_since = c.now;
  return c.now - *f.incomplete_since < c.policy.incomplete_patience;
}

FlightAction ask_again(Flight& f, const std::vector<Asset>& assets, const Context& c) {
  const Instant at = c.now + retry_wait(c.policy, ++f.incompletes);
  std::vector<std::string> lacking;
  for (const Asset& asset : assets)
    if (asset.url.empty() && !asset.id.empty()) lacking.push_back(asset.id);
  if (lacking.empty()) return PollAt{at, true};
  return AskBannerAt{lacking[static_cast<std::size_t>(f.incompletes - 1) % lacking.size()], at};
}

FlightStep conclude(Flight f, FinalReading reading, WallTime as_of, const Context& c) {
  const RequestNumber number = f.request.number;
  const int polls = f.request.polls + f.polls;
  for (const std::string& warning : reading.warnings) reading.failures.push_back({"", warning_id, warning});
  RequestConcluded end{number, reading.assets, reading.failures, polls, as_of, c.run, c.wall};
  FlightStep made = finish(std::move(f), {std::move(end)});
  made.warnings = std::move(reading.warnings);
  return made;
}

FlightStep read(Flight f, const Finalized& answer, const Context& c) {
  FinalReading reading = read_final(f.request, f.design, answer, c.design);
  if (const IssuedId* id = id_to_poll(f.request); id != nullptr && id->proof == Proof::person) {
    if (auto why = mismatch_of_attached(f.request, f.design, answer, c.design)) {
      IdGone taken_back{f.request.number, id->id, *std::move(why), c.wall};
      return finish(std::move(f), {std::move(taken_back)});
    }
  }
  if (!is_worth_waiting(f, reading, c)) return conclude(std::move(f), std::move(reading), {}, c);
  const RequestNumber number = f.request.number;
  f.told = answer.failures;
  FlightAction action = ask_again(f, reading.assets, c);
  std::vector<Fact> facts;
  if (!reading.assets.empty()) facts.emplace_back(BannersSeen{number, reading.assets, c.wall});
  return {std::move(f), std::move(facts), std::move(action), {}};
}

/// The picture came with the answer.
FlightStep on(Flight f, const Delivered& e, const Context& c) {
  Finalized answer;
  answer.assets.push_back(e.asset);
  FinalReading reading = read_final(f.request, f.design, answer, c.design);
  const bool lacks_url = e.asset.url.empty() && !e.asset.id.empty();
  FlightStep made = conclude(std::move(f), std::move(reading), e.as_of, c);
  if (lacks_url) {
    made.flight.incomplete_since = c.now;
    made.action = ask_again(made.flight, {e.asset}, c);
  }
  return made;
}

// ---- polling

FlightStep on(Flight f, const NotReady& e, const Context& c) {
  ++f.polls;
  f.troubles = 0;
  f.unknown_since.reset();
  f.unknowns = 0;
  const RequestNumber number = f.request.number;
  const IssuedId* id = id_to_poll(f.request);
  std::vector<Asset> seen;
  if (id == nullptr || id->proof != Proof::person) seen = read_banners(f.request, f.design, e.assets);
  FlightStep made = ask_later(std::move(f), Duration{}, c);
  std::erase_if(seen, [&](const Asset& asset) {
    return std::ranges::find(made.flight.request.assets, asset) != made.flight.request.assets.end();
  });
  if (!seen.empty()) made.facts.emplace_back(BannersSeen{number, std::move(seen), c.wall});
  return made;
}

FlightStep on(Flight f, const Finalized& e, const Context& c) {
  ++f.polls;
  f.unknown_since.reset();
  return read(std::move(f), e, c);
}

/// An id that was given a moment ago and is not known yet is a replica that lags; what the user attached is
/// taken at its word. Where no id at all is known, it is another server or workspace, and nothing can be
/// concluded.
FlightStep unknown(Flight f, const Trouble& e, const Context& c) {
  const IssuedId* id = id_to_poll(f.request);
  if (id == nullptr) return finish(std::move(f), {});
  if (id->proof == Proof::person && f.request.formats.size() == 1 && !f.no_request) {
    // The synchronous endpoint gives files and no generation request: their ids are all that a person can
    // find.
    f.no_request = e.failure;
    AskBannerAt ask{id->id.text, c.now};
    return {std::move(f), {}, std::move(ask), {}};
  }
  IdGone gone{f.request.number, id->id, e.failure, c.wall};
  const bool certain = e.kind == TroubleKind::gone || id->proof == Proof::person;
  if (!certain) {
    if (!f.unknown_since) f.unknown_since = c.now;
    if (c.now - *f.unknown_since < c.policy.unknown_patience) {
      const Instant at = c.now + retry_wait(c.policy, ++f.unknowns);
      return {std::move(f), {}, PollAt{at, true}, {}};
    }
    if (!c.ids_are_known_here) return {std::move(f), {}, OtherServer{e.failure}, {}};
  }
  const bool has_another = std::ranges::any_of(
      f.request.ids, [&](const IssuedId& other) { return !other.gone && other.id.text != id->id.text; });
  f.unknown_since.reset();
  f.unknowns = 0;
  if (has_another) return {std::move(f), {std::move(gone)}, PollAt{c.now, true}, {}};
  return finish(std::move(f), {std::move(gone)});
}

/// A poll is a GET: it is repeated for as long as the run goes on. Only 404 and 410 are verdicts on the id;
/// whatever else the API says of the way it was asked, the generation is paid for, and may be there.
FlightStep on(Flight f, const Trouble& e, const Context& c) {
  ++f.polls;
  if (is_verdict(e.kind)) return unknown(std::move(f), e, c);
  if (e.kind == TroubleKind::plan) return {std::move(f), {}, Leave{}, {}};
  if (e.kind == TroubleKind::transient || e.kind == TroubleKind::rejected)
    return ask_later(f, retry_wait(c.policy, ++f.troubles), c);
  return ask_later(std::move(f), Duration{}, c);  // the rate budget knows how long, or the run is over
}

/// What a person found, read as a file: it is the request's whole answer, or another's.
FlightStep attached_banner(Flight f, const IssuedId& id, const BannerOutcome& outcome, const Context& c) {
  const RequestNumber number = f.request.number;
  if (const auto* failed = std::get_if<Trouble>(&outcome)) {
    if (is_verdict(failed->kind)) {
      IdGone gone{number, id.id, *f.no_request, c.wall};
      return finish(std::move(f), {std::move(gone)});
    }
    // Whatever else is in the way, a later run asks again: this one has to end.
    if (!f.incomplete_since) f.incomplete_since = c.now;
    const bool patient = c.now - *f.incomplete_since < c.policy.incomplete_patience;
    if (failed->kind == TroubleKind::plan || !patient) return {std::move(f), {}, Leave{}, {}};
    AskBannerAt again{id.id.text, c.now + retry_wait(c.policy, ++f.incompletes)};
    return {std::move(f), {}, std::move(again), {}};
  }
  Finalized answer;
  answer.assets.push_back(std::get<Asset>(outcome));
  if (auto why = mismatch_of_attached(f.request, f.design, answer, c.design)) {
    IdGone taken_back{number, id.id, *std::move(why), c.wall};
    return finish(std::move(f), {std::move(taken_back)});
  }
  FinalReading reading = read_final(f.request, f.design, answer, c.design);
  return conclude(std::move(f), std::move(reading), {}, c);
}

/// What the ledger has of the answer already: the banners that were seen, and what is known of the rest.
Finalized so_far(const Flight& f) {
  Finalized answer;
  answer.assets = f.request.assets;
  answer.failures = f.request.failures;
  answer.failures.insert(answer.failures.end(), f.told.begin(), f.told.end());
  return answer;
}

}  // namespace

const IssuedId* id_to_poll(const GenerationRequest& request) {
  // What we know for certain first; what the user found only where there is nothing else.
  const IssuedId* best = nullptr;
  for (const IssuedId& id : request.ids) {
    if (!id.gone && (best == nullptr || id.proof > best->proof)) best = &id;
  }
  return best;
}

FlightStep step(Flight flight, const SubmitOutcome& outcome, const FlightContext& context) {
  return std::visit([&](const auto& e) { return on(std::move(flight), e, context); }, outcome);
}

FlightStep step(Flight flight, const PollOutcome& outcome, const FlightContext& context) {
  return std::visit([&](const auto& e) { return on(std::move(flight), e, context); }, outcome);
}

FlightStep step_delivered(Flight flight, const std::optional<Finalized>& told, const FlightContext& c) {
  if (told) {
    FinalReading reading = read_final(flight.request, flight.design, *told, c.design);
    const bool says_nothing = reading.assets.empty() && reading.failures.empty();
    if (!says_nothing && reading.complete()) return conclude(std::move(flight), std::move(reading), {}, c);
  }
  return {std::move(flight), {}, PollAt{c.now, true}, {}};
}

FlightStep step(Flight flight, const std::string& banner, const BannerOutcome& outcome,
                const FlightContext& c) {
  const RequestNumber number = flight.request.number;
  const IssuedId* attached = flight.no_request ? id_to_poll(flight.request) : nullptr;
  if (attached != nullptr && attached->id.text == banner) {
    const IssuedId id = *attached;
    return attached_banner(std::move(flight), id, outcome, c);
  }
  const auto* asset = std::get_if<Asset>(&outcome);
  std::vector<Fact> facts;
  const auto known = std::ranges::find(flight.request.assets, banner, &Asset::id);
  if (asset != nullptr && !asset->url.empty() && known != flight.request.assets.end()) {
    Asset seen = *asset;
    seen.format = known->format;  // the rendition that it was told to be
    *known = seen;
    facts.emplace_back(BannersSeen{number, {std::move(seen)}, c.wall});
  }
  if (!flight.incomplete_since) flight.incomplete_since = c.now;
  const auto lacks_url = [](const Asset& a) { return a.url.empty() && !a.id.empty(); };
  const bool wanting = std::ranges::any_of(flight.request.assets, lacks_url);
  const bool patient = c.now - *flight.incomplete_since < c.policy.incomplete_patience;
  if (wanting && patient) {
    FlightAction action = ask_again(flight, flight.request.assets, c);
    return {std::move(flight), std::move(facts), std::move(action), {}};
  }
  if (flight.request.final) return finish(std::move(flight), std::move(facts));
  // The addresses are there; the request itself says how the rest ended.
  if (patient) return {std::move(flight), std::move(facts), PollAt{c.now, true}, {}};
  FlightStep made =
      conclude(flight, read_final(flight.request, flight.design, so_far(flight), c.design), {}, c);
  made.facts.insert(made.facts.begin(), facts.begin(), facts.end());
  return made;
}

}  // namespace pressrun
