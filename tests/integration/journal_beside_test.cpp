// What lies beside a journal: its lock, what was rescued, and what is kept of a design's answers.
#include "integration/journal_folder.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <sys/stat.h>

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct Beside : JournalFolder {
  /// A journal whose one request is on its way; answers that.
  RequestNumber send() {
    const auto journal = open();
    begun = begin_run(*this, *journal);
    ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
    PurchaseIntent intent;
    intent.content = key();
    intent.wanted = {"square"};
    intent.campaign = begun.run.campaign;
    intent.run = intent.first_run = begun.run.number;
    intent.at = noon;
    return ask(journal->intend(intent)).request;
  }
  [[nodiscard]] ContentKey key() const { return {begun.account, digest('a')}; }
  [[nodiscard]] LedgerEntry id(RequestNumber request, const std::string& text) const {
    return {key(), IdIssued{request, RequestId{text}, Proof::answer, noon, noon}};
  }
  void write(const fs::path& to, const std::string& text) const { std::ofstream{to, std::ios::app} << text; }
  [[nodiscard]] fs::path beside(const std::string& suffix) const { return file.string() + suffix; }

  BegunRun begun;
  WallTime noon{std::chrono::milliseconds{1'780'000'000'000}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_beside, Beside)

// ---- rescued facts

BOOST_AUTO_TEST_CASE(what_is_kept_after_a_line_that_was_cut_short_is_taken_in) {
  const RequestNumber request = send();
  write(beside(".rescue.jsonl"), "{\"account\":1,\"cont");  // the disk was full, and then it was not
  BOOST_TEST(!io::write_rescue(file, {id(request, "gen-1")}).empty());
  const auto told = io::take_in_rescue(file);
  BOOST_REQUIRE(told.size() == 2U);
  BOOST_TEST(told[0].find("1 record") != std::string::npos);
  BOOST_TEST(told[1].find("1 lines of it fit nothing") != std::string::npos);
  BOOST_TEST(jobs(begun.run.campaign).at(0).request_id.text == "gen-1");
}

BOOST_AUTO_TEST_CASE(what_is_rescued_later_is_added_to_what_was_before) {
  const RequestNumber request = send();
  io::write_rescue(file, {id(request, "gen-1")});
  io::write_rescue(file, {id(request, "gen-2")});
  const auto told = io::take_in_rescue(file);
  BOOST_TEST(told.at(0).find("2 records") != std::string::npos);
  BOOST_TEST(!fs::exists(beside(".rescue.jsonl")));
  BOOST_TEST(io::take_in_rescue(file).empty());
}

BOOST_AUTO_TEST_CASE(lines_that_fit_nothing_are_kept_aside_each_time_under_another_name) {
  const RequestNumber request = send();
  for (int i = 0; i < 2; ++i) {
    io::write_rescue(file, {id(request + 99, "gen-9")});
    BOOST_TEST(io::take_in_rescue(file).size() == 1U);
  }
  BOOST_TEST(fs::exists(beside(".rescue.jsonl.left")));
  BOOST_TEST(fs::exists(beside(".rescue.jsonl.left-2")));
}

BOOST_AUTO_TEST_CASE(without_a_journal_rescued_lines_wait_for_one) {
  io::write_rescue(file, {id(1, "gen-1")});
  BOOST_TEST(io::take_in_rescue(file).empty());
  BOOST_TEST(fs::exists(beside(".rescue.jsonl")));
  BOOST_TEST(!fs::exists(file));
}

BOOST_AUTO_TEST_CASE(nothing_that_was_paid_for_makes_no_file) {
  BOOST_TEST(io::write_rescue(file, {{key(), UserWord{noon}}}).empty());
  BOOST_TEST(io::write_rescue(file, {}).empty());
  BOOST_TEST(!fs::exists(beside(".rescue.jsonl")));
}

// ---- a rescued journal

BOOST_AUTO_TEST_CASE(a_rescued_journal_takes_the_place_of_one_that_knows_less) {
  send();
  fs::copy_file(file, beside(".rescue"));
  { SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("UPDATE book SET state = state - 1"); }
  write(beside("-wal"), "");
  BOOST_TEST(io::take_in_rescue(file).size() == 1U);
  BOOST_TEST(fs::exists(beside(".replaced-1")));
  BOOST_TEST(!fs::exists(beside(".rescue")));
  BOOST_TEST(io::check_journal(file).sound());
}

BOOST_AUTO_TEST_CASE(a_rescued_journal_gives_way_to_no_other_that_has_runs_of_its_own) {
  send();
  fs::copy_file(file, beside(".rescue"));
  for (const char* another : {"UPDATE book SET state = state + 1", "UPDATE book SET id = 'another'"}) {
    { SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(another); }
    const auto says_so = [&](const JournalError& error) {
      return std::string{error.what()}.find("is another than the one that a run lost") != std::string::npos;
    };
    BOOST_CHECK_EXCEPTION(io::take_in_rescue(file), JournalError, says_so);
    BOOST_TEST(fs::exists(beside(".rescue")));
    BOOST_TEST(!fs::exists(beside(".replaced-1")));
  }
}

// ---- what the lock file remembers

BOOST_AUTO_TEST_CASE(a_journal_is_suspect_by_what_its_lock_remembers) {
  BOOST_CHECK(io::staleness(file) == Staleness::none);  // nobody was ever here
  send();
  const JournalMark now = io::journal_mark(file).value();
  const auto suspicion_after = [&](const JournalMark& noted) {
    io::JournalLock{file, Duration{}}.note(noted);
    return io::staleness(file);
  };
  BOOST_CHECK(suspicion_after(now) == Staleness::none);
  BOOST_CHECK(suspicion_after({now.id, now.state - 1}) == Staleness::none);
  BOOST_CHECK(suspicion_after({now.id, now.state + 1}) == Staleness::older);
  BOOST_CHECK(suspicion_after({"another", now.state}) == Staleness::another);
  fs::resize_file(file, 0);
  BOOST_CHECK(io::staleness(file) == Staleness::empty);
  fs::remove(file);
  BOOST_CHECK(io::staleness(file) == Staleness::missing);
}

BOOST_AUTO_TEST_CASE(a_journal_of_before_there_were_marks_is_an_older_one) {
  from_fixture("version_2.sql");
  BOOST_CHECK(!io::journal_mark(file).has_value());
  io::JournalLock{file, Duration{}}.note({"run-1", 3});
  BOOST_CHECK(io::staleness(file) == Staleness::older);
}

BOOST_AUTO_TEST_CASE(a_journal_without_a_run_has_no_mark) {
  open().reset();
  BOOST_CHECK(!io::journal_mark(file).has_value());
  io::JournalLock{file, Duration{}}.note({"run-1", 3});
  BOOST_CHECK(io::staleness(file) == Staleness::empty);
}

BOOST_AUTO_TEST_CASE(a_lock_is_held_by_one_and_keeps_what_was_noted) {
  BOOST_TEST(!io::is_held(file));
  {
    io::JournalLock lock{file, Duration{}};
    lock.note({"run-1", 7});
    BOOST_TEST(io::is_held(file));
    BOOST_TEST(lock.is_that_of(file));
    BOOST_CHECK_THROW((io::JournalLock{file, Duration{}}), io::LockHeld);
  }
  BOOST_TEST(!io::is_held(file));
  const io::JournalLock next{file, Duration{}};
  BOOST_TEST(io::noted_mark(file).value().state == 7);
}

BOOST_AUTO_TEST_CASE(a_lock_whose_folder_was_replaced_is_no_longer_that_of_the_journal) {
  const io::JournalLock lock{file, Duration{}};
  fs::rename(file.parent_path(), folder / "moved");
  BOOST_TEST(!lock.is_that_of(file));
  fs::create_directories(file.parent_path());
  BOOST_TEST(!lock.is_that_of(file));
  BOOST_TEST(lock.is_that_of(folder / "moved" / "night.db"));
}

BOOST_AUTO_TEST_CASE(all_names_of_a_journal_lead_to_one_lock) {
  fs::create_symlink(file, folder / "link.db");
  fs::create_symlink("link.db", folder / "link-to-link.db");
  const io::JournalLock lock{file, Duration{}};
  for (const fs::path& name :
       {folder / "link.db", folder / "link-to-link.db", file.parent_path() / ".." / "link.db"})
    BOOST_TEST(io::is_held(name));
}

// ---- kept answers

BOOST_AUTO_TEST_CASE(a_body_that_is_too_large_is_passed_over_and_the_others_are_kept) {
  const std::string most(8U << 20U, 'x');
  io::keep_answers(
      file,
      {{"large", noon, most}, {"larger", noon, most + "x"}, {"odd\n\x01", noon, std::string{"a\0b", 3}}});
  const auto found = io::kept_answers(file, {"larger", "large", "odd\n\x01", "large"});
  BOOST_REQUIRE(found.size() == 3U);
  BOOST_TEST(found[0].name == "large");
  BOOST_TEST(found[0].body.size() == most.size());
  BOOST_TEST(found[1].body == std::string("a\0b", 3));
  BOOST_TEST(found[2].name == "large");
}

BOOST_AUTO_TEST_CASE(nothing_to_keep_makes_no_journal) {
  io::keep_answers(file, {});
  BOOST_TEST(!fs::exists(file));
  BOOST_TEST(!fs::exists(fs::path{file}.replace_extension(".lock")));
}

BOOST_AUTO_TEST_CASE(a_journal_of_before_answers_were_kept_has_none) {
  from_fixture("version_1.sql");
  BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  BOOST_CHECK(!io::plan_used(file, "sha256:1").has_value());
  BOOST_TEST(version() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
