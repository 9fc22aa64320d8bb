// What a lock file says, and what a journal's errors say.
#include "io/journal/database.hpp"
#include "io/journal/lock_file.hpp"

#include <SQLiteCpp/Exception.h>
#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

#include <string>
#include <utility>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(lock_text_)

BOOST_AUTO_TEST_CASE(who_holds_a_journal_and_how_far_it_was_come_back) {
  const std::string text = lock_text("pid 12 on host since now", JournalMark{"run-1", 41});
  BOOST_TEST(text == "pid 12 on host since now\njournal run-1 41\n");
  BOOST_TEST(holder_in(text) == "pid 12 on host since now");
  const auto mark = mark_in(text);
  BOOST_REQUIRE(mark.has_value());
  BOOST_TEST(mark->id == "run-1");
  BOOST_TEST(mark->state == 41);
}

BOOST_AUTO_TEST_CASE(a_lock_without_a_mark_has_none) {
  const std::string text = lock_text("pid 12", std::nullopt);
  BOOST_TEST(text == "pid 12\n");
  BOOST_CHECK(!mark_in(text).has_value());
}

BOOST_AUTO_TEST_CASE(a_lock_that_was_never_signed_is_of_an_unknown_process) {
  BOOST_TEST(holder_in("") == "an unknown process");
  BOOST_TEST(holder_in("pid 12") == "pid 12");
  BOOST_TEST(holder_in("\njournal run-1 41\n") == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_mark_is_none) {
  for (const char* text : {"", "journal run-1 41", "pid 12\n", "pid 12\njournal\n", "pid 12\njournal run-1\n",
                           "pid 12\njournal run-1 forty\n", "pid 12\nledger run-1 41\n",
                           "pid 12\njournal run-1 99999999999999999999\n", "pid 12\n\0journal run-1 41\n"}) {
    BOOST_TEST_CONTEXT(text) BOOST_CHECK(!mark_in(text).has_value());
  }
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_longer_text_behind_a_mark_does_not_change_it) {
  BOOST_TEST(mark_in("pid 1\njournal run-1 41\n99\njournal run-9 1\n").value().state == 41);
}

BOOST_AUTO_TEST_CASE(a_lock_lies_beside_its_journal_and_no_two_journals_share_one) {
  const std::pair<const char*, const char*> places[] = {{"/nowhere/night.db", "/nowhere/night.lock"},
                                                        {"/nowhere/night", "/nowhere/night-lock"},
                                                        {"/nowhere/night.de", "/nowhere/night.de-lock"},
                                                        {"/nowhere/a.db.db", "/nowhere/a.db.lock"},
                                                        {"/nowhere/x/../night.db", "/nowhere/night.lock"}};
  for (const auto& [journal, lock] : places) BOOST_TEST(lock_file(journal).string() == lock);
}

BOOST_AUTO_TEST_SUITE_END()

// ---- errors

BOOST_AUTO_TEST_SUITE(journal_errors)

BOOST_AUTO_TEST_CASE(an_error_names_the_journal_once) {
  BOOST_TEST(std::string{journal_error("/jobs/night.db", "no room").what()} ==
             "journal /jobs/night.db: no room");
  BOOST_TEST(std::string{journal_error("/jobs/night.db", "journal /other.db: no room").what()} ==
             "journal /other.db: no room");
}

BOOST_AUTO_TEST_CASE(an_error_says_what_can_be_done_about_it) {
  const struct {
    int code;
    OpenedFor opened_for;
    const char* says;
    const char* says_not;
  } cases[] = {
      {SQLITE_CORRUPT, OpenedFor::run, "'pressrun journal check' says how far", "nothing of it can be read"},
      {SQLITE_NOTADB, OpenedFor::run, "restore it from a backup", "nothing of it can be read"},
      {SQLITE_CORRUPT_INDEX, OpenedFor::run, "it is damaged", "free some space"},
      {SQLITE_CORRUPT, OpenedFor::maintenance, "nothing of it can be read", "'pressrun journal check'"},
      {SQLITE_FULL, OpenedFor::run, "free some space and run again", "damaged"},
      {SQLITE_IOERR, OpenedFor::run, "journal j.db: it said so", "; "},
      {0, OpenedFor::run, "journal j.db: it said so", "; "},
  };
  for (const auto& one : cases) {
    const std::string text = journal_error("j.db", "it said so", one.code, one.opened_for).what();
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(text.find(one.says) != std::string::npos);
      BOOST_TEST(text.find(one.says_not) == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_sqlite_throws_is_the_journals_error) {
  const auto text_of = [](auto work) {
    try {
      guarded("j.db", work);
    } catch (const JournalError& error) {
      return std::string{error.what()};
    }
    return std::string{"no error"};
  };
  BOOST_TEST(text_of([] {
               throw SQLite::Exception("disk full", SQLITE_FULL);
             }).starts_with("journal j.db: disk full; free some space"));
  BOOST_TEST(text_of([] { throw JournalError("a list in it cannot be read"); }) ==
             "journal j.db: a list in it cannot be read");
  BOOST_TEST(text_of([] {
               throw std::filesystem::filesystem_error("x",
                                                       std::make_error_code(std::errc::permission_denied));
             }) == "journal j.db: Permission denied");
  BOOST_TEST(text_of([] {}) == "no error");
  BOOST_TEST(guarded("j.db", [] { return 7; }) == 7);
  BOOST_CHECK_THROW(guarded("j.db", [] { throw std::logic_error("ours"); }), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
