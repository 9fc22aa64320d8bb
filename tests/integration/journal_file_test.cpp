// The journal as a file: earlier schemas, what is kept beside the jobs, saved plans.
#include "pressrun/io/kept_answers.hpp"
#include "pressrun/io/sqlite_store.hpp"

#include <SQLiteCpp/Database.h>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("pressrun-journal-" + std::to_string(::getpid()))) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

struct JournalFixture {
  JournalFixture() : file(folder.path / "night.db") {}

  void from_fixture(const std::string& name) const {
    std::ifstream in(std::string(PRESSRUN_SOURCE_DIR) + "/tests/data/journals/" + name);
    BOOST_REQUIRE(in);
    const std::string sql{std::istreambuf_iterator<char>(in), {}};
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql);
  }

  [[nodiscard]] std::size_t jobs() const {
    std::size_t count = 0;
    io::open_journal(file)->each_job([&](const JobResult& job) {
      BOOST_TEST(job.assets.size() > 0U);
      count += job.status == JobStatus::succeeded ? 1 : 0;
    });
    return count;
  }

  void migrate() const {
    asio::io_context context{1};
    const io::SqliteStore store{context.get_executor(), file};
  }

  [[nodiscard]] int version() const {
    return SQLite::Database(file.string()).execAndGet("PRAGMA user_version").getInt();
  }

  Folder folder;
  fs::path file;
  WallTime noon{std::chrono::milliseconds{1'780'000'000'000}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_file, JournalFixture)

BOOST_AUTO_TEST_CASE(a_journal_of_version_1_is_read_as_it_stands) {
  from_fixture("version_1.sql");
  BOOST_TEST(jobs() == 14U);
  BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  BOOST_TEST(version() == 1);
}

BOOST_AUTO_TEST_CASE(the_next_run_migrates_a_journal_of_version_1_and_loses_nothing) {
  from_fixture("version_1.sql");
  migrate();
  BOOST_TEST(version() == 3);
  BOOST_TEST(jobs() == 14U);
  BOOST_TEST(io::open_journal(file)->last_run()->name == "launch-clip");
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

BOOST_AUTO_TEST_CASE(without_a_journal_nothing_is_kept_and_none_is_made) {
  BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  BOOST_TEST(!fs::exists(file));
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

BOOST_AUTO_TEST_SUITE_END()
