// Care of a journal: what is found in its rows, what is forgotten, and what can be saved of it.
#include "io/journal/maintenance_rows.hpp"
#include "unit/io/memory_book.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

/// One job whose picture is there, one that is in doubt, one that waits.
struct CareBook : MemoryBook {
  CareBook() {
    for (const char name : std::string{"abc"}) {
      want(name);
      exec(
          "INSERT INTO jobs (campaign, position, want, key, design_name, variables) SELECT 1, want, want, "
          "'hero/' || want, "
          "'hero', '{}' FROM wants ORDER BY want DESC LIMIT 1");
    }
    buy('a');
    happen('b', doubted(send('b')));
    ledger.end_transaction();
  }
  JournalFindings look() {
    JournalFindings found;
    look_over_rows(database, found);
    return found;
  }
  std::vector<std::string> found_after(const std::string& sql) {
    exec(sql);
    return look().contradictions;
  }
};

bool any_says(const std::vector<std::string>& found, const std::string& what) {
  return std::ranges::any_of(found, [&](const auto& one) { return one.find(what) != std::string::npos; });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_maintenance, CareBook)

BOOST_AUTO_TEST_CASE(a_journal_that_is_sound_is_found_sound_and_counted) {
  const JournalFindings found = look();
  BOOST_TEST(found.sound());
  BOOST_TEST(found.version == schema_version);
  const std::vector<std::pair<std::string, std::int64_t>> rows_expected{
      {"runs", 2}, {"contents", 3}, {"requests", 2}, {"wants", 3}, {"jobs", 3}};
  BOOST_CHECK(found.rows == rows_expected);
}

BOOST_AUTO_TEST_CASE(a_look_changes_nothing) {
  const std::int64_t changes = database.getTotalChanges();
  look();
  BOOST_TEST(database.getTotalChanges() == changes);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(journal_maintenance_spoilt)

BOOST_AUTO_TEST_CASE(whatever_the_rules_do_not_leave_behind_is_found) {
  const std::pair<const char*, const char*> spoilt[] = {
      {"DELETE FROM contents WHERE content = 1", "1 requests of contents that are not there"},
      {"DELETE FROM contents WHERE content = 3", "1 wants of contents that are not there"},
      {"DELETE FROM wants WHERE want = 3", "1 jobs of wants that are not there"},
      {"DELETE FROM jobs WHERE job = 3", "1 wants that count other jobs than there are"},
      {"UPDATE wants SET jobs = 9 WHERE want = 3", "1 wants that count other jobs than there are"},
      {"INSERT INTO request_ids VALUES ('gen-9', 99)", "1 ids of requests that are not there"},
      {"UPDATE standings SET jobs = jobs + 1 WHERE status = 0",
       "1 statuses that count other jobs than there are"},
      {"UPDATE standings SET assets = 7 WHERE status = 3", "1 statuses that count other jobs than there are"},
      {"UPDATE run_credits SET settled = 0", "1 runs that count fewer credits than their requests"},
      {"UPDATE run_credits SET out = 5", "1 runs that count fewer credits than their requests"},
      {"DELETE FROM reserved", "1 times that count fewer credits than their requests"},
      {"UPDATE contents SET unwanted = 1 WHERE content = 3",
       "1 contents that are said to be no longer wanted, and are"},
      {"UPDATE wants SET status = 3, assets = 2 WHERE want = 3",
       "its jobs are kept as succeeded with 2 files, and are planned with 0"},
      {"UPDATE requests SET state = 2 WHERE request = 1",
       "request 1 is kept in a state that its facts do not add up to"},
      {"UPDATE requests SET in_doubt = 0, out = 1 WHERE request = 2",
       "request 2 counts for other credits than its facts add up to"},
      {"UPDATE requests SET ids = '7' WHERE request = 1", "a list in it cannot be read"},
      {"UPDATE contents SET digest = x'61' WHERE content = 2", "a digest in it has another length"},
      {"INSERT INTO requests SELECT 9, content, account, campaign, run, concluded_run, format_set, state, "
       "worker, "
       "intended_at + 999999, as_of, accepted_at, ended_at, credits_each, exact, ordered, polls, final, "
       "decision, decided_at, "
       "settled, out, in_doubt, '', assets, failures, refused, rejected, api_version, doubt FROM requests "
       "WHERE request = 1",
       "request 1 brought"},
  };
  for (const auto& [sql, what] : spoilt) {
    CareBook book;
    const auto found = book.found_after(sql);
    std::string all;
    for (const std::string& one : found) all += one + "; ";
    BOOST_TEST_CONTEXT(sql << ": " << all) {
      BOOST_TEST(any_says(found, what));
      BOOST_TEST(book.look().damage.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(credits_may_be_more_than_the_requests_that_are_left_and_not_fewer) {
  CareBook book;
  BOOST_TEST(
      book.found_after("UPDATE run_credits SET settled = settled + 5, in_doubt = in_doubt + 5").empty());
  BOOST_TEST(book.found_after("UPDATE reserved SET credits = credits + 5").empty());
}

BOOST_AUTO_TEST_CASE(what_version_3_bought_twice_is_no_contradiction) {
  CareBook book;
  book.ledger.restore(book.content('a'), [&] {
    GenerationRequest again = book.fresh('a').record.requests.at(0);
    again.intended_at += 1h;
    again.ids.clear();
    return again;
  }());
  book.ledger.end_transaction();
  BOOST_TEST(!book.look().contradictions.empty());
  book.exec("UPDATE book SET migrated = 3");
  BOOST_TEST(book.look().contradictions.empty());
}

BOOST_AUTO_TEST_CASE(a_table_that_is_gone_is_damage_and_the_rest_is_counted) {
  CareBook book;
  book.exec("DROP TABLE request_ids");
  const JournalFindings found = book.look();
  BOOST_REQUIRE(found.damage.size() == 1U);
  BOOST_TEST(found.damage[0].find("request_ids") != std::string::npos);
  BOOST_TEST(!found.sound());
  BOOST_TEST(found.rows.at(1).second == 3);
  book.exec("DROP TABLE jobs");
  BOOST_TEST(book.look().rows.at(4).second == -1);
}

BOOST_AUTO_TEST_CASE(contradictions_without_end_are_told_up_to_a_point) {
  CareBook book;
  for (int i = 0; i < 60; ++i) {
    book.exec("INSERT INTO contents (account, digest, design, text) VALUES (1, randomblob(32), 1, '')");
    book.exec("INSERT INTO wants SELECT NULL, max(content), 1, 1, 0, 0, 3, 1, 1 FROM contents");
  }
  const std::size_t told = book.look().contradictions.size();
  BOOST_TEST(told >= 20U);
  BOOST_TEST(told < 30U);
}

BOOST_AUTO_TEST_SUITE_END()

// ---- what is forgotten

BOOST_FIXTURE_TEST_SUITE(forgetting, MemoryBook)

BOOST_AUTO_TEST_CASE(only_what_nobody_wants_shows_or_waits_for_is_forgotten) {
  const struct {
    const char* what;
    std::function<void(MemoryBook&)> story;
    std::size_t forgotten;
  } cases[] = {
      {"bought and unwanted", [](MemoryBook& b) { b.buy('a'); }, 1},
      {"never bought", [](MemoryBook& b) { b.content('a'); }, 1},
      {"on its way", [](MemoryBook& b) { b.send('a'); }, 0},
      {"in doubt", [](MemoryBook& b) { b.happen('a', doubted(b.send('a'))); }, 0},
      {"dropped",
       [](MemoryBook& b) {
         const RequestNumber lost = b.send('a');
         b.happen('a', doubted(lost));
         b.happen('a', RequestDecided{lost, Decision::dropped, noon});
       },
       1},
      {"wanted by a row that lags behind",
       [](MemoryBook& b) {
         b.buy('a');
         b.want('a');
         b.exec("UPDATE contents SET unwanted = 1");
       },
       0},
      {"shown by a job",
       [](MemoryBook& b) {
         b.buy('a');
         b.exec(
             "INSERT INTO jobs (campaign, position, want, shown, key, design_name, variables) VALUES (1, 0, "
             "9, 1, 'k', '', '')");
       },
       0},
  };
  for (const auto& one : cases) {
    MemoryBook journal;
    one.story(journal);
    journal.ledger.end_transaction();
    journal.exec("UPDATE contents SET unwanted = 1");
    BOOST_TEST_CONTEXT(one.what) {
      BOOST_TEST(forget_unwanted(journal.database, noon + 24h) == one.forgotten);
      BOOST_TEST(journal.has('a') == (one.forgotten == 0));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_marked_as_unwanted_stays) {
  buy('a');
  ledger.end_transaction();
  BOOST_TEST(forget_unwanted(database, noon + 24h) == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_touched_since_the_moment_stays) {
  buy('a');  // sent a second after noon, and at its end a minute after
  ledger.end_transaction();
  exec("UPDATE contents SET unwanted = 1");
  BOOST_TEST(forget_unwanted(database, noon + 1min) == 0U);
  BOOST_TEST(forget_unwanted(database, noon + 1min + 1ms) == 1U);
}

BOOST_AUTO_TEST_CASE(with_a_content_go_its_requests_ids_and_aliases_and_its_credits_stay) {
  buy('a');
  buy('b');
  ledger.end_transaction();
  exec("INSERT INTO aliases VALUES (x'01', 1), (x'02', 2)");
  exec("UPDATE contents SET unwanted = 1 WHERE content = 1");
  const std::int64_t state = number("SELECT state FROM book");
  BOOST_TEST(forget_unwanted(database, noon + 24h) == 1U);
  BOOST_TEST(number("SELECT min(content) FROM requests") == 2);
  BOOST_TEST(lines("SELECT id FROM request_ids") == std::vector<std::string>{"gen-2"},
             boost::test_tools::per_element());
  BOOST_TEST(number("SELECT min(content) FROM aliases") == 2);
  BOOST_TEST(number("SELECT settled FROM run_credits") == 2);
  BOOST_TEST(number("SELECT state FROM book") == state + 1);  // an older copy must not be taken for this one
  BOOST_TEST(forget_unwanted(database, noon + 24h) == 0U);    // and it can be done again
}

BOOST_AUTO_TEST_SUITE_END()

// ---- what is saved

BOOST_FIXTURE_TEST_SUITE(salvage_, CareBook)

BOOST_AUTO_TEST_CASE(every_row_is_handed_over_as_people_read_it) {
  std::map<std::string, std::vector<json::object>> tables;
  exec("UPDATE runs SET started_at = 1780000000123, exit_code = NULL WHERE run = 1");
  const JournalExport done = salvage_rows(database, [&](const json::object& row) {
    tables[std::string{row.at("table").as_string()}].push_back(row.at("row").as_object());
  });
  BOOST_TEST(done.unreadable.empty());
  std::size_t all = 0;
  for (const auto& [table, found] : tables) all += found.size();
  BOOST_TEST(done.rows == all);
  BOOST_TEST(tables.at("contents").size() == 3U);
  BOOST_TEST(tables.at("contents")[0].at("digest").as_string() == digest('a').text());
  BOOST_TEST(tables.at("runs")[0].at("started_at").as_string() == "2026-05-28T20:26:40Z");
  BOOST_TEST(tables.at("runs")[0].at("exit_code").is_null());
  BOOST_TEST(tables.at("wants")[0].at("status").as_string() == "succeeded");
  BOOST_TEST(tables.at("requests")[0].at("credits_each").as_int64() == 1);
  BOOST_TEST(tables.at("accounts")[0].at("origin").as_string() == "https://api.test");
  BOOST_TEST(tables.at("campaigns").size() == 2U);
  BOOST_TEST(tables.at("designs").size() == 1U);
  BOOST_TEST(tables.at("format_sets").size() == 1U);
  BOOST_TEST(tables.at("jobs").size() == 3U);
}

BOOST_AUTO_TEST_CASE(rows_that_make_no_sense_are_handed_over_as_they_are) {
  exec("UPDATE wants SET status = 99");
  exec("UPDATE contents SET digest = x'6162', word_at = 9223372036854775807 WHERE content = 1");
  std::vector<json::object> found;
  salvage_rows(database, [&](const json::object& row) {
    if (row.at("table").as_string() == "wants" || row.at("table").as_string() == "contents")
      found.push_back(row.at("row").as_object());
  });
  BOOST_TEST(found.at(0).at("digest").as_string() == ContentDigest{}.text());
  BOOST_TEST(found.at(3).at("status").as_int64() == 99);
}

BOOST_AUTO_TEST_CASE(a_table_that_cannot_be_read_does_not_keep_the_others) {
  exec("DROP TABLE requests");
  std::size_t jobs = 0;
  const JournalExport done = salvage_rows(
      database, [&](const json::object& row) { jobs += row.at("table").as_string() == "jobs" ? 1U : 0U; });
  BOOST_REQUIRE(done.unreadable.size() == 1U);
  BOOST_TEST(done.unreadable[0].starts_with("requests: "));
  BOOST_TEST(jobs == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
