// Accounts, and what their reads have shown of designs.
#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

AccountRecord account_of(std::vector<std::string> keys, const std::string& origin = "https://api.test",
                         const std::string& workspace = "Acme") {
  AccountRecord made;
  made.origin = origin;
  made.workspace = workspace;
  made.key_digests = std::move(keys);
  return made;
}

using ShownFormats = std::vector<std::pair<std::string, std::string>>;

struct AccountBook : MemoryBook {
  AccountBook() { accounts.note_account(known()); }

  static AccountRecord known() {
    AccountRecord made = account_of({"key-1"});
    made.number = account;
    return made;
  }

  DesignState note(std::optional<std::int64_t> version, const ShownFormats& formats, WallTime at = noon,
                   AccountNumber of = account) {
    DesignReading reading;
    reading.id = hero;
    reading.version = version;
    reading.formats = formats;
    reading.at = at;
    return accounts.note_designs(of, {reading}).at(0);
  }
  std::vector<std::string> states() {
    return lines("SELECT account, version, formats FROM design_states ORDER BY account");
  }
};

using Lines = std::vector<std::string>;

constexpr std::int64_t before_noon = 490'019LL * 3600;
constexpr std::int64_t after_noon = 490'021LL * 3600;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(account_tables, AccountBook)

// ---- accounts

BOOST_AUTO_TEST_CASE(a_key_that_is_known_says_which_account_it_is) {
  BOOST_TEST(accounts.note_account(account_of({"key-1"})) == account);
  BOOST_TEST(accounts.note_account(account_of({"key-9", "key-1"})) == account);
  BOOST_TEST(accounts.note_account(account_of({"key-9"})) == account);
  BOOST_TEST(number("SELECT count(*) FROM accounts") == 1);
}

BOOST_AUTO_TEST_CASE(another_key_or_another_server_is_another_account) {
  const AccountNumber other = accounts.note_account(account_of({"key-2"}));
  BOOST_TEST(other != account);
  BOOST_TEST(accounts.note_account(account_of({"key-2"})) == other);
  const AccountNumber elsewhere = accounts.note_account(account_of({"key-1"}, "http://127.0.0.1:8080"));
  BOOST_TEST(elsewhere != account);
  BOOST_TEST(elsewhere != other);
  BOOST_TEST(accounts.note_account(account_of({"key-1"})) == account);
}

BOOST_AUTO_TEST_CASE(a_new_name_of_a_workspace_is_remembered) {
  accounts.note_account(account_of({"key-1"}, "https://api.test", "Acme Ltd"));
  BOOST_TEST(text("SELECT workspace FROM accounts") == "Acme Ltd");
  accounts.note_account(account_of({"key-1"}, "https://api.test", ""));
  BOOST_TEST(text("SELECT workspace FROM accounts") == "");
}

BOOST_AUTO_TEST_CASE(an_account_that_is_told_by_number_takes_the_key) {
  AccountRecord told = account_of({"key-7"});
  told.number = account;
  BOOST_TEST(accounts.note_account(told) == account);
  BOOST_TEST(accounts.note_account(account_of({"key-7"})) == account);
}

BOOST_AUTO_TEST_CASE(without_a_key_an_account_is_known_by_where_it_is) {
  const AccountNumber made = accounts.note_account(account_of({}));
  BOOST_TEST(made != account);  // that one has a key
  BOOST_TEST(accounts.note_account(account_of({})) == made);
  BOOST_TEST(accounts.note_account(account_of({}, "https://api.test", "Other")) != made);
  BOOST_TEST(accounts.note_account(account_of({}, "simulator", "Acme")) != made);
}

BOOST_AUTO_TEST_CASE(a_key_of_an_account_that_is_gone_is_a_new_account) {
  exec("INSERT INTO account_keys VALUES ('key-5', 55)");
  BOOST_TEST(accounts.note_account(account_of({"key-5"})) != 55);
}

// ---- what an earlier version bought without knowing where

BOOST_AUTO_TEST_CASE(an_account_adopts_all_that_an_unknown_one_had) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('', '')");
  const AccountNumber unknown = 2;
  content('a', "", unknown);
  content('b', "", unknown);
  content('b');
  ledger.intend(ledger.get(key('a', unknown)), request(), worker);
  ledger.intend(ledger.get(key('b', unknown)), request(), worker);
  note(before_noon, {{"square", "x"}}, noon, unknown);
  exec("UPDATE runs SET account = 2 WHERE run = 1");
  exec("INSERT INTO campaign_accounts VALUES (1, 1), (1, 2), (2, 2)");
  exec("INSERT INTO account_keys VALUES ('key-1', 2), ('key-3', 2)");
  accounts.adopt_account(unknown, account);
  ledger.end_transaction();
  BOOST_TEST(number("SELECT count(*) FROM accounts") == 1);
  BOOST_TEST(fresh('a').record.requests.size() == 1U);
  BOOST_TEST(fresh('b').record.requests.size() == 1U);
  BOOST_TEST(number("SELECT count(*) FROM contents") == 2);
  BOOST_TEST(states().size() == 1U);
  BOOST_TEST(states().at(0).starts_with("1 "));
  BOOST_TEST(number("SELECT account FROM runs WHERE run = 1") == account);
  BOOST_TEST(lines("SELECT campaign, account FROM campaign_accounts") == (Lines{"1 1", "2 1"}),
             boost::test_tools::per_element());
  BOOST_TEST(lines("SELECT digest, account FROM account_keys") == (Lines{"key-1 1", "key-3 1"}),
             boost::test_tools::per_element());
  BOOST_TEST(number("SELECT sum(credits) FROM reserved WHERE account = 1") == 2);
}

BOOST_AUTO_TEST_CASE(an_account_that_adopts_itself_stays_as_it_is) {
  content('a');
  note(before_noon, {{"square", "x"}});
  accounts.adopt_account(account, account);
  BOOST_TEST(number("SELECT count(*) FROM accounts") == 1);
  BOOST_TEST(has('a'));
  BOOST_TEST(states().size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_two_reads_of_a_design_the_newer_is_adopted) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('', ''), ('', '')");
  note(before_noon, {{"square", "ours"}});
  note(before_noon - 1, {{"square", "older"}}, noon, 2);
  accounts.adopt_account(2, account);
  BOOST_TEST(note(std::nullopt, {}).formats.at(0).digest == "ours");
  note(before_noon + 1, {{"square", "newer"}}, noon, 3);
  accounts.adopt_account(3, account);
  BOOST_TEST(note(std::nullopt, {}).formats.at(0).digest == "newer");
  BOOST_TEST(states().size() == 1U);
}

// ---- designs

BOOST_AUTO_TEST_CASE(a_reading_of_nothing_only_asks) {
  const DesignState unknown = note(std::nullopt, {});
  BOOST_TEST(unknown.version == 0);
  BOOST_TEST(unknown.formats.empty());
  BOOST_TEST(states().empty());
  note(before_noon, {{"square", "x"}});
  BOOST_TEST(note(std::nullopt, {}).version == before_noon);
  BOOST_TEST(states().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_newest_read_is_kept_and_an_older_one_changes_nothing) {
  note(before_noon, {{"square", "x"}, {"story", "y"}});
  const auto kept = states();
  BOOST_TEST(note(before_noon - 5, {{"square", "old"}}).formats.size() == 2U);
  BOOST_TEST(states() == kept, boost::test_tools::per_element());
  BOOST_TEST(note(before_noon + 5, {{"square", "new"}}).formats.size() == 1U);
  BOOST_TEST(states().size() == 1U);
}

BOOST_AUTO_TEST_CASE(readings_are_answered_in_their_order_and_a_later_one_knows_the_earlier) {
  DesignReading first;
  first.id = DesignId{"first"};
  first.version = 100;
  first.formats = {{"square", "x"}};
  first.at = noon;
  DesignReading second = first;
  second.id = DesignId{"second"};
  DesignReading question;
  question.id = first.id;
  const auto known = accounts.note_designs(account, {second, first, question});
  BOOST_REQUIRE(known.size() == 3U);
  BOOST_TEST(known[0].id.text == "second");
  BOOST_TEST(known[1].id.text == "first");
  BOOST_TEST(known[2].version == 100);
}

BOOST_AUTO_TEST_CASE(accounts_have_designs_of_their_own) {
  note(before_noon, {{"square", "x"}});
  BOOST_TEST(note(std::nullopt, {}, noon, account + 1).version == 0);
}

BOOST_AUTO_TEST_CASE(a_design_that_was_seen_again_as_it_is_says_when) {
  note(before_noon, {{"square", "x"}}, noon);
  BOOST_CHECK(note(before_noon, {{"square", "x"}}, noon + 1h).seen_at == noon + 1h);
  BOOST_TEST(number("SELECT seen_at FROM design_states") == to_column(noon + 1h));
}

BOOST_AUTO_TEST_CASE(what_an_edit_made_outdated_is_planned_again_at_once) {
  note(before_noon, {{"square", "x"}, {"story", "y"}});
  want('a', {"square"});
  want('a', {"story"});
  want('b', {"square"});
  buy('a', {"square", "story"});
  ledger.end_transaction();
  note(after_noon, {{"square", "new"}, {"story", "y"}}, noon + 2h);
  ledger.end_transaction();
  BOOST_TEST(lines("SELECT content, status FROM wants ORDER BY want") == (Lines{"1 0", "1 3", "2 0"}),
             boost::test_tools::per_element());
  BOOST_TEST(lines("SELECT status, sum(jobs) FROM standings GROUP BY status") == (Lines{"0 2", "3 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_edit_in_one_account_is_none_in_another) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('https://other.test', '')");
  note(before_noon, {{"square", "x"}});
  want('a');
  buy('a');
  note(after_noon, {{"square", "new"}}, noon + 2h, 2);
  BOOST_CHECK(content('a').wants.at(0).want.status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(a_new_format_outdates_none_of_the_others_and_is_wanted_where_all_are) {
  note(before_noon, {{"square", "x"}});
  want('a', {});
  want('a', {"square"});
  buy('a');
  note(after_noon, {{"square", "x"}, {"story", "y"}}, noon + 2h);
  BOOST_TEST(lines("SELECT status FROM wants ORDER BY want") == (Lines{"0", "3"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
