// What an answer means for a generation request, and what is done next: every outcome in every state.
#include "pressrun/core/request_fsm.hpp"

#include "pressrun/core/ledger.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

const DesignId hero{"64238d01-d402-474b-8c2d-fbc957e9d290"};
constexpr RequestNumber number = 7;

Asset banner(const std::string& format, const std::string& id,
             const std::string& url = "https://cdn.test/a") {
  Asset made;
  made.format = format;
  made.id = id;
  made.url = url;
  made.template_id = hero.text;
  return made;
}

Failure failed(const std::string& format) { return {format, "t", "timed out", Recovery::soon}; }

Trouble read_failed(TroubleKind kind) { return {kind, {"", "x", "y"}, {}}; }

constexpr std::array all_troubles{TroubleKind::transient, TroubleKind::untrusted,    TroubleKind::throttled,
                                  TroubleKind::bare_429,  TroubleKind::not_found,    TroubleKind::gone,
                                  TroubleKind::rejected,  TroubleKind::unauthorized, TroubleKind::plan};

/// A request for two formats that is being submitted.
struct RequestFsm {
  RequestFsm() {
    design.id = hero;
    design.formats = {{"square", "a", {}}, {"story", "b", {}}};
    sent.request.number = number;
    sent.request.formats = {"square", "story"};
    sent.request.intended_at = WallTime{} + 24h;
    sent.design = hero;
  }

  /// The same with an id: rendering.
  [[nodiscard]] Flight out(Proof proof = Proof::answer) const {
    Flight flight = sent;
    flight.request.ids.push_back({RequestId{"id-1"}, proof, false});
    flight.request.accepted_at = wall;
    return flight;
  }
  [[nodiscard]] FlightContext context() const {
    FlightContext made{policy, now, wall, 3, &design, true};
    made.ids_are_known_here = ids_are_known_here;
    return made;
  }
  [[nodiscard]] FlightStep submitted(const SubmitOutcome& outcome) const {
    return step(sent, outcome, context());
  }
  [[nodiscard]] FlightStep polled(Flight flight, const PollOutcome& outcome) const {
    return step(std::move(flight), outcome, context());
  }
  [[nodiscard]] FlightStep asked(Flight flight, const std::string& id, const BannerOutcome& outcome) const {
    return step(std::move(flight), id, outcome, context());
  }
  /// What the ledger has once the step's facts are durable.
  [[nodiscard]] static GenerationRequest recorded(const FlightStep& made) {
    ContentRecord record;
    record.requests.push_back(made.flight.request);
    for (const Fact& fact : made.facts) record = apply(std::move(record), fact);
    return record.requests.front();
  }
  /// The flight as the next answer finds it.
  [[nodiscard]] static Flight next(const FlightStep& made) {
    Flight flight = made.flight;
    flight.request = recorded(made);
    return flight;
  }

  Policy policy;
  DesignState design;
  Instant now{1h};
  WallTime wall = WallTime{} + 25h;
  bool ids_are_known_here = true;
  Flight sent;
};

template <class F>
const F& only(const FlightStep& made) {
  BOOST_REQUIRE_EQUAL(made.facts.size(), 1U);
  return std::get<F>(made.facts.front());
}

template <class A>
bool does(const FlightStep& made) {
  return std::holds_alternative<A>(made.action);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(request_fsm, RequestFsm)

// ---- submitting

BOOST_AUTO_TEST_CASE(an_id_is_recorded_before_anything_else_is_done_with_it) {
  const FlightStep made = submitted(Accepted{RequestId{"id-1"}, WallTime{} + 20h});
  const auto& issued = only<IdIssued>(made);
  BOOST_TEST(issued.request == number);
  BOOST_TEST(issued.id.text == "id-1");
  BOOST_CHECK(issued.proof == Proof::answer);
  BOOST_CHECK(issued.as_of == WallTime{} + 20h);
  BOOST_CHECK(issued.at == wall);
  BOOST_CHECK(std::get<PollAt>(made.action).at == now);
  BOOST_CHECK(state_of(recorded(made)) == RequestState::rendering);
}

BOOST_AUTO_TEST_CASE(what_was_refused_unprocessed_takes_another_turn) {
  for (const TroubleKind kind : {TroubleKind::unsent, TroubleKind::throttled, TroubleKind::bare_429,
                                 TroubleKind::plan, TroubleKind::unauthorized, TroubleKind::untrusted}) {
    const FlightStep made = submitted(Refused{{kind, {"", "x", "y"}, {}}, {}, {}});
    BOOST_TEST(only<RequestRefused>(made).request == number);
    BOOST_CHECK(does<SubmitAt>(made));
    BOOST_CHECK(state_of(recorded(made)) == RequestState::refused);
  }
}

BOOST_AUTO_TEST_CASE(only_trouble_on_the_way_makes_the_next_turn_wait) {
  sent.refusals = 1;
  const FlightStep unsent = submitted(Refused{{TroubleKind::unsent, {}, {}}, {}, {}});
  BOOST_CHECK(std::get<SubmitAt>(unsent.action).at == now + 2s);
  BOOST_TEST(unsent.flight.refusals == 2);
  BOOST_CHECK(std::get<SubmitAt>(submitted(Refused{{TroubleKind::bare_429, {}, {}}, {}, {}}).action).at ==
              now);
  BOOST_TEST(submitted(Accepted{RequestId{"id-1"}}).flight.refusals == 0);
}

BOOST_AUTO_TEST_CASE(a_rejected_payload_ends_it_and_says_which_api_did) {
  const FlightStep made =
      submitted(Refused{{TroubleKind::rejected, {"", "bad", "no"}, {}}, "v2026-08-21", WallTime{} + 20h});
  const auto& rejected = only<RequestRejected>(made);
  BOOST_TEST(rejected.api_version == "v2026-08-21");
  BOOST_CHECK(rejected.as_of == WallTime{} + 20h);
  BOOST_CHECK(does<Finish>(made));
  BOOST_CHECK(state_of(recorded(made)) == RequestState::rejected);
}

BOOST_AUTO_TEST_CASE(an_unknown_outcome_is_in_doubt_whatever_came_before) {
  for (const int refusals : {0, 5}) {
    sent.refusals = refusals;
    const FlightStep made = submitted(OutcomeUnknown{{"", "timeout", "no answer"}});
    BOOST_TEST(only<RequestDoubted>(made).why.id == "timeout");
    BOOST_CHECK(does<Finish>(made));
    BOOST_CHECK(state_of(recorded(made)) == RequestState::in_doubt);
  }
}

BOOST_AUTO_TEST_CASE(a_picture_that_comes_with_the_answer_ends_it) {
  sent.request.formats = {"square"};
  const FlightStep made = submitted(Delivered{banner("square", "b-1"), WallTime{} + 20h});
  const auto& end = only<RequestConcluded>(made);
  BOOST_TEST(end.assets.size() == 1U);
  BOOST_TEST(end.run == 3);
  BOOST_CHECK(end.as_of == WallTime{} + 20h);
  BOOST_CHECK(does<Finish>(made));
  BOOST_CHECK(state_of(recorded(made)) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(a_picture_that_came_without_an_address_is_kept_and_asked_for) {
  sent.request.formats = {"square"};
  const FlightStep made = submitted(Delivered{banner("square", "b-1", "")});
  BOOST_TEST(only<RequestConcluded>(made).assets.at(0).id == "b-1");
  BOOST_TEST(std::get<AskBannerAt>(made.action).banner == "b-1");
  const FlightStep found = asked(next(made), "b-1", banner("square", "b-1"));
  BOOST_TEST(only<BannersSeen>(found).assets.at(0).url != "");
  BOOST_CHECK(does<Finish>(found));
}

BOOST_AUTO_TEST_CASE(a_picture_in_another_format_is_kept_and_is_not_what_was_asked_for) {
  sent.request.formats = {"square"};
  const FlightStep made = submitted(Delivered{banner("story", "b-1")});
  BOOST_TEST(only<RequestConcluded>(made).assets.at(0).format == "story");
  BOOST_CHECK(does<Finish>(made));
}

// ---- polls that end it

BOOST_AUTO_TEST_CASE(everything_there_ends_it) {
  Flight flight = out();
  flight.request.polls = 2;
  flight.polls = 1;
  const FlightStep made = polled(flight, Finalized{{banner("square", "b-1"), banner("story", "b-2")}, {}});
  const auto& end = only<RequestConcluded>(made);
  BOOST_TEST(end.assets.size() == 2U);
  BOOST_TEST(end.polls == 4);
  BOOST_TEST(end.run == 3);
  BOOST_CHECK(does<Finish>(made));
}

BOOST_AUTO_TEST_CASE(what_failed_by_name_ends_it_too) {
  const FlightStep made = polled(out(), Finalized{{banner("square", "b-1")}, {failed("story")}});
  BOOST_TEST(only<RequestConcluded>(made).failures.at(0).format == "story");
  BOOST_CHECK(does<Finish>(made));
}

BOOST_AUTO_TEST_CASE(what_was_read_generously_is_told) {
  sent.request.formats = {"square"};
  const FlightStep made =
      polled(out(), Finalized{{banner("square", "b-1")}, {failed("square")}, {}, {"odd"}});
  BOOST_TEST(made.warnings.size() == 2U);
  const auto& end = only<RequestConcluded>(made);
  BOOST_TEST(end.assets.size() == 1U);
  for (const Failure& failure : end.failures) BOOST_TEST(failure.id == warning_id);
}

/// M6: the only format that was asked for comes back without a name.
BOOST_AUTO_TEST_CASE(the_only_format_needs_no_name) {
  sent.request.formats = {"square"};
  const FlightStep made = polled(out(), Finalized{{banner("", "b-1")}, {}});
  BOOST_TEST(only<RequestConcluded>(made).assets.at(0).format == "square");
}

// ---- final answers that are not complete

BOOST_AUTO_TEST_CASE(a_format_that_nobody_mentions_is_asked_about_for_some_minutes_and_then_missing) {
  Flight flight = out();
  const Finalized answer{{banner("square", "b-1")}, {}};
  const Instant first = now;
  FlightStep made = polled(flight, answer);
  BOOST_TEST(only<BannersSeen>(made).assets.at(0).id == "b-1");  // seen, and so kept
  int asked_again = 0;
  Duration last_wait{};
  while (does<PollAt>(made)) {
    const auto& again = std::get<PollAt>(made.action);
    BOOST_TEST(again.again);
    BOOST_CHECK(again.at - now >= last_wait);
    last_wait = again.at - now;
    now = again.at;
    made = polled(next(made), answer);
    BOOST_REQUIRE(++asked_again < 50);
  }
  BOOST_CHECK(now - first >= policy.incomplete_patience);
  BOOST_CHECK(now - first < policy.incomplete_patience + policy.backoff_cap + 1s);
  const auto& end = std::get<RequestConcluded>(made.facts.back());
  BOOST_TEST(end.assets.size() == 1U);
  BOOST_TEST(end.failures.empty());
  BOOST_CHECK(does<Finish>(made));
}

BOOST_AUTO_TEST_CASE(a_format_that_comes_late_ends_the_patience) {
  FlightStep made = polled(out(), Finalized{{banner("square", "b-1")}, {}});
  now += 10s;
  made = polled(next(made), Finalized{{banner("square", "b-1"), banner("story", "b-2")}, {}});
  BOOST_TEST(only<RequestConcluded>(made).assets.size() == 2U);
  BOOST_CHECK(does<Finish>(made));
}

BOOST_AUTO_TEST_CASE(a_banner_that_a_later_answer_has_forgotten_is_there_all_the_same) {
  FlightStep made = polled(out(), NotReady{{banner("square", "b-1")}});
  BOOST_TEST(only<BannersSeen>(made).assets.at(0).id == "b-1");
  made = polled(next(made), Finalized{{banner("story", "b-2")}, {}});
  BOOST_TEST(only<RequestConcluded>(made).assets.size() == 2U);
}

/// M29: the address is not there yet.
BOOST_AUTO_TEST_CASE(an_address_that_comes_later_is_asked_for_by_the_banners_id) {
  FlightStep made = polled(out(), Finalized{{banner("square", "b-1", ""), banner("story", "b-2")}, {}});
  BOOST_TEST(only<BannersSeen>(made).assets.size() == 2U);
  BOOST_TEST(std::get<AskBannerAt>(made.action).banner == "b-1");
  now += 1s;
  made = asked(next(made), "b-1", banner("square", "b-1"));
  BOOST_TEST(only<BannersSeen>(made).assets.at(0).url != "");
  BOOST_CHECK(does<PollAt>(made));  // the request says how the rest ended
  made = polled(next(made), Finalized{{banner("square", "b-1", ""), banner("story", "b-2")}, {}});
  const auto& end = only<RequestConcluded>(made);
  for (const Asset& asset : end.assets) BOOST_TEST(asset.url != "");
}

BOOST_AUTO_TEST_CASE(an_address_that_never_comes_ends_it_with_the_id_kept) {
  FlightStep made = polled(out(), Finalized{{banner("square", "b-1", ""), banner("story", "b-2")}, {}});
  int reads = 0;
  while (const auto* ask = std::get_if<AskBannerAt>(&made.action)) {
    now = ask->at;
    made = asked(next(made), ask->banner, banner("square", "b-1", ""));
    BOOST_REQUIRE(++reads < 50);
  }
  const auto& end = std::get<RequestConcluded>(made.facts.back());
  BOOST_TEST(end.assets.size() == 2U);
  BOOST_CHECK(does<Finish>(made));
}

/// The synchronous endpoint gives a file and no generation request.
BOOST_AUTO_TEST_CASE(an_id_that_a_person_found_may_be_that_of_a_file) {
  Flight flight = out();
  flight.request.formats = {"square"};
  flight.request.ids = {{RequestId{"b-1"}, Proof::person, false}};
  FlightStep made = polled(flight, read_failed(TroubleKind::not_found));
  BOOST_TEST(made.facts.empty());
  BOOST_TEST(std::get<AskBannerAt>(made.action).banner == "b-1");
  const FlightStep first = made;
  made = asked(next(first), "b-1", banner("square", "b-1"));
  BOOST_TEST(only<RequestConcluded>(made).assets.at(0).id == "b-1");
  made = asked(next(first), "b-1", banner("story", "b-1"));
  BOOST_TEST(only<IdGone>(made).why.message.find("another request") != std::string::npos);
  made = asked(next(first), "b-1", read_failed(TroubleKind::not_found));
  BOOST_TEST(only<IdGone>(made).id.text == "b-1");
  for (const TroubleKind kind : {TroubleKind::transient, TroubleKind::rejected, TroubleKind::bare_429}) {
    made = asked(next(first), "b-1", read_failed(kind));
    BOOST_CHECK(does<AskBannerAt>(made));
    for (int reads = 0; !does<Leave>(made); ++reads) {  // for the next run: the id stays
      BOOST_REQUIRE(reads < 50);
      BOOST_TEST(made.facts.empty());
      now = std::get<AskBannerAt>(made.action).at;
      made = asked(next(made), "b-1", read_failed(kind));
    }
  }
}

/// It would count as missing, and be bought once more though it never fits.
BOOST_AUTO_TEST_CASE(an_error_told_beside_an_address_that_never_comes_stays_told) {
  const Failure told{"story", "cannot_fit", "The text cannot fit within the defined space."};
  FlightStep made = polled(out(), Finalized{{banner("square", "b-1", "")}, {told}});
  while (const auto* ask = std::get_if<AskBannerAt>(&made.action)) {
    now = ask->at;
    made = asked(next(made), ask->banner, banner("square", "b-1", ""));
  }
  const auto& end = std::get<RequestConcluded>(made.facts.back());
  BOOST_REQUIRE(!end.failures.empty());
  BOOST_TEST(end.failures.front().format == "story");
}

BOOST_AUTO_TEST_CASE(whatever_a_banners_read_says_loses_nothing) {
  const FlightStep first =
      polled(out(), Finalized{{banner("square", "b-1", ""), banner("story", "b-2")}, {}});
  for (const TroubleKind kind : all_troubles) {
    const FlightStep made = asked(next(first), "b-1", read_failed(kind));
    BOOST_TEST(made.facts.empty());
    BOOST_CHECK(does<AskBannerAt>(made));
    BOOST_TEST(recorded(made).assets.size() == 2U);
  }
}

// ---- polls that do not

BOOST_AUTO_TEST_CASE(not_ready_is_asked_for_again_and_forgives_trouble) {
  Flight flight = out();
  flight.troubles = 3;
  flight.unknowns = 2;
  flight.unknown_since = now - 1s;
  const FlightStep made = polled(flight, NotReady{});
  BOOST_TEST(made.facts.empty());
  BOOST_TEST(made.flight.polls == 1);
  BOOST_TEST(made.flight.troubles == 0);
  BOOST_TEST(made.flight.unknowns == 0);
  BOOST_TEST(!made.flight.unknown_since.has_value());
  BOOST_CHECK(std::get<PollAt>(made.action).at == now);
  BOOST_TEST(!std::get<PollAt>(made.action).again);
}

BOOST_AUTO_TEST_CASE(a_banner_that_was_seen_before_is_recorded_once) {
  const FlightStep first = polled(out(), NotReady{{banner("square", "b-1")}});
  BOOST_TEST(only<BannersSeen>(first).assets.size() == 1U);
  BOOST_TEST(polled(next(first), NotReady{{banner("square", "b-1")}}).facts.empty());
}

BOOST_AUTO_TEST_CASE(trouble_with_a_poll_never_loses_the_request) {
  for (const TroubleKind kind : all_troubles) {
    const FlightStep made = polled(out(), read_failed(kind));
    if (kind == TroubleKind::gone) continue;  // below
    BOOST_TEST(made.facts.empty());
    BOOST_CHECK(state_of(recorded(made)) == RequestState::rendering);
    BOOST_CHECK(kind == TroubleKind::plan ? does<Leave>(made) : does<PollAt>(made));
  }
}

BOOST_AUTO_TEST_CASE(only_trouble_on_the_way_and_what_the_api_has_against_it_make_the_next_poll_wait) {
  for (const TroubleKind kind : {TroubleKind::transient, TroubleKind::rejected})
    BOOST_CHECK(std::get<PollAt>(polled(out(), read_failed(kind)).action).at == now + 1s);
  for (const TroubleKind kind :
       {TroubleKind::throttled, TroubleKind::bare_429, TroubleKind::unauthorized, TroubleKind::untrusted})
    BOOST_CHECK(std::get<PollAt>(polled(out(), read_failed(kind)).action).at == now);
}

// ---- ids that are not known

BOOST_AUTO_TEST_CASE(gone_is_a_doubt_at_once) {
  const FlightStep made = polled(out(), read_failed(TroubleKind::gone));
  BOOST_TEST(only<IdGone>(made).id.text == "id-1");
  BOOST_CHECK(does<Finish>(made));
  BOOST_CHECK(state_of(recorded(made)) == RequestState::gone);
}

/// M27: a replica that lags.
BOOST_AUTO_TEST_CASE(an_id_that_is_not_known_yet_is_asked_for_again_for_minutes_and_then_in_doubt) {
  const Instant first = now;
  FlightStep made = polled(out(), read_failed(TroubleKind::not_found));
  int polls = 0;
  while (const auto* again = std::get_if<PollAt>(&made.action)) {
    BOOST_TEST(made.facts.empty());
    BOOST_TEST(again->again);
    now = again->at;
    made = polled(next(made), read_failed(TroubleKind::not_found));
    BOOST_REQUIRE(++polls < 50);
  }
  BOOST_CHECK(now - first >= policy.unknown_patience);
  BOOST_TEST(only<IdGone>(made).id.text == "id-1");
  BOOST_CHECK(does<Finish>(made));
  BOOST_CHECK(state_of(recorded(made)) == RequestState::gone);
}

BOOST_AUTO_TEST_CASE(a_404_between_other_answers_is_forgotten) {
  FlightStep made = polled(out(), read_failed(TroubleKind::not_found));
  now += policy.unknown_patience;
  made = polled(next(made), NotReady{});
  now += 1s;
  made = polled(next(made), read_failed(TroubleKind::not_found));
  BOOST_TEST(made.facts.empty());
  BOOST_CHECK(does<PollAt>(made));
}

/// M13: where no id at all is known, it is another server or workspace.
BOOST_AUTO_TEST_CASE(nothing_is_concluded_where_no_id_is_known) {
  ids_are_known_here = false;
  FlightStep made = polled(out(), read_failed(TroubleKind::not_found));
  now += policy.unknown_patience;
  made = polled(next(made), read_failed(TroubleKind::not_found));
  BOOST_TEST(made.facts.empty());
  BOOST_CHECK(does<OtherServer>(made));
  BOOST_CHECK(state_of(recorded(made)) == RequestState::rendering);
}

/// M15: what the user attached is taken at its word, and back again.
BOOST_AUTO_TEST_CASE(an_id_that_a_person_found_wrongly_is_in_doubt_again_at_once) {
  Flight flight = out(Proof::person);
  flight.request.doubt = Failure{"", "timeout", "no answer"};
  for (const TroubleKind kind : {TroubleKind::not_found, TroubleKind::gone}) {
    const FlightStep made = polled(flight, read_failed(kind));
    BOOST_TEST(only<IdGone>(made).id.text == "id-1");
    BOOST_CHECK(does<Finish>(made));
    const GenerationRequest now_there = recorded(made);
    BOOST_CHECK(state_of(now_there) == RequestState::in_doubt);
    BOOST_TEST(now_there.ids.empty());
  }
}

/// It is read literally, and is unconfirmed until its end.
BOOST_AUTO_TEST_CASE(an_id_that_a_person_found_and_that_is_another_requests_is_taken_back) {
  Flight flight = out(Proof::person);
  flight.request.doubt = Failure{"", "timeout", "no answer"};
  const std::vector<Finalized> others{{{banner("square", "b-1")}, {}},
                                      {{banner("square", "b-1"), banner("", "b-2")}, {}},
                                      {{banner("square", "b-1"), banner("wide", "b-2")}, {}},
                                      {}};
  for (const Finalized& answer : others) {
    const FlightStep made = polled(flight, answer);
    BOOST_TEST(only<IdGone>(made).id.text == "id-1");
    BOOST_CHECK(does<Finish>(made));
    BOOST_CHECK(state_of(recorded(made)) == RequestState::in_doubt);
    BOOST_TEST(recorded(made).assets.empty());
  }
  BOOST_TEST(polled(flight, NotReady{{banner("square", "b-1")}}).facts.empty());
  const FlightStep right = polled(flight, Finalized{{banner("square", "b-1"), banner("story", "b-2")}, {}});
  BOOST_CHECK(state_of(recorded(right)) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(of_several_ids_the_surest_is_asked_for_and_then_the_others) {
  Flight flight = out(Proof::answer);
  flight.request.ids.push_back({RequestId{"id-2"}, Proof::token, false});
  BOOST_TEST(id_to_poll(flight.request)->id.text == "id-2");
  const FlightStep made = polled(flight, read_failed(TroubleKind::gone));
  BOOST_TEST(only<IdGone>(made).id.text == "id-2");
  BOOST_CHECK(does<PollAt>(made));
  const Flight rest = next(made);
  BOOST_TEST(id_to_poll(rest.request)->id.text == "id-1");
  const FlightStep last = polled(rest, read_failed(TroubleKind::gone));
  BOOST_CHECK(does<Finish>(last));
  BOOST_TEST(id_to_poll(recorded(last)) == nullptr);
  BOOST_CHECK(state_of(recorded(last)) == RequestState::gone);
}

BOOST_AUTO_TEST_CASE(a_delivery_that_tells_everything_is_the_end) {
  const Finalized all{{banner("square", "b-1")}, {failed("story")}};
  const FlightStep made = step_delivered(out(), all, context());
  BOOST_CHECK(does<Finish>(made));
  BOOST_TEST(only<RequestConcluded>(made).assets.size() == 1U);
  BOOST_CHECK(state_of(recorded(made)) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(a_delivery_that_leaves_something_open_is_asked_about) {
  const std::vector<std::optional<Finalized>> told{
      std::nullopt,                                                          // not signed: a hint
      Finalized{},                                                           // neither banner nor error
      Finalized{{banner("square", "b-1")}, {}},                              // nothing of one format
      Finalized{{banner("square", "b-1"), banner("story", "b-2", "")}, {}},  // no address
  };
  for (const auto& one : told) {
    const FlightStep made = step_delivered(out(), one, context());
    BOOST_TEST(made.facts.empty());
    BOOST_CHECK(does<PollAt>(made));
    BOOST_CHECK(std::get<PollAt>(made.action).at == now);
  }
}

BOOST_AUTO_TEST_SUITE_END()
