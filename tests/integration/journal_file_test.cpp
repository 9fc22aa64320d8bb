// The journal as a file: what is kept beside the jobs, other processes, deletion, and what is rescued.
#include "integration/journal_folder.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <SQLiteCpp/Transaction.h>

#include <sys/stat.h>
#include <thread>

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct JournalFile : JournalFolder {
  PurchaseIntent intent(const BegunRun& begun, char content) const {
    PurchaseIntent made;
    made.content = {begun.account, digest(content)};
    made.wanted = {"square"};
    made.campaign = begun.run.campaign;
    made.run = begun.run.number;
    made.first_run = begun.run.number;
    made.at = noon;
    return made;
  }

  static unsigned mode(const fs::path& path) {
    struct stat found {};
    BOOST_REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777U;
  }

  WallTime noon{std::chrono::milliseconds{1'780'000'000'000}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_file, JournalFile)

BOOST_AUTO_TEST_CASE(it_is_its_owners_alone) {
  fs::remove(file.parent_path());
  open().reset();
  BOOST_TEST(mode(file) == 0600U);
  BOOST_TEST(mode(file.parent_path()) == 0700U);
}

BOOST_AUTO_TEST_CASE(answers_are_kept_and_the_later_one_wins) {
  io::keep_answers(file, {{"fonts", noon, "[1]"}, {"designs/a", noon, "{}"}});
  io::keep_answers(file, {{"fonts", noon + 1h, "[2]"}});
  const auto found = io::kept_answers(file, {"designs/b", "fonts", "designs/a"});
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].name == "fonts");
  BOOST_TEST(found[0].body == "[2]");
  BOOST_CHECK(found[0].read_at == noon + 1h);
  BOOST_TEST(found[1].body == "{}");
}

BOOST_AUTO_TEST_CASE(who_only_reads_keeps_nothing_in_a_journal_that_a_run_holds) {
  open().reset();
  {
    const io::JournalLock lock{file, Duration{}};
    io::keep_answers(file, {{"fonts", noon, "[1]"}}, Holding::nobodys);
    BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  }
  io::keep_answers(file, {{"fonts", noon, "[1]"}}, Holding::nobodys);
  BOOST_TEST(io::kept_answers(file, {"fonts"}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(who_only_reads_migrates_nothing) {
  from_fixture("version_3.sql");
  io::keep_answers(file, {{"fonts", noon, "[1]"}}, Holding::nobodys);
  BOOST_TEST(version() == 3);
}

BOOST_AUTO_TEST_CASE(without_a_journal_nothing_is_kept_and_none_is_made) {
  BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  BOOST_TEST(!fs::exists(file));
  BOOST_TEST(io::open_journal(file) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_plan_is_carried_out_once) {
  BOOST_TEST(!io::plan_used(file, "sha256:1").has_value());
  BOOST_TEST(!io::use_plan(file, "sha256:1", noon).has_value());
  BOOST_CHECK(io::plan_used(file, "sha256:1") == noon);
  const auto before = io::use_plan(file, "sha256:1", noon + 1h);
  BOOST_REQUIRE(before.has_value());
  BOOST_CHECK(*before == noon);
  BOOST_TEST(!io::use_plan(file, "sha256:2", noon).has_value());
}

BOOST_AUTO_TEST_CASE(another_process_that_writes_for_a_while_is_waited_for) {
  const auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  SQLite::Database other{file.string(), SQLite::OPEN_READWRITE};
  other.exec("BEGIN IMMEDIATE");
  std::thread release{[&] {
    std::this_thread::sleep_for(300ms);
    other.exec("COMMIT");
  }};
  const auto known = ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
  release.join();
  BOOST_TEST(known.size() == 1U);
}

BOOST_AUTO_TEST_CASE(every_submission_moves_the_journal_on) {
  std::vector<std::int64_t> states;
  auto journal = std::make_unique<io::SqliteJournal>(
      context.get_executor(), file, [&](const JournalMark& mark) { states.push_back(mark.state); });
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
  const RequestNumber request = ask(journal->intend(intent(begun, 'a'))).request;
  ask(journal->commit({{{begun.account, digest('a')}, RequestDoubted{request, {}, noon}}}));
  ask(journal->commit({{{begun.account, digest('a')}, RequestDecided{request, Decision::dropped, noon}}}));
  journal.reset();
  BOOST_REQUIRE(states.size() == 3U);
  BOOST_TEST(states[0] < states[1]);
  BOOST_TEST(states[1] < states[2]);
  BOOST_TEST(io::journal_mark(file)->state == states[2]);
  BOOST_TEST(io::journal_mark(file)->id == "run");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_deleted_under_a_run_is_noticed_and_what_it_held_is_saved) {
  auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
  const RequestNumber request = ask(journal->intend(intent(begun, 'a'))).request;
  fs::remove_all(file.parent_path());
  const IdIssued issued{request, RequestId{"gen-1"}, Proof::answer, noon, noon};
  const auto names_it = [&](const JournalError& error) {
    return std::string{error.what()}.find(file.string() + ".rescue") != std::string::npos;
  };
  BOOST_CHECK_EXCEPTION(ask(journal->commit({{{begun.account, digest('a')}, issued}})), JournalError,
                        names_it);
  BOOST_CHECK_THROW(ask(journal->open_contents(begun.account)), JournalError);
  journal.reset();
  BOOST_TEST(mode(file.string() + ".rescue") == 0600U);
  BOOST_TEST(mode(file.parent_path()) == 0700U);
  BOOST_TEST(!fs::exists(file));
  const auto told = io::take_in_rescue(file);
  BOOST_REQUIRE(told.size() == 1U);
  BOOST_TEST(told[0].find("deleted while a run went on") != std::string::npos);
  BOOST_REQUIRE(jobs(begun.run.campaign).size() == 1U);
  BOOST_TEST(jobs(begun.run.campaign)[0].request_id.text == "gen-1");
  BOOST_TEST(io::take_in_rescue(file).empty());
}

BOOST_AUTO_TEST_CASE(facts_that_the_journal_could_not_take_are_taken_in_later) {
  auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
  const RequestNumber request = ask(journal->intend(intent(begun, 'a'))).request;
  journal.reset();
  const ContentKey key{begun.account, digest('a')};
  Asset asset;
  asset.format = "square";
  asset.id = "b1";
  asset.url = "https://files.test/b1.png";
  const std::string kept =
      io::write_rescue(file, {{key, IdIssued{request, RequestId{"gen-1"}, Proof::answer, noon, noon}},
                              {key, RequestConcluded{request, {asset}, {}, 3, noon, begun.run.number, noon}},
                              {key, RequestDoubted{request, {}, noon}}});
  BOOST_TEST(kept == file.string() + ".rescue.jsonl");
  BOOST_TEST(mode(kept) == 0600U);
  {
    std::ofstream half{kept, std::ios::app};
    half << "{\"account\":1,\"cont";  // the disk was full
  }
  const auto told = io::take_in_rescue(file);
  BOOST_REQUIRE(told.size() == 2U);
  BOOST_TEST(told[0].find("2 records") != std::string::npos);
  BOOST_TEST(!fs::exists(kept));
  BOOST_TEST(fs::exists(kept + ".left"));
  const JobView job = jobs(begun.run.campaign).at(0);
  BOOST_CHECK(job.status == JobStatus::succeeded);
  BOOST_TEST(job.assets.at(0).id == "b1");
  BOOST_TEST(job.request_id.text == "gen-1");
  BOOST_TEST(io::check_journal(file).sound());
}

BOOST_AUTO_TEST_CASE(where_even_the_rescue_cannot_be_written_nothing_is_claimed) {
  const LedgerEntry entry{{1, digest('a')}, IdIssued{1, RequestId{"gen-1"}, Proof::answer, noon, noon}};
  BOOST_TEST(io::write_rescue("/proc/nowhere/night.db", {entry}).empty());
}

BOOST_AUTO_TEST_CASE(a_check_finds_what_the_rules_do_not_leave_behind) {
  auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a'), job_of("hero/2", 'b')}));
  ask(journal->intend(intent(begun, 'a')));
  journal.reset();
  BOOST_TEST(io::check_journal(file).sound());
  {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec("UPDATE wants SET status = 3 WHERE want = 2");
    database.exec("UPDATE requests SET out = 5");
  }
  const auto found = io::check_journal(file).contradictions;
  BOOST_TEST(found.size() == 5U);  // and the three sums
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_is_nothing_that_counts) {
  auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a'), job_of("hero/2", 'b')}));
  const RequestNumber first = ask(journal->intend(intent(begun, 'a'))).request;
  const RequestNumber second = ask(journal->intend(intent(begun, 'b'))).request;
  Asset asset;
  asset.format = "square";
  asset.url = "https://files.test/b1.png";
  ask(journal->commit(
      {{{begun.account, digest('a')}, RequestConcluded{first, {asset}, {}, 1, noon, begun.run.number, noon}},
       {{begun.account, digest('b')}, RequestDoubted{second, {}, noon}}}));
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/3", 'c')}));
  journal.reset();
  BOOST_TEST(io::compact(file, {noon + 24h, {}}).forgotten == 0U);  // they are wanted
  journal = open();
  begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/3", 'c')}));
  ask(journal->end_registration(begun.run.campaign, "all"));
  journal.reset();
  BOOST_TEST(io::compact(file, {noon - 1h, {}}).forgotten == 0U);
  BOOST_TEST(io::compact(file, {noon + 24h, {}}).forgotten == 1U);  // and not what is in doubt
  const CampaignTally tally = io::open_journal(file)->tally(begun.run.campaign);
  BOOST_TEST(tally.credits.settled == 1U);
  BOOST_TEST(tally.orphans_in_doubt == 1U);
  BOOST_TEST(io::check_journal(file).sound());
}

BOOST_AUTO_TEST_CASE(everything_that_can_be_read_is_handed_over) {
  auto journal = open();
  const BegunRun begun = begin_run(*this, *journal);
  ask(journal->register_jobs(begun.run.campaign, {job_of("hero/1", 'a')}));
  ask(journal->intend(intent(begun, 'a')));
  journal.reset();
  std::map<std::string, int> rows;
  const auto done = io::export_journal(
      file, [&](const boost::json::object& row) { ++rows[std::string{row.at("table").as_string()}]; });
  BOOST_TEST(done.unreadable.empty());
  BOOST_TEST(rows["requests"] == 1);
  BOOST_TEST(rows["contents"] == 1);
  BOOST_TEST(rows["jobs"] == 1);
}

BOOST_AUTO_TEST_SUITE_END()
