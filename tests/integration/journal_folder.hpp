#pragma once

#include "pressrun/io/sqlite_journal.hpp"

#include <SQLiteCpp/Database.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdlib.h>
#include <string>
#include <vector>

namespace pressrun::test {

/// A folder of one case, with a journal's name in it, and what tests of the file itself have in common.
struct JournalFolder {
  JournalFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "pressrun-journal-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    file = folder / "state" / "night.db";
    std::filesystem::create_directories(file.parent_path());
  }
  ~JournalFolder() { std::filesystem::remove_all(folder); }
  JournalFolder(const JournalFolder&) = delete;
  JournalFolder& operator=(const JournalFolder&) = delete;

  /// The journal of an earlier version that tests/data/journals has under this name.
  void from_fixture(const std::string& name) const {
    std::ifstream in(std::string(PRESSRUN_SOURCE_DIR) + "/tests/data/journals/" + name);
    BOOST_REQUIRE(in);
    const std::string sql{std::istreambuf_iterator<char>(in), {}};
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql);
  }

  [[nodiscard]] std::unique_ptr<io::SqliteJournal> open() {
    return std::make_unique<io::SqliteJournal>(context.get_executor(), file);
  }

  template <class Answer>
  Answer ask(asio::awaitable<Answer> question) {
    std::optional<Answer> answer;
    std::exception_ptr error;
    asio::co_spawn(context, std::move(question), [&](const std::exception_ptr& thrown, Answer given) {
      error = thrown;
      answer = std::move(given);
    });
    context.restart();
    context.run();
    if (error) std::rethrow_exception(error);
    return std::move(*answer);
  }

  void ask(asio::awaitable<void> work) {
    std::exception_ptr error;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& thrown) { error = thrown; });
    context.restart();
    context.run();
    if (error) std::rethrow_exception(error);
  }

  [[nodiscard]] int version() const {
    return SQLite::Database(file.string()).execAndGet("PRAGMA user_version").getInt();
  }

  [[nodiscard]] std::vector<JobView> jobs(CampaignNumber campaign = 1) const {
    std::vector<JobView> all;
    const auto reader = io::open_journal(file);
    BOOST_REQUIRE(reader);
    const auto run = reader->last_run(campaign);
    reader->each_job(campaign, run ? run->number : 0, [&](const JobView& job) { all.push_back(job); });
    return all;
  }

  asio::io_context context{1};
  std::filesystem::path folder;
  std::filesystem::path file;
};

inline ContentDigest digest(char content) {
  ContentDigest made;
  made.bytes.fill(static_cast<std::uint8_t>(content));
  return made;
}

/// A run that has begun, on an account of its own.
struct BegunRun {
  AccountNumber account = 0;
  RunRecord run;
};

inline BegunRun begin_run(JournalFolder& folder, Journal& journal, const std::string& name = "night") {
  BegunRun begun;
  AccountRecord account;
  account.origin = "https://api.test";
  account.key_digests = {"key"};
  begun.account = folder.ask(journal.note_account(std::move(account)));
  RunRecord run;
  run.id = RunId{"run"};
  run.path = "/jobs/" + name + ".yaml";
  run.name = name;
  run.started_at = WallTime{std::chrono::hours{490'000}};
  std::vector<RunRecord> one;
  one.push_back(std::move(run));
  begun.run = folder.ask(journal.begin_runs(begun.account, std::move(one))).at(0);
  return begun;
}

inline Registration job_of(const std::string& key, char content, Formats formats = {"square"}) {
  Registration job;
  job.key = JobKey{key};
  job.design_name = "hero";
  job.design_id = DesignId{"d"};
  job.content = digest(content);
  job.content_text = "{}";
  job.formats = std::move(formats);
  job.variables_json = "{}";
  return job;
}

}  // namespace pressrun::test
