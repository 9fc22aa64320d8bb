#include "app/settlement.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(settlement)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

Finalized both_formats() {
  Finalized final;
  for (const char* format : {"facebook-feed", "instagram-post"}) {
    Asset asset;
    asset.format = format;
    asset.id = std::string{"b-"} + format;
    asset.url = std::string{"https://files.test/"} + format;
    final.assets.push_back(std::move(asset));
  }
  return final;
}

Trouble trouble_with(TroubleKind kind) { return {kind, {"", "id", "because"}, std::nullopt}; }

/// A request whose intent is durable.
struct Intended : OneCampaign {
  RunParts parts{*this};
  JobIndex index = 0;

  Intended() {
    parts.prepare();
    index = parts.next_submission();
    PurchaseIntent intent;
    intent.content = parts.table.content_of(index).key;
    intent.wanted = parts.table.wanted_by(index);
    intent.campaign = parts.campaigns[0].record.campaign;
    intent.run = intent.first_run = parts.campaigns[0].record.number;
    intent.at = clock.wall_now();
    parts.table.request(index).flight.request =
        ask(journals.front().intend(std::move(intent))).record.requests.back();
  }
  void submit(const SubmitOutcome& outcome) {
    const Answer<SubmitOutcome> answer{outcome, std::nullopt, true};
    parts.admission.on_submitted(index, 0, answer, clock.now(), clock.now());
    ask(parts.settlement.submitted(index, outcome));
  }
  void poll(const PollOutcome& outcome) {
    BOOST_REQUIRE(std::holds_alternative<Admission::Poll>(parts.next_call()));
    parts.admission.on_polled(index, outcome, clock.now(), clock.now());
    ask(parts.settlement.polled(index, outcome));
  }
  [[nodiscard]] RequestState state() const { return state_of(parts.durable().at(0)); }
  [[nodiscard]] std::int64_t jobs(JobStatus status) const {
    return parts.campaigns[0].load.jobs_by_status.at(static_cast<std::size_t>(status));
  }
};

const Accepted accepted{RequestId{RunParts::first_id}, {}};

}  // namespace

BOOST_FIXTURE_TEST_CASE(an_id_is_durable_before_it_is_polled, Intended) {
  watch = [&](Duration) {
    if (parts.admission.has_polls()) BOOST_TEST(parts.durable().at(0).ids.size() == 1U);
  };
  submit(accepted);
  BOOST_TEST(parts.admission.has_polls());
  BOOST_CHECK(state() == RequestState::rendering);
}

BOOST_FIXTURE_TEST_CASE(what_was_refused_unprocessed_comes_again, Intended) {
  submit(Refused{trouble_with(TroubleKind::unsent), {}, {}});
  BOOST_CHECK(state() == RequestState::refused);
  BOOST_TEST(parts.admission.submissions_waiting() == 1U);
  BOOST_TEST(parts.admission.in_flight() == 0U);
}

BOOST_FIXTURE_TEST_CASE(what_was_rejected_has_failed_and_is_told, Intended) {
  submit(Refused{trouble_with(TroubleKind::rejected), {}, {}});
  BOOST_TEST(jobs(JobStatus::failed) == 1);
  BOOST_REQUIRE(heard<app::JobsEnded>().size() == 1U);
  BOOST_TEST(heard<app::JobsEnded>().front().why == "because");
  BOOST_TEST(parts.admission.submissions_waiting() == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_unknown_outcome_is_a_doubt_and_is_not_sent_again, Intended) {
  submit(OutcomeUnknown{{"", "timeout", "no answer"}});
  BOOST_CHECK(state() == RequestState::in_doubt);
  BOOST_TEST(jobs(JobStatus::in_doubt) == 1);
  BOOST_TEST(parts.admission.submissions_waiting() == 0U);
}

BOOST_FIXTURE_TEST_CASE(the_end_is_counted_and_takes_it_out_of_flight, Intended) {
  submit(accepted);
  BOOST_TEST(parts.admission.in_flight() == 1U);
  poll(both_formats());
  BOOST_TEST(parts.admission.in_flight() == 0U);
  BOOST_TEST(jobs(JobStatus::succeeded) == 1);
  BOOST_TEST(parts.campaigns[0].record.summary.assets == 2U);
  BOOST_TEST(!parts.admission.has_polls());
}

BOOST_FIXTURE_TEST_CASE(what_the_journal_cannot_take_is_kept_and_stops_the_run, Intended) {
  journals.front().fail_at(journals.front().records() + 1);
  submit(accepted);
  BOOST_CHECK(parts.stopped() == Stop::journal);
  BOOST_REQUIRE(rescued.size() == 1U);
  BOOST_TEST(std::holds_alternative<IdIssued>(rescued.front().front().fact));
  BOOST_REQUIRE(heard<app::Unsaved>().size() == 1U);
  BOOST_TEST(heard<app::Unsaved>().front().kept == "night.rescue");
  BOOST_TEST(!parts.admission.has_polls());
}

BOOST_FIXTURE_TEST_CASE(a_refusal_that_the_journal_cannot_take_is_not_kept, Intended) {
  journals.front().fail_at(journals.front().records() + 1);
  submit(Refused{trouble_with(TroubleKind::unsent), {}, {}});
  BOOST_CHECK(parts.stopped() == Stop::journal);
  BOOST_TEST(rescued.empty());
}

BOOST_FIXTURE_TEST_CASE(what_renders_for_hours_is_left_for_the_next_run, Intended) {
  submit(accepted);
  ask(clock.sleep_until(clock.now() + options.policy.render_patience));
  poll(NotReady{});
  BOOST_TEST(heard<app::LeftRendering>().size() == 1U);
  BOOST_TEST(parts.campaigns[0].left_rendering == 1U);
  BOOST_TEST(parts.admission.in_flight() == 0U);
  BOOST_CHECK(state() == RequestState::rendering);
}

BOOST_FIXTURE_TEST_CASE(a_server_that_knows_no_id_concludes_nothing, RunWorld) {
  add(plain_rows(2, true));
  {
    RunParts earlier{*this};
    earlier.prepare();
    for (const char* id : {"00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"})
      earlier.submitted(id);
  }
  RunParts parts{*this};
  parts.prepare();
  transport.answer = [](const std::string&, std::size_t) {
    return reply(404, R"({"id":"generation_request_not_found","message":"no"})");
  };
  ask(parts.scheduler.run());
  BOOST_CHECK(parts.stopped() == Stop::other_server);
  for (const GenerationRequest& request : parts.durable())
    BOOST_CHECK(state_of(request) == RequestState::rendering);
}

BOOST_AUTO_TEST_SUITE_END()
