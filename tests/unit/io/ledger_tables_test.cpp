// Contents as a transaction holds them in memory, and what is on disk after it.
#include "unit/io/memory_book.hpp"

#include <algorithm>

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

struct TableBook : MemoryBook {
  void end() { ledger.end_transaction(); }
  std::int64_t contents() { return number("SELECT count(*) FROM contents"); }
  /// Whether a content is read from disk when it is asked for: another process's word on it would be seen.
  bool is_held(char name) {
    exec("UPDATE contents SET word_at = word_at + 1");
    const bool from_disk = content(name).record.word_at == fresh(name).record.word_at;
    return !from_disk;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_tables, TableBook)

// ---- finding and adding

BOOST_AUTO_TEST_CASE(a_content_is_added_once) {
  const std::int64_t first = content('a').number;
  BOOST_TEST(content('a').number == first);
  BOOST_TEST(contents() == 1);
  BOOST_TEST(text("SELECT text FROM contents") == "{\"text\":\"a\"}");
  BOOST_CHECK(content('a').record.design == hero);
}

BOOST_AUTO_TEST_CASE(a_content_that_another_process_added_is_found) {
  content('x');  // the next is expected not to be there
  LedgerTables another{statements, names, rows};
  const std::int64_t theirs = another.find_or_add(key('a'), hero, "theirs", "slot").number;
  const HeldContent& found = content('a');
  BOOST_TEST(found.number == theirs);
  BOOST_TEST(found.record.slot == "slot");
  BOOST_TEST(text("SELECT text FROM contents WHERE content = " + std::to_string(theirs)) == "theirs");
}

BOOST_AUTO_TEST_CASE(old_and_new_contents_may_alternate) {
  content('a');
  content('c');
  ledger.forget();
  std::vector<std::int64_t> numbers;
  for (const char name : std::string{"abcda"}) numbers.push_back(content(name).number);
  BOOST_TEST(numbers == (std::vector<std::int64_t>{1, 3, 2, 4, 1}), boost::test_tools::per_element());
  BOOST_TEST(contents() == 4);
}

BOOST_AUTO_TEST_CASE(accounts_have_contents_of_their_own) {
  BOOST_TEST(content('a').number != content('a', "", account + 1).number);
  BOOST_TEST(contents() == 2);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_said_so) {
  BOOST_TEST(ledger.find(key('a')) == nullptr);
  BOOST_CHECK_EXCEPTION(ledger.get(key('a')), JournalError, says("has no content sha256:6161"));
  BOOST_CHECK_EXCEPTION(ledger.get(std::int64_t{7}), JournalError, says("a content in it is not there"));
}

BOOST_AUTO_TEST_CASE(a_content_is_one_object_by_key_and_by_number) {
  HeldContent& held = content('a');
  BOOST_TEST(&ledger.get(key('a')) == &held);
  BOOST_TEST(&ledger.get(held.number) == &held);
  BOOST_TEST(ledger.find(key('a')) == &held);
}

// ---- what is held

BOOST_AUTO_TEST_CASE(what_renders_and_what_is_to_be_bought_is_held_and_what_has_ended_is_not) {
  content('a');
  send('b');
  buy('c');
  const RequestNumber lost = send('d');
  happen('d', doubted(lost));
  end();
  BOOST_TEST(is_held('a'));
  BOOST_TEST(is_held('b'));
  BOOST_TEST(!is_held('c'));
  BOOST_TEST(!is_held('d'));
}

BOOST_AUTO_TEST_CASE(nothing_is_held_once_another_process_has_written) {
  content('a');
  ledger.forget();
  BOOST_TEST(!is_held('a'));
}

BOOST_AUTO_TEST_CASE(what_has_ended_is_handed_over_and_held_no_more) {
  buy('a');
  const ContentRecord record = ledger.hand_over(content('a'));
  BOOST_TEST(record.requests.size() == 1U);
  BOOST_CHECK(record.key == key('a'));
  BOOST_TEST(!is_held('a'));
}

BOOST_AUTO_TEST_CASE(what_goes_on_is_handed_over_and_held_still) {
  content('a');
  send('b');
  BOOST_TEST(ledger.hand_over(content('a')).requests.empty());
  BOOST_TEST(ledger.hand_over(content('b')).requests.size() == 1U);
  BOOST_TEST(is_held('a'));
  BOOST_TEST(is_held('b'));
}

// ---- requests and facts

BOOST_AUTO_TEST_CASE(an_intent_is_in_the_record_as_it_is_on_disk) {
  const RequestNumber made = send('a', {"square", "story"});
  const GenerationRequest& held = content('a').record.requests.at(0);
  const GenerationRequest read = fresh('a').record.requests.at(0);
  BOOST_TEST(held.number == made);
  BOOST_TEST(read.number == made);
  BOOST_CHECK(held.formats == read.formats);
  BOOST_CHECK(held.intended_at == read.intended_at);
  BOOST_CHECK(held.as_of == read.as_of);
}

BOOST_AUTO_TEST_CASE(an_intent_comes_after_all_that_was_said_before_whatever_the_clock_did) {
  buy('a');
  happen('a', UserWord{noon + 1h});
  now = noon - 1h;
  send('a', {"story"});
  BOOST_CHECK(fresh('a').record.requests.at(1).intended_at >= noon + 1h);
}

BOOST_AUTO_TEST_CASE(an_intent_shows_the_design_as_it_is_known_by_then) {
  DesignState edited;
  edited.formats = {{"square", "x", noon + 2h}};
  rows.put(account, content('a').design, edited);
  send('a');
  BOOST_CHECK(fresh('a').record.requests.at(0).as_of == noon + 2h);
}

BOOST_AUTO_TEST_CASE(an_intent_that_carries_out_an_order_is_kept_as_that) {
  buy('a');
  happen('a', Ordered{{{"square"}, night, noon + 1h}});
  send('a');
  send('a', {"story"});
  const auto requests = fresh('a').record.requests;
  BOOST_TEST(!requests.at(0).ordered);
  BOOST_TEST(requests.at(1).ordered);
  BOOST_TEST(!requests.at(2).ordered);
}

BOOST_AUTO_TEST_CASE(a_fact_about_no_request_of_the_content_changes_no_row) {
  send('a');
  const auto before = lines("SELECT * FROM requests");
  happen('a', issued(4711, "gen-1"));
  happen('a', RequestRefused{4711, {}, noon});
  BOOST_TEST(lines("SELECT * FROM requests") == before, boost::test_tools::per_element());
  BOOST_TEST(number("SELECT count(*) FROM request_ids") == 0);
}

BOOST_AUTO_TEST_CASE(words_of_the_user_are_on_disk_and_facts_leave_them) {
  const RequestNumber made = send('a');
  happen('a', UserWord{noon + 1h});
  happen('a', Ordered{{{"square"}, night, noon + 2h}});
  happen('a', issued(made, "gen-1"));
  const ContentRecord read = fresh('a').record;
  const ContentRecord& held = content('a').record;
  BOOST_CHECK(read.word_at == held.word_at);
  BOOST_CHECK(read.retry_at == held.retry_at);
  BOOST_TEST(read.orders.size() == 1U);
  BOOST_CHECK(read.orders.at(0).at == held.orders.at(0).at);
}

BOOST_AUTO_TEST_CASE(a_restored_request_has_all_that_is_known_of_it) {
  GenerationRequest old = request({"square"});
  old.ids = {{RequestId{"OLD-1"}, Proof::answer, false}};
  old.assets = {asset("square")};
  old.final = true;
  ledger.restore(content('a'), old);
  BOOST_TEST(lines("SELECT state, settled, worker FROM requests").at(0) == "6 1 0");
  BOOST_TEST(text("SELECT id FROM request_ids") == "old-1");
  BOOST_TEST(content('a').record.requests.at(0).number == 1);
  end();
  BOOST_TEST(number("SELECT settled FROM run_credits") == 1);
}

// ---- slots

BOOST_AUTO_TEST_CASE(what_happens_to_one_content_of_a_slot_changes_how_the_others_stand) {
  content('a', "slot");
  content('b', "slot");
  want('a');
  buy('a');
  BOOST_CHECK(content('a').wants.at(0).want.status == JobStatus::succeeded);
  const RequestNumber rival = send('b');
  BOOST_CHECK(content('a').wants.at(0).want.status != JobStatus::succeeded);
  BOOST_TEST(content('a').record.rivals.at(0).number == rival);
  happen('b', RequestRefused{rival, {}, noon});
  BOOST_CHECK(content('a').wants.at(0).want.status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(a_new_content_of_a_slot_knows_what_was_sent_for_it) {
  content('a', "slot");
  const RequestNumber theirs = send('a');
  BOOST_TEST(content('b', "slot").record.rivals.at(0).number == theirs);
}

// ---- orders that lapse

BOOST_AUTO_TEST_CASE(orders_of_what_a_campaign_wants_no_more_lapse) {
  want('a', {"square"});
  const std::int64_t left = want('a', {"story"}).number;
  want('a', {"square"}, day);
  buy('a', {"square", "story"});
  happen('a', Ordered{{{"square", "story"}, night, noon + 1h}});
  happen('a', Ordered{{{"story"}, day, noon + 2h}});
  ledger.wants().take_job(content('a'), left);
  ledger.lapse_orders(content('a'), night);
  const auto orders = fresh('a').record.orders;
  BOOST_REQUIRE(orders.size() == 2U);
  BOOST_CHECK(orders[0].formats == Formats{"square"});
  BOOST_TEST(orders[1].campaign == day);
}

BOOST_AUTO_TEST_CASE(jobs_stand_as_before_once_an_order_has_lapsed) {
  const std::int64_t number = want('a').number;
  want('a', {"square"}, day);
  buy('a');
  happen('a', Ordered{{{"square"}, night, noon + 1h}});
  BOOST_CHECK(content('a').wants.at(1).want.status == JobStatus::planned);
  ledger.wants().drop_want(content('a'), number);
  ledger.lapse_orders(content('a'), night);
  BOOST_CHECK(content('a').wants.at(0).want.status == JobStatus::succeeded);
}

// ---- what is not wanted

BOOST_AUTO_TEST_CASE(what_was_never_bought_goes_with_its_last_want) {
  const std::int64_t number = want('a').number;
  ledger.drop_unwanted(content('a'));
  BOOST_TEST(contents() == 1);
  ledger.wants().drop_want(content('a'), number);
  ledger.drop_unwanted(content('a'));
  BOOST_TEST(contents() == 0);
  BOOST_TEST(ledger.find(key('a')) == nullptr);
}

BOOST_AUTO_TEST_CASE(what_was_bought_stays_and_is_marked_as_unwanted) {
  const std::int64_t wanted = want('a').number;
  buy('a');
  ledger.wants().drop_want(content('a'), wanted);
  ledger.drop_unwanted(content('a'));
  BOOST_TEST(content('a').unwanted);
  BOOST_TEST(fresh('a').unwanted);
}

// ---- contents that turn out to be another's

BOOST_AUTO_TEST_CASE(contents_that_are_one_have_all_that_both_had) {
  want('a');
  const RequestNumber early = send('a');
  const RequestNumber middle = send('b', {"story"});
  const RequestNumber late = send('a', {"wide"});
  happen('a', Ordered{{{"square"}, night, noon + 1h}});
  happen('b', UserWord{noon + 2h});
  exec("INSERT INTO aliases VALUES (x'61', " + std::to_string(content('a').number) + ")");
  exec("INSERT INTO jobs (campaign, position, want, shown, key, design_name, variables) VALUES (1, 0, 1, " +
       std::to_string(content('a').number) + ", 'hero/1', 'hero', '{}')");
  HeldContent& into = content('b');
  ledger.merge(content('a'), into);
  end();
  BOOST_TEST(!has('a'));
  BOOST_TEST(ledger.find(key('a')) == nullptr);
  const HeldContent read = fresh('b');
  std::vector<RequestNumber> numbers;
  for (const GenerationRequest& one : content('b').record.requests) numbers.push_back(one.number);
  BOOST_TEST(numbers == (std::vector<RequestNumber>{early, middle, late}), boost::test_tools::per_element());
  BOOST_TEST(read.record.orders.size() == 1U);
  BOOST_CHECK(read.record.word_at >= noon + 2h);
  BOOST_TEST(read.wants.size() == 1U);
  BOOST_TEST(number("SELECT content FROM aliases") == read.number);
  BOOST_TEST(number("SELECT shown FROM jobs") == read.number);
  BOOST_TEST(number("SELECT want FROM jobs") == read.wants.at(0).number);
}

BOOST_AUTO_TEST_CASE(wants_of_a_merged_content_stand_by_all_that_was_bought) {
  want('a');
  want('b');
  buy('a');
  ledger.merge(content('a'), content('b'));
  BOOST_TEST(content('b').wants.at(0).jobs == 2);
  BOOST_CHECK(content('b').wants.at(0).want.status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(a_content_that_is_given_away_is_the_other_accounts_with_all_it_has) {
  want('a');
  const RequestNumber made = send('a');
  happen('a', issued(made, "gen-1"));
  const std::int64_t number = content('a').number;
  ledger.give(content('a'), account + 1);
  end();
  BOOST_TEST(!has('a'));
  const HeldContent given = fresh('a', account + 1);
  BOOST_TEST(given.number == number);
  BOOST_TEST(given.wants.size() == 1U);
  BOOST_TEST(this->number("SELECT account FROM requests") == account + 1);
  BOOST_TEST(this->number("SELECT sum(credits) FROM reserved WHERE account = 2") == 1);
  BOOST_TEST(ledger.find(key('a')) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_content_that_is_given_away_stands_by_the_other_accounts_design) {
  want('a');
  buy('a');
  DesignState edited;
  edited.formats = {{"square", "new", noon + 1h}};
  rows.put(account + 1, content('a').design, edited);
  ledger.give(content('a'), account + 1);
  BOOST_CHECK(ledger.get(key('a', account + 1)).wants.at(0).want.status == JobStatus::planned);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
