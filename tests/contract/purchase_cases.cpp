// Intents and facts: what is granted, what is denied, and what counts.
#include "contract/journal_cases.hpp"

#include <boost/test/unit_test.hpp>

namespace pressrun::test {
namespace {

using namespace std::chrono_literals;

void a_request_lives_from_intent_to_its_end(Story& s) {
  s.begin();
  s.enter("hero/1", 'a', {"square", "story"});
  const Granted granted = s.intend('a', {"square", "story"});
  BOOST_REQUIRE(granted.request != 0);
  BOOST_TEST(granted.grant.formats.size() == 2U);
  BOOST_REQUIRE(granted.record.requests.size() == 1U);
  BOOST_CHECK(state_of(granted.record.requests[0]) == RequestState::submitting);
  BOOST_TEST(granted.record.requests[0].number == granted.request);
  BOOST_TEST(granted.record.requests[0].run == s.run().number);
  BOOST_CHECK(s.job().status == JobStatus::submitting);
  const Committed given = s.issued('a', granted.request, "gen-1");
  BOOST_CHECK(given.wants.at(0).status == JobStatus::rendering);
  const Committed done = s.concluded('a', granted.request, {"square", "story"});
  BOOST_CHECK(done.wants.at(0).status == JobStatus::succeeded);
  const Asset expected = asset("story", "b" + std::to_string(granted.request) + "-story");
  BOOST_CHECK(s.job().assets.at(1) == expected);
}

void what_is_out_is_not_bought_again(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.intend('a');
  BOOST_TEST(s.intend('a').request == 0);
  Journal& other = s.another_worker();
  PurchaseIntent intent = s.intent('a');
  intent.run = s.begin_on(other, "day", 1).number;
  BOOST_TEST(s.ask(other.intend(intent)).request == 0);
}

void two_workers_see_what_the_other_did(Story& s) {
  s.begin();
  Journal& other = s.another_worker();
  const RunRecord day = s.begin_on(other, "day", 1);
  s.enter("hero/1", 'a');
  s.ask(other.register_jobs(day.campaign, {Story::job("hero/1", 'a')}));
  const Granted granted = s.intend('a');
  s.issued('a', granted.request, "gen-1");
  PurchaseIntent intent = s.intent('a');
  intent.run = day.number;
  intent.campaign = day.campaign;
  const Granted denied = s.ask(other.intend(intent));
  BOOST_TEST(denied.request == 0);
  BOOST_CHECK(state_of(denied.record.requests.at(0)) == RequestState::rendering);
  s.ask(other.commit(
      {{s.key('a'), RequestConcluded{granted.request, {asset("square")}, {}, 1, s.now, day.number, s.now}}}));
  BOOST_TEST(s.intend('a').request == 0);
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
}

void what_is_in_doubt_blocks_until_it_is_decided(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber first = s.intend('a').request;
  s.doubted('a', first);
  BOOST_CHECK(s.job().status == JobStatus::in_doubt);
  BOOST_TEST(s.intend('a').request == 0);
  s.commit('a', RequestDecided{first, Decision::resubmitted, s.now});
  const Granted again = s.intend('a');
  BOOST_TEST(again.request != 0);
  BOOST_CHECK(again.grant.cause == Cause::resubmitted);
}

/// For the slot that three of these contents ask for.
Registration slotted(const std::string& key, char content) {
  Registration job = Story::job(key, content);
  job.slot = "11111111-2222-4333-8444-555555555555";
  return job;
}

void a_slot_holds_the_newest_content(Story& s) {
  s.begin();
  s.enter({slotted("hero/1", 'a')});
  s.buy('a');
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  s.begin("night", 1);
  s.enter({slotted("hero/1", 'b')});
  s.buy('b');
  s.begin("night", 2);
  s.enter({slotted("hero/1", 'a')});
  BOOST_CHECK(s.job().status == JobStatus::planned);
  s.crash();  // what was known of it in memory
  s.begin("night", 3);
  s.enter({slotted("hero/1", 'a')});
  BOOST_TEST(s.buy('a') != 0);
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  BOOST_TEST(s.intend('a').request == 0);
}

void a_doubt_about_another_content_holds_a_slot(Story& s) {
  s.begin();
  s.enter({slotted("hero/1", 'a'), slotted("hero/2", 'b')});
  s.buy('a');
  const RequestNumber lost = s.intend('b').request;
  s.doubted('b', lost);
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::in_doubt);
  BOOST_TEST(s.intend('a').request == 0);
  s.commit('b', RequestRefused{lost, {}, s.now});
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
}

void contents_of_other_slots_do_not_meet(Story& s) {
  s.begin();
  s.enter({slotted("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  s.buy('a');
  s.doubted('b', s.intend('b').request);
  BOOST_TEST(s.buy('c') != 0);
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
}

void a_late_id_settles_a_doubt(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.doubted('a', request);
  s.crash();
  s.begin("night", 1);
  s.enter("hero/1", 'a');
  s.commit('a', IdIssued{request, RequestId{"gen-late"}, Proof::token, s.now, s.now});
  BOOST_CHECK(s.job().status == JobStatus::rendering);
  s.concluded('a', request, {"square"});
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
}

void a_dropped_request_whose_id_comes_is_fetched(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.doubted('a', request);
  s.commit('a', RequestDecided{request, Decision::dropped, s.now});
  BOOST_CHECK(s.job().status == JobStatus::dropped);
  s.commit('a', IdIssued{request, RequestId{"gen-late"}, Proof::token, s.now, s.now});
  BOOST_TEST(s.ask(s.journal().open_contents(s.account())).size() == 1U);
}

void an_id_that_a_person_found_is_taken_back_by_a_refusal(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.doubted('a', request);
  s.commit('a', IdIssued{request, RequestId{"WRONG"}, Proof::person, s.now, s.now});
  BOOST_TEST(s.read()->holder_of(s.account(), RequestId{"wrong"}).has_value());
  s.commit('a', IdGone{request, RequestId{"WRONG"}, {"", "gone", "not there"}, s.now});
  BOOST_CHECK(s.job().status == JobStatus::in_doubt);
  BOOST_TEST(!s.read()->holder_of(s.account(), RequestId{"wrong"}).has_value());
}

void an_id_belongs_to_whom_the_api_gave_it(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.issued('a', request, "Gen-1");
  const auto holder = s.read()->holder_of(s.account(), RequestId{"gEN-1"});
  BOOST_REQUIRE(holder.has_value());
  BOOST_TEST(holder->second == request);
  BOOST_CHECK(holder->first.key == s.key('a'));
  BOOST_TEST(holder->first.requests.at(0).ids.at(0).id.text == "Gen-1");
  BOOST_TEST(!s.read()->holder_of(s.account(), RequestId{"gen-2"}).has_value());
}

void a_refused_request_counts_for_nothing(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.commit('a', RequestRefused{s.intend('a').request, {"", "rate_limited", ""}, s.now});
  BOOST_CHECK(s.job().status == JobStatus::planned);
  BOOST_TEST(s.job().attempts == 0);
  BOOST_TEST(s.tally().credits.all() == 0U);
  BOOST_TEST(s.intend('a').request != 0);
}

void a_rejected_request_is_not_sent_again(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.commit('a', RequestRejected{s.intend('a').request, {"", "invalid_payload", "no"}, "", s.now, s.now});
  BOOST_CHECK(s.job().status == JobStatus::failed);
  BOOST_TEST(s.job().failures.at(0).message == "no");
  BOOST_TEST(s.intend('a').request == 0);
  BOOST_TEST(s.tally().credits.all() == 0U);
}

void credits_are_reserved_and_settled(Story& s) {
  s.begin();
  s.enter("hero/1", 'a', {"square", "story"});
  s.enter("hero/2", 'b');
  s.enter("hero/3", 'c');
  const RequestNumber first = s.intend('a', {"square", "story"}).request;
  BOOST_TEST(s.tally().credits.out == 2U);
  s.issued('a', first, "gen-1");
  s.concluded('a', first, {"square"}, {{"story", "text_does_not_fit", ""}});
  s.doubted('b', s.intend('b').request);
  s.intend('c');
  const CampaignTally tally = s.tally();
  BOOST_TEST(tally.credits.settled == 1U);
  BOOST_TEST(tally.credits.in_doubt == 1U);
  BOOST_TEST(tally.credits.out == 1U);
  BOOST_TEST(tally.reserved.run == 3U);
}

void the_limit_of_a_run_holds(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.enter("hero/2", 'b');
  s.enter("hero/3", 'c');
  const auto ask = [&](char content) {
    PurchaseIntent intent = s.intent(content);
    intent.credits_each = 2;
    intent.limits.run = 4;
    return s.ask(s.journal().intend(intent));
  };
  const Granted first = ask('a');
  BOOST_TEST(first.request != 0);
  BOOST_TEST(ask('b').request != 0);
  const Granted denied = ask('c');
  BOOST_TEST(denied.request == 0);
  BOOST_REQUIRE(denied.grant.over != nullptr);
  BOOST_TEST(std::string{denied.grant.over} == "run");
  s.commit('a', RequestRefused{first.request, {"", "rate_limited", ""}, s.now});
  BOOST_TEST(ask('c').request != 0);
  s.begin("night", 1);
  BOOST_TEST(ask('a').request != 0);  // another run has its own
}

void the_limits_of_day_and_month_hold(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.enter("hero/2", 'b');
  s.buy('a');
  const WallTime yesterday = s.now;
  s.begin("night", 24);
  const auto ask = [&](std::optional<std::uint64_t> day, std::optional<std::uint64_t> month) {
    PurchaseIntent intent = s.intent('b');
    intent.limits.day = day;
    intent.limits.month = month;
    intent.day_began = s.now - 1h;
    intent.month_began = yesterday - 1h;
    return s.ask(s.journal().intend(intent));
  };
  BOOST_TEST(std::string{ask(9, 1).grant.over} == "month");
  BOOST_TEST(ask(1, 2).request != 0);
  s.enter("hero/3", 'c');
  PurchaseIntent intent = s.intent('c');
  intent.limits.day = 1;
  intent.day_began = s.now - 1h;
  BOOST_TEST(std::string{s.ask(s.journal().intend(intent)).grant.over} == "day");
  const CampaignTally tally = s.read()->tally(s.campaign(), s.now - 1h, yesterday - 1h);
  BOOST_TEST(tally.reserved.day == 1U);
  BOOST_TEST(tally.reserved.month == 2U);
}

void entries_are_committed_together(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.enter("hero/2", 'b');
  const RequestNumber first = s.intend('a').request;
  const RequestNumber second = s.intend('b').request;
  const auto answers =
      s.ask(s.journal().commit({{s.key('b'), RequestDoubted{second, {"", "x", ""}, s.now}},
                                {s.key('a'), IdIssued{first, RequestId{"g"}, Proof::answer, s.now, s.now}},
                                {s.key('b'), RequestDecided{second, Decision::dropped, s.now}}}));
  BOOST_REQUIRE(answers.size() == 2U);
  BOOST_CHECK(answers[0].record.key == s.key('b'));
  BOOST_CHECK(answers[0].wants.at(0).status == JobStatus::dropped);
  BOOST_CHECK(answers[1].wants.at(0).status == JobStatus::rendering);
}

void an_order_buys_once_what_is_there(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  s.begin("night", 1);
  s.enter("hero/1", 'a');
  BOOST_TEST(s.intend('a').request == 0);
  const Committed ordered = s.commit('a', Ordered{{{"square"}, s.campaign(), s.now}});
  BOOST_CHECK(ordered.wants.at(0).status == JobStatus::planned);
  s.crash();
  s.begin("night", 2);
  s.enter("hero/1", 'a');
  const Granted granted = s.intend('a');
  BOOST_REQUIRE(granted.request != 0);
  BOOST_CHECK(granted.grant.cause == Cause::forced);
  s.issued('a', granted.request, "gen-2");
  s.concluded('a', granted.request, {"square"});
  BOOST_TEST(s.intend('a').request == 0);
  BOOST_TEST(s.job().reason == "forced");
}

void an_order_lapses_when_its_campaign_no_longer_wants_it(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  s.commit('a', Ordered{{{"square"}, s.campaign(), s.now}});
  s.begin("night", 1);
  s.registered({Story::job("hero/2", 'b')});
  s.begin("night", 2);
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
}

void banners_seen_before_the_end_are_kept(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.issued('a', request, "gen-1");
  s.commit('a', BannersSeen{request, {asset("square", "early")}, s.now});
  s.crash();
  s.begin("night", 1);
  BOOST_TEST(s.enter("hero/1", 'a').record.requests.at(0).assets.at(0).id == "early");
  BOOST_TEST(s.read()->some_banners(s.account(), 5).at(0) == "early");
  BOOST_TEST(s.read()->some_requests(s.account(), 5).at(0).text == "gen-1");
}

void odd_texts_come_back_as_they_were(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.issued('a', request, "gen-1");
  Asset odd = asset("square", "b\"1\\");
  odd.url = "https://files.test/a/b\"1\\/{id}.png?x=\"y\"&z=\n";
  odd.cdn_url = "no address";
  odd.filename = "Größe \U0001F600.png";
  odd.fallback_image_url = "https://files.test/a/b\"1\\.png";
  odd.template_id = "t";
  odd.width = 12.25;
  const Failure failure{"story", "odd", "it said \"no\"\t\x01", Recovery::later};
  s.commit('a', RequestConcluded{request, {odd}, {failure}, 1, s.now, s.run().number, s.now});
  const ContentRecord record = s.enter("hero/1", 'a').record;
  BOOST_CHECK(record.requests.at(0).assets.at(0) == odd);
  BOOST_CHECK(record.requests.at(0).failures.at(0) == failure);
}

void an_unknown_request_changes_nothing(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const Committed after = s.issued('a', 4711, "gen-1");
  BOOST_TEST(after.record.requests.empty());
  BOOST_CHECK(after.wants.at(0).status == JobStatus::planned);
}

void designs_are_known_by_their_newest_read(Story& s) {
  s.begin();
  s.read_design(2000, {{"square", "x"}, {"story", "y"}});
  s.read_design(1000, {{"square", "old"}});
  const DesignId id = Story::job("k", 'a').design_id;
  DesignReading question;
  question.id = id;
  const auto asked = s.ask(s.journal().note_designs(s.account(), {question}));
  BOOST_TEST(asked.at(0).version == 2000);
  s.crash();
  const auto known = s.read()->designs(s.account(), {id, DesignId{"unknown"}});
  BOOST_REQUIRE(known.size() == 1U);
  BOOST_TEST(known[0].version == 2000);
  BOOST_REQUIRE(known[0].formats.size() == 2U);
  BOOST_TEST(known[0].formats[1].name == "story");
  BOOST_TEST(known[0].formats[1].digest == "y");
}

void all_formats_follow_the_design(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a', {})});
  s.read_design(1000, {{"square", "x"}, {"story", "y"}});
  const Granted granted = s.intend('a', {});
  BOOST_TEST(granted.grant.formats.size() == 2U);
  s.issued('a', granted.request, "gen-1");
  s.concluded('a', granted.request, {"square", "story"});
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  BOOST_TEST(s.job().assets.size() == 2U);
}

/// A request that carries a token of so many equal digits.
RequestNumber told_by(Story& s, char content, char digit) {
  PurchaseIntent intent = s.intent(content);
  intent.token = std::string(32, digit);
  return s.ask(s.journal().intend(intent)).request;
}

DeliveryNote delivery(const Story& s, const std::string& name, char digit, const std::string& id) {
  DeliveryNote note;
  note.name = name;
  note.token = std::string(32, digit);
  if (!id.empty()) note.issued = RequestId{id};
  note.at = s.now;
  return note;
}

void a_delivery_settles_the_doubt_that_its_token_names(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = told_by(s, 'a', '1');
  s.doubted('a', request);
  BOOST_CHECK(s.job().status == JobStatus::in_doubt);
  const NotedDelivery noted = s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1")));
  BOOST_TEST(noted.request == request);
  BOOST_TEST(!noted.repeated);
  BOOST_CHECK(state_of(noted.record.requests.at(0)) == RequestState::rendering);
  BOOST_CHECK(noted.record.requests.at(0).ids.at(0).proof == Proof::token);
  BOOST_REQUIRE(noted.wants.size() == 1U);
  BOOST_CHECK(noted.wants.at(0).before == JobStatus::in_doubt);
  BOOST_CHECK(noted.wants.at(0).status == JobStatus::rendering);
  BOOST_CHECK(s.job().status == JobStatus::rendering);
  BOOST_TEST(s.intend('a').request == 0);
}

void a_delivery_is_noted_once(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = told_by(s, 'a', '1');
  s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1")));
  const NotedDelivery again = s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-2")));
  BOOST_TEST(again.request == request);
  BOOST_TEST(again.repeated);
  BOOST_TEST(again.record.requests.at(0).ids.size() == 1U);
}

void a_token_that_nobody_has_notes_nothing(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  told_by(s, 'a', '1');
  BOOST_TEST(s.ask(s.journal().note_delivery(delivery(s, "d1", '2', "gen-1"))).request == 0);
  BOOST_CHECK(s.job().status == JobStatus::submitting);
  const NotedDelivery noted = s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1")));
  BOOST_TEST(!noted.repeated);
}

void a_delivery_reaches_the_request_of_a_worker_that_is_dead(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = told_by(s, 'a', '1');
  s.crash();
  const NotedDelivery noted = s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1")));
  BOOST_TEST(noted.request == request);
  s.begin("night", 1);
  s.enter("hero/1", 'a');
  BOOST_CHECK(s.job().status == JobStatus::rendering);
  BOOST_TEST(s.intend('a').request == 0);
}

void a_delivery_without_an_id_changes_nothing_and_is_known(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = told_by(s, 'a', '1');
  const NotedDelivery noted = s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "")));
  BOOST_TEST(noted.request == request);
  BOOST_CHECK(state_of(noted.record.requests.at(0)) == RequestState::submitting);
  BOOST_TEST(s.ask(s.journal().note_delivery(delivery(s, "d1", '1', ""))).repeated);
}

void deliveries_are_forgotten_after_a_week(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  told_by(s, 'a', '1');
  s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1")));
  s.now += 8 * 24h;
  BOOST_TEST(!s.ask(s.journal().note_delivery(delivery(s, "d1", '1', "gen-1"))).repeated);
}

}  // namespace

const std::vector<JournalCase>& purchase_cases() {
  static const std::vector<JournalCase> cases{
      {"a_request_lives_from_intent_to_its_end", a_request_lives_from_intent_to_its_end},
      {"what_is_out_is_not_bought_again", what_is_out_is_not_bought_again},
      {"two_workers_see_what_the_other_did", two_workers_see_what_the_other_did},
      {"what_is_in_doubt_blocks_until_it_is_decided", what_is_in_doubt_blocks_until_it_is_decided},
      {"a_slot_holds_the_newest_content", a_slot_holds_the_newest_content},
      {"a_doubt_about_another_content_holds_a_slot", a_doubt_about_another_content_holds_a_slot},
      {"contents_of_other_slots_do_not_meet", contents_of_other_slots_do_not_meet},
      {"a_late_id_settles_a_doubt", a_late_id_settles_a_doubt},
      {"a_dropped_request_whose_id_comes_is_fetched", a_dropped_request_whose_id_comes_is_fetched},
      {"an_id_that_a_person_found_is_taken_back_by_a_refusal",
       an_id_that_a_person_found_is_taken_back_by_a_refusal},
      {"an_id_belongs_to_whom_the_api_gave_it", an_id_belongs_to_whom_the_api_gave_it},
      {"a_refused_request_counts_for_nothing", a_refused_request_counts_for_nothing},
      {"a_rejected_request_is_not_sent_again", a_rejected_request_is_not_sent_again},
      {"credits_are_reserved_and_settled", credits_are_reserved_and_settled},
      {"the_limit_of_a_run_holds", the_limit_of_a_run_holds},
      {"the_limits_of_day_and_month_hold", the_limits_of_day_and_month_hold},
      {"entries_are_committed_together", entries_are_committed_together},
      {"an_order_buys_once_what_is_there", an_order_buys_once_what_is_there},
      {"an_order_lapses_when_its_campaign_no_longer_wants_it",
       an_order_lapses_when_its_campaign_no_longer_wants_it},
      {"banners_seen_before_the_end_are_kept", banners_seen_before_the_end_are_kept},
      {"odd_texts_come_back_as_they_were", odd_texts_come_back_as_they_were},
      {"an_unknown_request_changes_nothing", an_unknown_request_changes_nothing},
      {"designs_are_known_by_their_newest_read", designs_are_known_by_their_newest_read},
      {"all_formats_follow_the_design", all_formats_follow_the_design},
      {"a_delivery_settles_the_doubt_that_its_token_names",
       a_delivery_settles_the_doubt_that_its_token_names},
      {"a_delivery_is_noted_once", a_delivery_is_noted_once},
      {"a_token_that_nobody_has_notes_nothing", a_token_that_nobody_has_notes_nothing},
      {"a_delivery_reaches_the_request_of_a_worker_that_is_dead",
       a_delivery_reaches_the_request_of_a_worker_that_is_dead},
      {"a_delivery_without_an_id_changes_nothing_and_is_known",
       a_delivery_without_an_id_changes_nothing_and_is_known},
      {"deliveries_are_forgotten_after_a_week", deliveries_are_forgotten_after_a_week},
  };
  return cases;
}

}  // namespace pressrun::test
