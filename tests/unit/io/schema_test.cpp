// Schemas: from any version to the newest, and what is refused.
#include "io/journal/schema.hpp"

#include "unit/io/memory_book.hpp"

#include <fstream>
#include <iterator>
#include <optional>

namespace pressrun::io::test {

BOOST_AUTO_TEST_SUITE(schema)

namespace {

SQLite::Database in_memory() { return {":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}; }

/// A journal of an earlier version, as tests/data/journals has it.
SQLite::Database journal_of(const std::string& version) {
  std::ifstream in(std::string{PRESSRUN_SOURCE_DIR} + "/tests/data/journals/version_" + version + ".sql");
  BOOST_REQUIRE(in);
  SQLite::Database database = in_memory();
  database.exec(std::string{std::istreambuf_iterator<char>(in), {}});
  return database;
}

std::int64_t number(SQLite::Database& database, const std::string& sql) {
  return database.execAndGet(sql).getInt64();
}

/// Every table and index with the statement that makes it.
std::vector<std::string> layout(SQLite::Database& database) {
  std::vector<std::string> found;
  SQLite::Statement rows{database, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"};
  while (rows.executeStep())
    found.push_back(rows.getColumn(0).getString() + ": " + rows.getColumn(1).getString());
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_empty_file_becomes_a_journal_without_a_word) {
  SQLite::Database database = in_memory();
  migrate(database, [](int) { BOOST_ERROR("there is nothing to save"); });
  BOOST_TEST(number(database, "PRAGMA application_id") == application_id);
  BOOST_TEST(number(database, "PRAGMA user_version") == schema_version);
  BOOST_CHECK_NO_THROW(check_schema(database));
  BOOST_TEST(number(database, "SELECT count(*) FROM book") == 1);
  BOOST_TEST(number(database, "SELECT length(salt) FROM book") == 32);
  BOOST_TEST(number(database, "SELECT count(*) FROM runs") == 0);
}

BOOST_AUTO_TEST_CASE(no_two_journals_have_the_same_salt) {
  SQLite::Database one = in_memory();
  SQLite::Database other = in_memory();
  migrate(one, {});
  migrate(other, {});
  BOOST_TEST(one.execAndGet("SELECT salt FROM book").getString() !=
             other.execAndGet("SELECT salt FROM book").getString());
}

BOOST_AUTO_TEST_CASE(a_journal_that_is_up_to_date_is_left_alone) {
  SQLite::Database database = in_memory();
  migrate(database, {});
  const std::string salt = database.execAndGet("SELECT salt FROM book").getString();
  migrate(database, [](int) { BOOST_ERROR("nothing is changed"); });
  BOOST_TEST(database.execAndGet("SELECT salt FROM book").getString() == salt);
}

BOOST_AUTO_TEST_CASE(whatever_version_it_comes_from_a_journal_looks_the_same) {
  SQLite::Database made = in_memory();
  migrate(made, {});
  const auto newest = layout(made);
  for (const std::string version : {"1", "2", "3", "4"}) {
    SQLite::Database database = journal_of(version);
    std::optional<int> told;
    migrate(database, [&](int from) { told = from; });
    BOOST_TEST_CONTEXT("version " << version) {
      BOOST_TEST(told.value_or(0) == std::stoi(version));
      BOOST_TEST(number(database, "PRAGMA user_version") == schema_version);
      BOOST_TEST(layout(database) == newest, boost::test_tools::per_element());
    }
  }
}

/// Version 5 adds what became of fetching files, and touches nothing else.
BOOST_AUTO_TEST_CASE(a_journal_of_version_4_keeps_all_and_gets_a_place_for_files) {
  SQLite::Database database = in_memory();
  migrate(database, {});
  const auto newest = layout(database);
  database.exec(
      "DROP TABLE former_jobs; ALTER TABLE jobs DROP COLUMN since; DROP TABLE files; DROP TABLE "
      "request_tokens; DROP TABLE deliveries; PRAGMA user_version = 4");
  database.exec("INSERT INTO campaigns (path, name) VALUES ('/a/m.yaml', 'm')");
  std::optional<int> told;
  migrate(database, [&](int from) { told = from; });
  BOOST_TEST(told.value_or(0) == 4);
  BOOST_TEST(number(database, "PRAGMA user_version") == schema_version);
  BOOST_TEST(layout(database) == newest, boost::test_tools::per_element());
  BOOST_TEST(number(database, "SELECT count(*) FROM campaigns") == 1);
}

BOOST_AUTO_TEST_CASE(a_journal_keeps_its_runs_and_is_known_by_the_first_of_them) {
  for (const std::string version : {"1", "2", "3"}) {
    SQLite::Database database = journal_of(version);
    const std::int64_t runs = number(database, "SELECT count(*) FROM runs");
    const std::string first = database.execAndGet("SELECT id FROM runs ORDER BY seq LIMIT 1").getString();
    migrate(database, {});
    BOOST_TEST_CONTEXT("version " << version) {
      BOOST_TEST(number(database, "SELECT count(*) FROM runs") == runs);
      BOOST_TEST(database.execAndGet("SELECT id FROM book").getString() == first);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_journal_is_refused) {
  SQLite::Database other = in_memory();
  other.exec("CREATE TABLE cookies (name TEXT)");
  BOOST_CHECK_EXCEPTION(migrate(other, {}), JournalError, says("not a pressrun journal"));
  BOOST_CHECK_EXCEPTION(check_schema(other), JournalError, says("not a pressrun journal"));
  BOOST_TEST(layout(other).size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_to_be_read_is_no_journal_while_it_is_empty) {
  SQLite::Database empty = in_memory();
  BOOST_CHECK_EXCEPTION(check_schema(empty), JournalError, says("not a pressrun journal"));
}

BOOST_AUTO_TEST_CASE(a_journal_of_a_newer_version_is_refused_and_says_which_this_one_knows) {
  SQLite::Database newer = in_memory();
  migrate(newer, {});
  newer.exec("PRAGMA user_version = " + std::to_string(schema_version + 1));
  const auto refusal = says("made by a newer version of pressrun (journal version 6, this one knows 5)");
  BOOST_CHECK_EXCEPTION(migrate(newer, [](int) { BOOST_ERROR("nothing is changed"); }), JournalError,
                        refusal);
  BOOST_CHECK_EXCEPTION(check_schema(newer), JournalError, refusal);
}

BOOST_AUTO_TEST_CASE(earlier_versions_can_be_read_and_what_came_before_them_cannot) {
  for (const std::string version : {"1", "2", "3", "4"}) {
    SQLite::Database database = journal_of(version);
    BOOST_CHECK_NO_THROW(check_schema(database));
  }
  SQLite::Database database = journal_of("1");
  database.exec("PRAGMA user_version = 0");
  BOOST_CHECK_EXCEPTION(check_schema(database), JournalError, says("of an older version"));
}

BOOST_AUTO_TEST_CASE(a_backup_that_fails_leaves_the_journal_as_it_was) {
  SQLite::Database database = journal_of("3");
  const auto before = layout(database);
  const auto disk_full = [](int) { throw JournalError("its backup cannot be written"); };
  BOOST_CHECK_THROW(migrate(database, disk_full), JournalError);
  BOOST_TEST(number(database, "PRAGMA user_version") == 3);
  BOOST_TEST(layout(database) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_migration_that_fails_in_the_middle_leaves_the_journal_as_it_was) {
  for (const std::string version : {"1", "2", "3"}) {
    SQLite::Database database = journal_of(version);
    database.exec("UPDATE attempts SET formats = 'no list'");
    const auto before = layout(database);
    BOOST_TEST_CONTEXT("version " << version) {
      BOOST_CHECK_EXCEPTION(migrate(database, {}), JournalError, says("a list in it cannot be read"));
      BOOST_TEST(std::to_string(number(database, "PRAGMA user_version")) == version);
      BOOST_TEST(layout(database) == before, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_status_of_version_3_that_no_job_has_is_refused) {
  for (const char* spoilt : {"UPDATE jobs SET status = 8 WHERE job = 1",
                             "UPDATE attempts SET status_before = -1 WHERE job = 1 AND number = 1"}) {
    SQLite::Database database = journal_of("3");
    database.exec(spoilt);
    BOOST_CHECK_EXCEPTION(migrate(database, {}), JournalError, says("a status in it is none that is known"));
  }
}

// ---- what a row may hold

BOOST_AUTO_TEST_CASE(columns_refuse_what_is_not_of_their_type) {
  MemoryBook book;
  book.want('a');
  book.send('a');
  for (const char* spoilt : {"UPDATE requests SET state = 'open'", "UPDATE requests SET ids = x'00'",
                             "UPDATE requests SET intended_at = NULL", "UPDATE requests SET polls = 1.5",
                             "UPDATE wants SET jobs = 'two'", "UPDATE contents SET digest = 'text'",
                             "UPDATE contents SET text = NULL", "UPDATE runs SET started_at = 'now'",
                             "UPDATE book SET one = 2", "INSERT INTO book VALUES (1, '', 0, '', 0, 0)"}) {
    BOOST_TEST_CONTEXT(spoilt) BOOST_CHECK_THROW(book.exec(spoilt), SQLite::Exception);
  }
}

BOOST_AUTO_TEST_CASE(what_is_to_be_there_once_cannot_be_there_twice) {
  MemoryBook book;
  book.want('a');
  const char* const copies[] = {
      "INSERT INTO contents (account, digest, design, text) SELECT account, digest, design, text FROM "
      "contents",
      "INSERT INTO wants SELECT 99, content, campaign, format_set, keep_outdated, jobs, status, run, assets "
      "FROM wants",
      "INSERT INTO campaigns (path, name) SELECT path, name FROM campaigns",
      "INSERT INTO format_sets (names) SELECT names FROM format_sets",
      "INSERT INTO designs (id) SELECT id FROM designs",
  };
  for (const char* copy : copies)
    BOOST_TEST_CONTEXT(copy) BOOST_CHECK_THROW(book.exec(copy), SQLite::Exception);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
