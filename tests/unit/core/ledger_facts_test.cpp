// Facts and states: rows L1 to L5 of the ledger's tables, and whose an id is.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

BOOST_AUTO_TEST_SUITE(ledger_facts)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;

namespace {

const RequestId x{"x"};

/// Everything that can be told of request 1, in some order; times are those of the facts.
ContentRecord after(const std::vector<Fact>& facts) {
  Book book;
  book.intend({"a"});
  for (const Fact& fact : facts) book.tell(fact);
  return book.record;
}

Fact issued(Proof proof = Proof::answer) { return IdIssued{1, x, proof, {}, test::day_one}; }
Fact gone() { return IdGone{1, x, failure("", Recovery::never, "gone"), test::day_one}; }
Fact refused() { return RequestRefused{1, failure("", Recovery::soon), test::day_one}; }
Fact rejected() { return RequestRejected{1, failure("", Recovery::never), "", {}, test::day_one}; }
Fact doubted() { return RequestDoubted{1, failure("", Recovery::never), test::day_one}; }
Fact decided(Decision decision) { return RequestDecided{1, decision, test::day_one}; }
Fact concluded() { return RequestConcluded{1, {asset("a", "b")}, {}, 1, {}, 1, test::day_one}; }
Fact seen() { return BannersSeen{1, {asset("a", "b")}, test::day_one}; }

struct StateCase {
  const char* name;
  std::vector<Fact> facts;
  RequestState state;
};

const std::vector<StateCase> states{
    {"nothing is known yet", {}, RequestState::submitting},
    {"bytes left and no answer came", {doubted()}, RequestState::in_doubt},
    {"given up by the user", {doubted(), decided(Decision::dropped)}, RequestState::dropped},
    {"wanted again", {doubted(), decided(Decision::resubmitted)}, RequestState::resubmitted},
    {"wanted again unattended",
     {doubted(), decided(Decision::resubmitted_unattended)},
     RequestState::resubmitted},
    {"a decision was taken back",
     {doubted(), decided(Decision::dropped), decided(Decision::none)},
     RequestState::in_doubt},
    {"refused beats a doubt", {doubted(), refused()}, RequestState::refused},
    {"rejected beats a doubt", {doubted(), rejected()}, RequestState::rejected},
    {"refused beats a decision", {doubted(), decided(Decision::dropped), refused()}, RequestState::refused},
    {"an id beats a doubt", {doubted(), issued()}, RequestState::rendering},
    {"an id beats a refusal", {refused(), issued(Proof::token)}, RequestState::rendering},
    {"an id beats a rejection", {rejected(), issued(Proof::token)}, RequestState::rendering},
    {"an id beats a drop",
     {doubted(), decided(Decision::dropped), issued(Proof::token)},
     RequestState::rendering},
    {"an id beats a resubmission",
     {doubted(), decided(Decision::resubmitted), issued(Proof::token)},
     RequestState::rendering},
    {"the end beats an id", {issued(), concluded()}, RequestState::concluded},
    {"the end beats a rejection", {rejected(), concluded()}, RequestState::concluded},
    {"the end comes without an id", {concluded()}, RequestState::concluded},
    {"an id that is gone", {issued(), gone()}, RequestState::gone},
    {"an id that is gone, and the user gave it up",
     {issued(), gone(), decided(Decision::dropped)},
     RequestState::dropped},
    {"an id that is gone was given, in spite of a refusal",
     {refused(), issued(Proof::token), gone()},
     RequestState::gone},
    {"an id that is gone was given, in spite of a rejection",
     {rejected(), issued(Proof::token), gone()},
     RequestState::gone},
    {"an id that is gone came to its end before", {issued(), concluded(), gone()}, RequestState::concluded},
    {"banners that were seen are no end", {issued(), seen()}, RequestState::rendering},
};

/// Calls `visit` with every order of the facts.
void every_order(std::vector<Fact> facts, const std::function<void(const std::vector<Fact>&)>& visit) {
  std::vector<std::size_t> order(facts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::vector<Fact> told;
    for (const std::size_t i : order) told.push_back(facts[i]);
    visit(told);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace

BOOST_AUTO_TEST_CASE(l1_the_strongest_fact_is_the_state) {
  for (const StateCase& each : states) {
    BOOST_TEST_CONTEXT(each.name) BOOST_CHECK(state_of(after(each.facts).requests.front()) == each.state);
  }
}

BOOST_AUTO_TEST_CASE(l1_the_order_in_which_facts_arrive_does_not_matter) {
  const std::vector<std::vector<Fact>> sets{
      {issued(Proof::token), doubted(), refused()},
      {issued(), issued(Proof::token), doubted(), concluded()},
      {doubted(), decided(Decision::resubmitted), issued(Proof::token)},
      {doubted(), decided(Decision::dropped), issued(Proof::token), concluded()},
      {rejected(), doubted(), decided(Decision::resubmitted_unattended), seen()},
      {seen(), concluded(), issued(), refused()},
  };
  for (const std::vector<Fact>& facts : sets) {
    const ContentRecord expected = after(facts);
    every_order(facts, [&](const std::vector<Fact>& told) {
      const ContentRecord record = after(told);
      const GenerationRequest& request = record.requests.front();
      BOOST_CHECK(state_of(request) == state_of(expected.requests.front()));
      BOOST_TEST(request.ids.size() == expected.requests.front().ids.size());
      BOOST_TEST(request.assets.size() == expected.requests.front().assets.size());
      BOOST_TEST(credits_of(request).all() == credits_of(expected.requests.front()).all());
    });
  }
}

BOOST_AUTO_TEST_CASE(l1_a_webhook_brings_the_id_and_then_the_post_times_out) {
  const ContentRecord record = after({issued(Proof::token), doubted()});
  BOOST_CHECK(state_of(record.requests.front()) == RequestState::rendering);
}

BOOST_AUTO_TEST_CASE(l1_what_was_told_of_formats_only_grows) {
  Book book;
  const RequestNumber number = book.buy({"a", "b"});
  book.accept(number, "x");
  book.conclude(number, {asset("a", "1")}, {failure("b", Recovery::soon)});
  book.conclude(number, {}, {});  // the webhook's copy has forgotten both
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_CHECK(book.at("b").standing == Standing::failed);
  BOOST_TEST(book.credits().settled == 1U);
}

BOOST_AUTO_TEST_CASE(l1_the_first_end_is_the_one_that_counts) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.deliver(number);
  const auto ended = book.request(number).ended_at;
  book.begin_run();
  book.deliver(number);
  BOOST_CHECK(book.request(number).ended_at == ended);
  BOOST_TEST(book.request(number).concluded_run == 1);
}

BOOST_AUTO_TEST_CASE(l1_a_fact_of_a_request_that_is_not_there_changes_nothing) {
  BOOST_TEST(after({IdIssued{7, x, Proof::answer, {}, test::day_one}}).requests.front().ids.empty());
}

BOOST_AUTO_TEST_CASE(l2_a_late_id_of_a_dropped_request_covers_again) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.decide(number, Decision::dropped);
  book.accept(number, "x", Proof::token);
  BOOST_CHECK(book.at("a").standing == Standing::open);
  book.deliver(number);
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(l2_a_resubmission_that_was_not_carried_out_lapses) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.decide(number, Decision::resubmitted);
  BOOST_CHECK(book.at("a").buy == Cause::resubmitted);
  book.accept(number, "x", Proof::token);
  BOOST_CHECK(!book.at("a").buy);
  book.lose_id(number, "x");  // and the old word buys nothing now
  BOOST_CHECK(book.state(number) == RequestState::gone);
  BOOST_CHECK(!book.at("a").buy);
}

BOOST_AUTO_TEST_CASE(l2_a_resubmission_that_was_carried_out_stays_a_record) {
  Book book;
  const RequestNumber lost = book.buy({"a"});
  book.doubt(lost);
  book.decide(lost, Decision::resubmitted);
  const RequestNumber again = book.buy({"a"});
  book.accept(again, "y");
  book.accept(lost, "x", Proof::token);  // both are out, and the user's word explains it
  BOOST_CHECK(book.request(lost).decision == Decision::resubmitted);
  BOOST_TEST(contradictions(book.record, nullptr).empty());
  BOOST_TEST(book.credits().out == 2U);
}

BOOST_AUTO_TEST_CASE(l2_a_resubmission_that_was_carried_out_in_part_buys_nothing_more) {
  Book book;
  const RequestNumber lost = book.buy({"a", "b"});
  book.doubt(lost);
  book.decide(lost, Decision::resubmitted);
  book.deliver(book.buy({"a"}));
  book.accept(lost, "x", Proof::token);
  book.lose_id(lost, "x");  // b may have been paid for, and nobody has said what is to become of that
  BOOST_CHECK(book.state(lost) == RequestState::gone);
  BOOST_TEST(book.buy({"b"}) == 0);
  BOOST_TEST(contradictions(book.record, nullptr).empty());
  book.decide(lost, Decision::resubmitted);
  BOOST_CHECK(book.at("b").buy == Cause::resubmitted);
}

BOOST_AUTO_TEST_CASE(l2_a_request_may_have_several_ids) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x");
  book.accept(number, "y", Proof::token);
  BOOST_TEST(book.request(number).ids.size() == 2U);
  book.lose_id(number, "x");
  BOOST_CHECK(book.state(number) == RequestState::rendering);
  book.lose_id(number, "Y");  // the case of its letters does not count
  BOOST_CHECK(book.state(number) == RequestState::gone);
}

BOOST_AUTO_TEST_CASE(l3_what_is_gone_is_in_doubt_counted_and_not_bought_again) {
  Book book;
  const RequestNumber number = book.buy({"a", "b"});
  book.accept(number, "x");
  book.begin_run(test::hours{24 * 8});
  book.lose_id(number, "x");
  BOOST_CHECK(book.at("a").standing == Standing::in_doubt);
  BOOST_CHECK(book.status({"a", "b"}) == JobStatus::in_doubt);
  BOOST_TEST(book.buy({"a", "b"}) == 0);
  BOOST_TEST(book.credits().in_doubt == 2U);
}

BOOST_AUTO_TEST_CASE(l4_the_second_of_two_runs_is_granted_nothing) {
  Book book;
  const Formats wanted{"a", "b"};
  BOOST_TEST(book.needs(wanted).formats.size() == 2U);  // both planned it
  BOOST_TEST(book.buy(wanted) == 1);
  BOOST_TEST(book.buy(wanted) == 0);
  BOOST_TEST(book.buy({"b", "c"}) == 2);  // and what is left is granted alone
  BOOST_TEST(book.request(2).formats == Formats{"c"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(l5_what_is_out_or_in_doubt_blocks_at_any_version_of_the_design) {
  const std::vector<std::pair<const char*, std::function<void(Book&, RequestNumber)>>> kinds{
      {"submitting", [](Book&, RequestNumber) {}},
      {"rendering", [](Book& book, RequestNumber number) { book.accept(number, "x"); }},
      {"in doubt", [](Book& book, RequestNumber number) { book.doubt(number); }},
      {"gone",
       [](Book& book, RequestNumber number) {
         book.accept(number, "x");
         book.lose_id(number, "x");
       }},
  };
  for (const auto& [name, bring] : kinds) {
    BOOST_TEST_CONTEXT(name) {
      Book book;
      book.read_design(1, {{"a", "1"}});
      const RequestNumber number = book.buy({"a"});
      bring(book, number);
      book.begin_run();
      book.edit_design({{"a", "2"}});
      BOOST_TEST(book.buy({"a"}) == 0);
      BOOST_TEST(book.buy({}) == 0);
    }
  }
}

// ---- whose an id is

BOOST_AUTO_TEST_CASE(an_attached_id_is_taken_back_by_a_refusal_and_leaves_the_doubt) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "wrong", Proof::person);
  BOOST_CHECK(book.state(number) == RequestState::rendering);
  book.lose_id(number, "wrong");
  BOOST_CHECK(book.state(number) == RequestState::in_doubt);
  BOOST_TEST(book.request(number).ids.empty());
  BOOST_TEST(book.request(number).accepted_at.has_value() == false);
  book.accept(number, "right", Proof::person);
  book.deliver(number);
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(an_attached_id_can_be_taken_back_to_a_decision_that_stood_before) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.decide(number, Decision::dropped);
  book.accept(number, "wrong", Proof::person);
  book.lose_id(number, "wrong");
  BOOST_CHECK(book.state(number) == RequestState::dropped);
}

BOOST_AUTO_TEST_CASE(a_token_outranks_a_person) {
  Book book;
  const RequestNumber first = book.buy({"a"});
  book.doubt(first);
  const RequestNumber second = book.buy({"b"});
  book.doubt(second);
  book.accept(first, "x", Proof::person);
  BOOST_CHECK(book.state(first) == RequestState::rendering);
  book.accept(second, "x", Proof::token);
  BOOST_CHECK(book.state(first) == RequestState::in_doubt);
  BOOST_CHECK(book.state(second) == RequestState::rendering);
  BOOST_CHECK(holder_of(book.record, RequestId{"X"}) == &book.request(second));
}

BOOST_AUTO_TEST_CASE(a_person_cannot_take_an_id_that_is_another_requests) {
  Book book;
  const RequestNumber first = book.buy({"a"});
  book.accept(first, "x");
  const RequestNumber second = book.buy({"b"});
  book.doubt(second);
  book.accept(second, "x", Proof::person);
  BOOST_CHECK(book.state(second) == RequestState::in_doubt);
  BOOST_TEST(contradictions(book.record, nullptr).empty());
}

BOOST_AUTO_TEST_CASE(what_a_person_found_gives_way_to_what_the_api_says_of_the_same_request) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "found", Proof::person);
  book.accept(number, "x", Proof::token);
  BOOST_TEST(book.request(number).ids.size() == 1U);
  book.accept(number, "found", Proof::person);  // too late
  BOOST_TEST(book.request(number).ids.size() == 1U);
  BOOST_TEST(book.request(number).ids.front().id.text == "x");
}

BOOST_AUTO_TEST_CASE(an_end_that_a_wrong_id_led_to_falls_when_the_true_one_is_known) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "found", Proof::person);
  book.deliver(number, {"a"});
  book.accept(number, "x", Proof::token);
  BOOST_CHECK(book.state(number) == RequestState::rendering);
  BOOST_TEST(book.request(number).assets.empty());
  book.conclude(number, {asset("a", "true")});
  BOOST_CHECK(book.state(number) == RequestState::concluded);
  BOOST_TEST(book.request(number).assets.front().id == "true");
  BOOST_TEST(contradictions(book.record, nullptr).empty());
}

BOOST_AUTO_TEST_CASE(an_end_stays_where_the_api_says_that_the_person_was_right) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "x", Proof::person);
  book.deliver(number, {"a"});
  book.accept(number, "X", Proof::token);
  BOOST_CHECK(book.state(number) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(a_picture_that_was_found_by_another_contents_id_is_taken_back) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "x", Proof::person);
  book.deliver(number, {"a"});
  const IdIssued elsewhere{7, RequestId{"X"}, Proof::answer, {}, book.now};
  const std::optional<IdGone> taken = taken_from(book.request(number), elsewhere);
  BOOST_REQUIRE(taken.has_value());
  book.tell(*taken);
  BOOST_CHECK(book.state(number) == RequestState::in_doubt);
  BOOST_TEST(book.request(number).assets.empty());
}

BOOST_AUTO_TEST_CASE(a_person_who_was_right_is_proven_right) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.doubt(number);
  book.accept(number, "x", Proof::person);
  book.accept(number, "x", Proof::token);
  book.lose_id(number, "x");
  BOOST_CHECK(book.state(number) == RequestState::gone);  // not taken back: the API had given it
}

BOOST_AUTO_TEST_CASE(where_the_api_has_it_there_is_nothing_to_decide) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x");
  book.decide(number, Decision::resubmitted);
  book.lose_id(number, "x");
  BOOST_CHECK(book.state(number) == RequestState::gone);
}

BOOST_AUTO_TEST_CASE(an_id_is_free_or_somebodys) {
  Book book;
  BOOST_CHECK(holder_of(book.record, x) == nullptr);
  book.accept(book.buy({"a"}), "x");
  BOOST_CHECK(holder_of(book.record, x) != nullptr);
}

// ---- banners

BOOST_AUTO_TEST_CASE(a_banner_once_seen_is_kept_whatever_the_end_lacks) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x");
  book.tell(BannersSeen{number, {asset("a", "b1")}, book.now});
  book.conclude(number, {}, {});
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_TEST(book.at("a").asset->id == "b1");
}

BOOST_AUTO_TEST_CASE(what_came_later_knows_more_and_forgets_nothing) {
  struct Case {
    const char* name;
    Asset first, second;
    const char *format, *url;
  };
  for (const Case& each :
       {Case{"an address", asset("a", "b", ""), asset("a", "b", "https://u"), "a", "https://u"},
        Case{"an address is not lost", asset("a", "b", "https://u"), asset("a", "b", ""), "a", "https://u"},
        Case{"a name", asset("", "b", "https://u"), asset("a", "b", ""), "a", "https://u"},
        Case{"a name is not lost", asset("a", "b", ""), asset("", "b", "https://u"), "a", "https://u"}}) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      const RequestNumber number = book.buy({"a"});
      book.tell(BannersSeen{number, {each.first}, book.now});
      book.conclude(number, {each.second});
      BOOST_TEST(book.request(number).assets.size() == 1U);
      BOOST_TEST(book.request(number).assets.front().format == each.format);
      BOOST_TEST(book.request(number).assets.front().url == each.url);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_banner_beats_an_error_of_its_format_in_whatever_order) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.conclude(number, {}, {failure("a", Recovery::never)});
  book.tell(BannersSeen{number, {asset("a", "b")}, book.now});
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_TEST(book.request(number).failures.empty());
}

BOOST_AUTO_TEST_CASE(of_two_files_for_a_format_the_one_with_an_address_counts) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.conclude(number, {asset("a", "b1", ""), asset("a", "b2")});
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_TEST(book.at("a").asset->id == "b2");
  BOOST_TEST(book.request(number).assets.size() == 2U);  // and the other's id is kept
}

BOOST_AUTO_TEST_CASE(a_banner_without_an_address_is_asked_for_and_never_bought_again) {
  Book book;
  book.conclude(book.buy({"a"}), {asset("a", "b", "")});
  book.begin_run();
  BOOST_CHECK(book.at("a").standing == Standing::unaddressed);
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_TEST(book.credits().settled == 1U);
  book.tell(BannersSeen{1, {asset("a", "b")}, book.now});
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_SUITE_END()
