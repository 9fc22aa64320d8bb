// Contents, requests, wants and designs as rows have them; and rows that make no sense.
#include "unit/io/memory_book.hpp"

#include <chrono>

namespace pressrun::io::test {

BOOST_FIXTURE_TEST_SUITE(ledger_rows, MemoryBook)

namespace {

using namespace std::chrono_literals;

/// One in which no field is as it is by itself.
GenerationRequest odd_request() {
  GenerationRequest odd;
  odd.campaign = day;
  odd.run = 12;
  odd.concluded_run = 13;
  odd.formats = {"square", "story"};
  odd.intended_at = noon;
  odd.as_of = noon - 1s;
  odd.accepted_at = noon + 1ms;
  odd.ended_at = noon + 2min;
  odd.credits_each = 3;
  odd.credits_exact = false;
  odd.ordered = true;
  odd.polls = 17;
  odd.ids = {{RequestId{"Gen-1"}, Proof::token, true}};
  odd.assets = {asset("square"), asset("", "b2")};
  odd.failures = {{"story", "timeout", "no \"answer\"", Recovery::soon}};
  odd.final = true;
  odd.refused = Failure{"", "rate_limited", "later", Recovery::never};
  odd.rejected = Failure{"", "invalid", "no", Recovery::never};
  odd.api_version = "2024-01";
  odd.doubt = Failure{"", "connection_lost", "no answer", Recovery::never};
  odd.decision = Decision::resubmitted_unattended;
  odd.decided_at = noon + 3min;
  return odd;
}

}  // namespace

// ---- what is on disk by number

BOOST_AUTO_TEST_CASE(states_have_the_numbers_that_they_always_had) {
  const std::pair<RequestState, int> kept[] = {
      {RequestState::submitting, 1},  {RequestState::rendering, 2}, {RequestState::in_doubt, 3},
      {RequestState::gone, 4},        {RequestState::concluded, 6}, {RequestState::dropped, 7},
      {RequestState::resubmitted, 8}, {RequestState::rejected, 9},  {RequestState::refused, 10}};
  for (const auto& [state, number_on_disk] : kept) {
    BOOST_TEST(static_cast<int>(stored(state)) == number_on_disk);
    BOOST_TEST((stored(state) < StoredState::ended) == (is_open(state) || is_doubtful(state)));
  }
}

BOOST_AUTO_TEST_CASE(a_quarter_of_an_hour_begins_on_its_minute) {
  const std::pair<std::chrono::milliseconds, std::int64_t> moments[] = {
      {0ms, 0}, {899'999ms, 0}, {900'000ms, 1}, {24h - 1ms, 95}, {24h, 96}, {24h * 365 * 60, 96 * 365 * 60}};
  for (const auto& [since_1970, quarter] : moments) BOOST_TEST(quarter_of(WallTime{since_1970}) == quarter);
}

// ---- contents

BOOST_AUTO_TEST_CASE(a_content_is_found_by_account_and_digest) {
  content('a', "slot-1");
  const HeldContent found = fresh('a');
  BOOST_CHECK(found.record.key == key('a'));
  BOOST_CHECK(found.record.design == hero);
  BOOST_TEST(found.record.slot == "slot-1");
  BOOST_CHECK(found.record.word_at == WallTime{});
  BOOST_TEST(!found.unwanted);
  BOOST_TEST(!has('b'));
  BOOST_TEST(!has('a', account + 1));
}

BOOST_AUTO_TEST_CASE(a_digest_may_have_any_bytes) {
  content('\0');
  content('\xFF');
  BOOST_CHECK(fresh('\0').record.key == key('\0'));
  BOOST_CHECK(fresh('\xFF').record.key == key('\xFF'));
}

BOOST_AUTO_TEST_CASE(every_field_of_a_request_comes_back) {
  const GenerationRequest odd = odd_request();
  ledger.restore(content('a'), odd);
  const GenerationRequest read = fresh('a').record.requests.at(0);
  BOOST_TEST(read.number == 1);
  BOOST_TEST(read.campaign == odd.campaign);
  BOOST_TEST(read.run == odd.run);
  BOOST_TEST(read.concluded_run == odd.concluded_run);
  BOOST_CHECK(read.formats == odd.formats);
  BOOST_CHECK(read.intended_at == odd.intended_at);
  BOOST_CHECK(read.as_of == odd.as_of);
  BOOST_CHECK(read.accepted_at == odd.accepted_at);
  BOOST_CHECK(read.ended_at == odd.ended_at);
  BOOST_TEST(read.credits_each == odd.credits_each);
  BOOST_TEST(read.credits_exact == odd.credits_exact);
  BOOST_TEST(read.ordered == odd.ordered);
  BOOST_TEST(read.polls == odd.polls);
  BOOST_TEST(read.ids.at(0).id.text == "Gen-1");
  BOOST_CHECK(read.ids.at(0).proof == Proof::token && read.ids.at(0).gone);
  BOOST_CHECK(read.assets == odd.assets);
  BOOST_CHECK(read.failures == odd.failures);
  BOOST_TEST(read.final == odd.final);
  BOOST_CHECK(read.refused == odd.refused);
  BOOST_CHECK(read.rejected == odd.rejected);
  BOOST_TEST(read.api_version == odd.api_version);
  BOOST_CHECK(read.doubt == odd.doubt);
  BOOST_CHECK(read.decision == odd.decision);
  BOOST_CHECK(read.decided_at == odd.decided_at);
}

BOOST_AUTO_TEST_CASE(what_a_request_does_not_have_is_missing_when_it_is_read) {
  ledger.restore(content('a'), request());
  const GenerationRequest read = fresh('a').record.requests.at(0);
  BOOST_CHECK(!read.accepted_at && !read.ended_at && !read.decided_at);
  BOOST_CHECK(!read.refused && !read.rejected && !read.doubt);
  BOOST_TEST(read.ids.empty());
  BOOST_TEST(read.assets.empty());
  BOOST_TEST(read.failures.empty());
  BOOST_CHECK(read.decision == Decision::none);
}

BOOST_AUTO_TEST_CASE(requests_come_in_the_order_of_their_intents) {
  const RequestNumber first = send('a');
  send('b');
  const RequestNumber last = send('a');
  const auto requests = fresh('a').record.requests;
  BOOST_REQUIRE(requests.size() == 2U);
  BOOST_TEST(requests[0].number == first);
  BOOST_TEST(requests[1].number == last);
}

BOOST_AUTO_TEST_CASE(orders_and_the_users_word_come_back) {
  buy('a');
  happen('a', Ordered{{{"square"}, night, noon + 1h}});
  happen('a', UserWord{noon + 2h});
  const ContentRecord record = fresh('a').record;
  BOOST_REQUIRE(record.orders.size() == 1U);
  BOOST_CHECK(record.orders[0].at == noon + 1h);
  BOOST_TEST(record.orders[0].campaign == night);
  BOOST_CHECK(record.word_at == noon + 2h);
  BOOST_CHECK(record.retry_at == noon + 2h);
}

BOOST_AUTO_TEST_CASE(wants_come_back_with_how_they_stand) {
  want('a', {"story"}, day);
  want('a', {"square"}, night);
  want('a', {"square"}, night);
  buy('a');
  ledger.end_transaction();
  const auto wants = fresh('a').wants;
  BOOST_REQUIRE(wants.size() == 2U);
  BOOST_TEST(wants[0].want.campaign == night);
  BOOST_CHECK(wants[0].want.formats == Formats{"square"});
  BOOST_TEST(wants[0].jobs == 2);
  BOOST_TEST(wants[0].want.jobs == 2U);
  BOOST_CHECK(wants[0].standing == (WantStanding{JobStatus::succeeded, 1, 1}));
  BOOST_CHECK(wants[0].want.status == JobStatus::succeeded);
  BOOST_TEST(wants[1].want.campaign == day);
  BOOST_CHECK(wants[1].want.status == JobStatus::planned);
}

BOOST_AUTO_TEST_CASE(a_content_can_be_read_without_who_wants_it) {
  const std::int64_t content = this->content('a').number;
  want('a');
  send('a');
  const HeldContent held = rows.read_without_wants(content);
  BOOST_TEST(held.wants.empty());
  BOOST_TEST(held.record.requests.size() == 1U);
  BOOST_TEST(rows.read(content).wants.size() == 1U);
}

BOOST_AUTO_TEST_CASE(texts_and_first_jobs_are_read_when_they_are_asked_for) {
  const std::int64_t wanted = want('a').number;
  BOOST_TEST(rows.first_job(wanted).empty());
  exec(
      "INSERT INTO jobs (campaign, position, want, key, design_name, variables) VALUES (1, 8, 1, 'hero/2', "
      "'', ''), "
      "(1, 3, 1, 'hero/3', '', ''), (2, 1, 99, 'hero/1', '', '')");
  BOOST_TEST(rows.first_job(wanted).text == "hero/3");
  BOOST_TEST(rows.text_of(content('a').number) == "{\"text\":\"a\"}");
  BOOST_TEST(rows.text_of(4711).empty());
}

// ---- slots

BOOST_AUTO_TEST_CASE(rivals_are_requests_for_the_same_slot_of_other_contents) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('https://other.test', '')");
  content('a', "slot-1");
  content('b', "slot-1");
  content('c', "slot-2");
  content('d');
  content('e', "slot-1", 2);
  for (const char name : std::string{"abcd"}) send(name);
  ledger.intend(ledger.get(key('e', 2)), request(), worker);
  const auto rivals = fresh('a').record.rivals;
  BOOST_REQUIRE(rivals.size() == 1U);
  BOOST_TEST(rivals[0].number == fresh('b').record.requests.at(0).number);
  BOOST_TEST(fresh('d').record.rivals.empty());
  BOOST_TEST(rows.rivals_of(fresh('d')).empty());
}

// ---- designs

BOOST_AUTO_TEST_CASE(a_design_that_was_never_read_is_unknown) {
  const std::int64_t design = names.number_of(hero);
  BOOST_TEST(rows.design(account, design) == nullptr);
  BOOST_TEST(rows.circumstances(content('a'), false).design == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_known_of_a_design_stays_until_it_is_forgotten) {
  const std::int64_t design = names.number_of(hero);
  BOOST_TEST(rows.design(account, design) == nullptr);
  statements.run("INSERT INTO design_states VALUES (?, ?, 2000, 5, '2024-01', '[[\"square\",\"x\",7]]')",
                 account, design);
  BOOST_TEST(rows.design(account, design) == nullptr);
  rows.forget();
  const DesignState* state = rows.design(account, design);
  BOOST_REQUIRE(state != nullptr);
  BOOST_CHECK(state->id == hero);
  BOOST_TEST(state->version == 2000);
  BOOST_CHECK(state->seen_at == WallTime{5ms});
  BOOST_TEST(state->api_version == "2024-01");
  BOOST_TEST(state->formats.at(0).name == "square");
  BOOST_CHECK(state->formats.at(0).changed_at == WallTime{7ms});
  BOOST_TEST(rows.design(account + 1, design) == nullptr);
}

BOOST_AUTO_TEST_CASE(circumstances_are_those_of_the_contents_own_design) {
  HeldContent& held = content('a');
  DesignState state;
  state.version = 3;
  rows.put(account, held.design, state);
  BOOST_TEST(rows.circumstances(held, false).design->version == 3);
  BOOST_TEST(!rows.circumstances(held, false).keep_outdated);
  BOOST_TEST(rows.circumstances(held, true).keep_outdated);
}

// ---- rows that make no sense

BOOST_AUTO_TEST_CASE(a_content_that_is_not_there_is_an_error) {
  BOOST_CHECK_EXCEPTION(rows.read(4711), JournalError, says("a content in it is not there"));
  BOOST_CHECK_EXCEPTION(rows.read_without_wants(0), JournalError, says("a content in it is not there"));
}

BOOST_AUTO_TEST_CASE(rows_that_make_no_sense_are_an_error_that_says_what_is_wrong) {
  const std::pair<const char*, const char*> spoilt[] = {
      {"UPDATE contents SET digest = x'00'", "a digest in it has another length"},
      {"UPDATE contents SET digest = x''", "a digest in it has another length"},
      {"UPDATE contents SET design = 99", "a design in it is not there"},
      {"UPDATE contents SET orders = '[[]]'", "a list in it cannot be read"},
      {"UPDATE requests SET format_set = 99", "a set of formats in it is not there"},
      {"UPDATE requests SET decision = 4", "a decision in it is none that is known"},
      {"UPDATE requests SET decision = -1", "a decision in it is none that is known"},
      {"UPDATE requests SET ids = 'gen-1'", "a list in it cannot be read"},
      {"UPDATE requests SET assets = '{'", "a list in it cannot be read"},
      {"UPDATE requests SET assets = '[[\"square\",1,1,\"px\",\"png\",\"b\",99,\"x\",0,\"\"]]'",
       "the beginning of an address in it is not there"},
      {"UPDATE requests SET failures = '[7]'", "a list in it cannot be read"},
      {"UPDATE requests SET refused = '7'", "a list in it cannot be read"},
      {"UPDATE requests SET rejected = '[[\"\",\"x\"]]'", "a list in it cannot be read"},
      {"UPDATE requests SET doubt = 'lost'", "a list in it cannot be read"},
      {"UPDATE wants SET format_set = 99", "a set of formats in it is not there"},
      {"UPDATE wants SET status = 8", "a status in it is none that is known"},
      {"UPDATE wants SET status = -1", "a status in it is none that is known"},
  };
  const std::int64_t content = this->content('a').number;
  want('a');
  buy('a');
  ledger.end_transaction();
  for (const auto& [sql, what] : spoilt) {
    BOOST_TEST_CONTEXT(sql) {
      exec("SAVEPOINT whole");
      exec(sql);
      Names other_names{statements};
      LedgerRows other{statements, other_names};
      BOOST_CHECK_EXCEPTION(other.read(content), JournalError, says(what));
      exec("ROLLBACK TO whole");
      exec("RELEASE whole");
    }
  }
  BOOST_CHECK_NO_THROW(rows.read(content));
}

BOOST_AUTO_TEST_CASE(what_a_spoilt_design_was_cannot_be_read) {
  const std::int64_t design = names.number_of(hero);
  statements.run("INSERT INTO design_states VALUES (?, ?, 1, 0, '', '[[\"square\"]]')", account, design);
  BOOST_CHECK_EXCEPTION(rows.design(account, design), JournalError, says("a list in it cannot be read"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
