// What is bought: intents within their limits, and the facts that follow.
#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

struct PurchaseBook : MemoryBook {
  PurchaseIntent intent(char name, Formats formats = {"square"}, RunNumber run = 1) {
    content(name);
    PurchaseIntent made;
    made.content = key(name);
    made.wanted = std::move(formats);
    made.campaign = run;
    made.run = run;
    made.first_run = run;
    made.day_began = made.month_began = noon;
    made.at = now += 1s;
    return made;
  }
  Granted ask(const PurchaseIntent& made) { return purchases.intend(made, worker); }
  Committed commit(char name, Fact fact) { return purchases.commit({{key(name), std::move(fact)}}).at(0); }
  bool moved_on() { return book.step().has_value(); }
};

std::string over(const Granted& granted) { return granted.grant.over != nullptr ? granted.grant.over : ""; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(purchases_, PurchaseBook)

// ---- intents

BOOST_AUTO_TEST_CASE(a_granted_intent_is_recorded_with_what_it_costs) {
  want('a', {"square", "story"});
  PurchaseIntent made = intent('a', {"square", "story"});
  made.credits_each = 4;
  made.credits_exact = false;
  const Granted granted = ask(made);
  BOOST_TEST(granted.request == 1);
  BOOST_CHECK((granted.grant.formats == Formats{"square", "story"}));
  BOOST_TEST(granted.record.requests.at(0).number == granted.request);
  BOOST_TEST(lines("SELECT state, worker, credits_each, exact, out FROM requests").at(0) == "1 7 4 0 8");
  BOOST_REQUIRE(granted.wants.size() == 1U);
  BOOST_CHECK(granted.wants[0].before == JobStatus::planned);
  BOOST_CHECK(granted.wants[0].status == JobStatus::submitting);
  BOOST_TEST(moved_on());
}

BOOST_AUTO_TEST_CASE(only_what_is_missing_is_granted) {
  buy('a', {"square"});
  const Granted granted = ask(intent('a', {"square", "story"}));
  BOOST_CHECK(granted.grant.formats == Formats{"story"});
  BOOST_CHECK(fresh('a').record.requests.at(1).formats == Formats{"story"});
}

BOOST_AUTO_TEST_CASE(what_is_denied_leaves_no_trace) {
  buy('a');
  const Granted denied = ask(intent('a'));
  BOOST_TEST(denied.request == 0);
  BOOST_TEST(denied.grant.formats.empty());
  BOOST_TEST(denied.wants.empty());
  BOOST_TEST(denied.record.requests.size() == 1U);
  BOOST_TEST(number("SELECT count(*) FROM requests") == 1);
  BOOST_TEST(!moved_on());
}

BOOST_AUTO_TEST_CASE(a_content_that_is_not_there_is_not_bought) {
  PurchaseIntent made = intent('a');
  made.content = key('z');
  BOOST_CHECK_EXCEPTION(ask(made), JournalError, says("has no content"));
}

// ---- limits

BOOST_AUTO_TEST_CASE(a_limit_may_be_reached_and_not_passed) {
  PurchaseIntent first = intent('a', {"square", "story"});
  first.limits.run = 2;
  BOOST_TEST(ask(first).request != 0);
  PurchaseIntent second = intent('b');
  second.limits.run = 2;
  BOOST_TEST(over(ask(second)) == "run");
  second.limits.run = 3;
  BOOST_TEST(ask(second).request != 0);
}

BOOST_AUTO_TEST_CASE(a_limit_of_nothing_grants_nothing_and_what_costs_nothing_passes_it) {
  PurchaseIntent made = intent('a');
  made.limits.run = 0;
  BOOST_TEST(over(ask(made)) == "run");
  made.credits_each = 0;
  BOOST_TEST(ask(made).request != 0);
}

BOOST_AUTO_TEST_CASE(all_of_an_intent_is_granted_or_nothing) {
  PurchaseIntent made = intent('a', {"square", "story"});
  made.limits.run = 1;
  const Granted denied = ask(made);
  BOOST_TEST(over(denied) == "run");
  BOOST_TEST(denied.grant.formats.empty());
  BOOST_TEST(number("SELECT count(*) FROM requests") == 0);
}

BOOST_AUTO_TEST_CASE(each_limit_counts_what_is_its_own) {
  send('x', {"square"}, 1);  // of run 1, after noon
  send('y', {"square"}, 2);  // of run 2
  const auto limited = [&](auto set) {
    PurchaseIntent made = intent('a', {"square"}, 2);
    set(made);
    Granted answer = ask(made);
    if (answer.request != 0) happen('a', RequestRefused{answer.request, {}, noon});
    return over(answer);
  };
  using Intent = PurchaseIntent;
  BOOST_TEST(limited([](Intent& made) { made.limits.run = 1; }) == "run");
  BOOST_TEST(limited([](Intent& made) { made.limits.run = 2; }) == "");
  BOOST_TEST(limited([](Intent& made) { made.limits.process = 1; }) == "process");
  BOOST_TEST(limited([](Intent& made) { made.limits.process = 2; }) == "");
  BOOST_TEST(limited([](Intent& made) {
               made.limits.process = 2;
               made.first_run = 1;
             }) == "process");
  BOOST_TEST(limited([](Intent& made) { made.limits.day = 2; }) == "day");
  BOOST_TEST(limited([](Intent& made) { made.limits.day = 3; }) == "");
  BOOST_TEST(limited([](Intent& made) {
               made.limits.day = 1;
               made.day_began = noon + 1h;
             }) == "");
  BOOST_TEST(limited([](Intent& made) {
               made.limits.day = 9;
               made.limits.month = 2;
             }) == "month");
}

BOOST_AUTO_TEST_CASE(a_process_counts_all_its_runs_and_those_that_came_after_them) {
  add_run(3, night, account, 2);
  send('x', {"square"}, 1);
  send('y', {"square"}, 2);
  exec("UPDATE requests SET run = 3 WHERE request = 2");
  ledger.end_transaction();
  exec("UPDATE run_credits SET run = 3, campaign = 1 WHERE run = 2");
  ledger.forget();
  PurchaseIntent made = intent('a', {"square"}, 2);
  made.limits.process = 1;
  BOOST_TEST(over(ask(made)) == "process");
}

BOOST_AUTO_TEST_CASE(credits_of_another_account_are_not_this_ones) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('https://other.test', '')");
  content('x', "", 2);
  ledger.intend(ledger.get(key('x', 2)), request({"square", "story"}), worker);
  PurchaseIntent made = intent('a', {"square"}, 2);
  made.limits.day = made.limits.month = 1;
  BOOST_TEST(ask(made).request != 0);
}

BOOST_AUTO_TEST_CASE(a_refused_request_gives_its_credits_back) {
  const RequestNumber refused = ask(intent('a')).request;
  PurchaseIntent made = intent('b');
  made.limits.run = made.limits.day = 1;
  BOOST_TEST(ask(made).request == 0);
  commit('a', RequestRefused{refused, {}, now});
  BOOST_TEST(ask(made).request != 0);
}

// ---- facts

BOOST_AUTO_TEST_CASE(a_commit_answers_the_record_and_who_stands_how_now) {
  want('a');
  const RequestNumber made = ask(intent('a')).request;
  const Committed after = commit('a', issued(made, "gen-1"));
  BOOST_TEST(after.record.requests.at(0).ids.at(0).id.text == "gen-1");
  BOOST_CHECK(after.wants.at(0).before == JobStatus::submitting);
  BOOST_CHECK(after.wants.at(0).status == JobStatus::rendering);
}

BOOST_AUTO_TEST_CASE(contents_are_answered_once_each_in_the_order_of_their_first_mention) {
  for (const char name : std::string{"abc"}) want(name);
  const RequestNumber a = send('a');
  const RequestNumber b = send('b');
  const auto answers = purchases.commit({{key('b'), doubted(b)},
                                         {key('a'), issued(a, "gen-1")},
                                         {key('b'), RequestDecided{b, Decision::dropped, noon}},
                                         {key('c'), UserWord{noon}}});
  BOOST_REQUIRE(answers.size() == 3U);
  BOOST_CHECK(answers[0].record.key == key('b'));
  BOOST_CHECK(answers[0].wants.at(0).before == JobStatus::submitting);
  BOOST_CHECK(answers[0].wants.at(0).status == JobStatus::dropped);
  BOOST_CHECK(answers[1].record.key == key('a'));
  BOOST_CHECK(answers[2].record.key == key('c'));
}

BOOST_AUTO_TEST_CASE(nothing_to_commit_is_nothing) { BOOST_TEST(purchases.commit({}).empty()); }

BOOST_AUTO_TEST_CASE(a_fact_about_an_unknown_content_is_an_error) {
  BOOST_CHECK_EXCEPTION(commit('z', UserWord{noon}), JournalError, says("has no content"));
}

BOOST_AUTO_TEST_CASE(the_journal_moves_on_with_a_persons_word_and_not_with_an_answer) {
  const Failure why{"", "x", ""};
  const struct {
    const char* what;
    std::function<Fact(RequestNumber)> fact;
    bool moves_on;
  } facts[] = {
      {"id of an answer", [](RequestNumber r) { return issued(r, "g-a"); }, false},
      {"id of a delivery", [](RequestNumber r) { return issued(r, "g-t", Proof::token); }, false},
      {"id that a person found", [](RequestNumber r) { return issued(r, "g-p", Proof::person); }, true},
      {"refusal",
       [&](RequestNumber r) {
         return RequestRefused{r, why, noon};
       },
       false},
      {"rejection",
       [&](RequestNumber r) {
         return RequestRejected{r, why, "", noon, noon};
       },
       false},
      {"doubt", [](RequestNumber r) { return doubted(r); }, false},
      {"banners",
       [](RequestNumber r) {
         return BannersSeen{r, {asset("square")}, noon};
       },
       false},
      {"end", [](RequestNumber r) { return concluded(r, {"square"}); }, false},
      {"decision",
       [](RequestNumber r) {
         return RequestDecided{r, Decision::dropped, noon};
       },
       true},
      {"order",
       [](RequestNumber) {
         return Ordered{{{"square"}, night, noon}};
       },
       true},
      {"word", [](RequestNumber) { return UserWord{noon}; }, false},
  };
  char name = 'a';
  for (const auto& one : facts) {
    const RequestNumber made = send(name);
    commit(name, one.fact(made));
    BOOST_TEST_CONTEXT(one.what) { BOOST_TEST(moved_on() == one.moves_on); }
    ++name;
  }
}

// ---- ids belong to one request

BOOST_AUTO_TEST_CASE(an_id_that_another_content_has_leaves_the_new_one_in_doubt) {
  commit('a', issued(send('a'), "GEN-1"));
  const RequestNumber second = send('b');
  const Committed after = commit('b', issued(second, "gen-1"));
  const GenerationRequest& request = after.record.requests.at(0);
  BOOST_TEST(request.ids.empty());
  BOOST_CHECK(state_of(request) == RequestState::in_doubt);
  BOOST_TEST(request.doubt.value().id == "id_taken");
  BOOST_TEST(fresh('a').record.requests.at(0).ids.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_id_of_a_token_or_of_a_person_is_taken_as_it_comes) {
  commit('a', issued(send('a'), "gen-1"));
  const RequestNumber second = send('b');
  BOOST_TEST(commit('b', issued(second, "gen-1", Proof::token)).record.requests.at(0).ids.size() == 1U);
  const RequestNumber third = send('c');
  BOOST_TEST(commit('c', issued(third, "gen-1", Proof::person)).record.requests.at(0).ids.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_person_found_in_another_content_gives_way) {
  const RequestNumber guessed = send('a');
  commit('a', doubted(guessed));
  commit('a', issued(guessed, "gen-1", Proof::person));
  const RequestNumber own = send('b');
  BOOST_TEST(commit('b', issued(own, "gen-1")).record.requests.at(0).ids.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_id_of_another_account_is_another_id) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('https://other.test', '')");
  content('x', "", 2);
  const RequestNumber theirs = ledger.intend(ledger.get(key('x', 2)), request(), worker);
  purchases.commit({{key('x', 2), issued(theirs, "gen-1")}});
  BOOST_TEST(commit('a', issued(send('a'), "gen-1")).record.requests.at(0).ids.size() == 1U);
}

// ---- what is open

BOOST_AUTO_TEST_CASE(open_contents_are_those_whose_end_is_to_come_each_once) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('https://other.test', '')");
  want('a');
  send('b', {"story"});
  const RequestNumber rendering = send('a');
  commit('a', issued(rendering, "gen-1"));
  send('a', {"story"});
  buy('c');
  commit('d', doubted(send('d')));
  content('x', "", 2);
  ledger.intend(ledger.get(key('x', 2)), request(), worker);
  ledger.end_transaction();
  const auto open = purchases.open_contents(account);
  BOOST_REQUIRE(open.size() == 2U);
  BOOST_CHECK(open[0].record.key == key('b'));
  BOOST_TEST(open[0].wants.empty());
  BOOST_CHECK(open[1].record.key == key('a'));
  BOOST_TEST(open[1].record.requests.size() == 2U);
  BOOST_TEST(open[1].wants.size() == 1U);
  BOOST_TEST(purchases.open_contents(2).size() == 1U);
  BOOST_TEST(purchases.open_contents(3).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
