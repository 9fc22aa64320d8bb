#pragma once

#include "io/journal/account_tables.hpp"
#include "io/journal/book_row.hpp"
#include "io/journal/ledger_rows.hpp"
#include "io/journal/ledger_tables.hpp"
#include "io/journal/names.hpp"
#include "io/journal/purchases.hpp"
#include "io/journal/registrar.hpp"
#include "io/journal/schema.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/core/ledger.hpp"
#include "pressrun/ports/journal.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::io::test {

inline constexpr WallTime noon{std::chrono::hours{490'020}};
inline constexpr AccountNumber account = 1;
inline constexpr CampaignNumber night = 1;
inline constexpr CampaignNumber day = 2;
inline constexpr std::int64_t worker = 7;
inline const DesignId hero{"0e5b2f1c-8d38-4a5e-9a47-7a3f0f6a1d10"};

/// Contents are named by a letter.
inline ContentDigest digest(char content) {
  ContentDigest made;
  made.bytes.fill(static_cast<std::uint8_t>(content));
  return made;
}

inline ContentKey key(char content, AccountNumber of = account) { return {of, digest(content)}; }

inline Asset asset(const std::string& format, const std::string& id = "b1") {
  Asset made;
  made.format = format;
  made.width = 1080;
  made.height = 1920;
  made.unit = "px";
  made.type = "png";
  made.id = id;
  made.url = "https://files.test/banners/" + id + ".png";
  return made;
}

inline RequestConcluded concluded(RequestNumber request, const Formats& there,
                                  std::vector<Failure> failures = {}, RunNumber run = 1) {
  RequestConcluded end;
  end.request = request;
  for (const std::string& format : there) end.assets.push_back(asset(format, "b-" + format));
  end.failures = std::move(failures);
  end.polls = 2;
  end.run = run;
  end.as_of = end.at = noon + std::chrono::minutes{1};
  return end;
}

inline IdIssued issued(RequestNumber request, const std::string& id, Proof proof = Proof::answer) {
  return {request, RequestId{id}, proof, noon, noon};
}

inline RequestDoubted doubted(RequestNumber request) {
  return {request, {"", "connection_lost", "no answer"}, noon};
}

/// Migrated once: that takes longer than most tests.
inline SQLite::Database& empty_journal() {
  static SQLite::Database journal{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  [[maybe_unused]] static const bool done = [] {
    migrate(journal, {});
    return true;
  }();
  return journal;
}

/// The tables of a journal in memory, as the writer has them. Its one account is `account`; two campaigns,
/// `night` and `day`, have a run each, of these numbers.
struct MemoryBook {
  MemoryBook() {
    SQLite::Backup{database, empty_journal()}.executeStep(-1);
    exec("INSERT INTO accounts (origin, workspace) VALUES ('https://api.test', 'Acme')");
    exec(
        "INSERT INTO campaigns (path, name) VALUES ('/jobs/night.yaml', 'night'), ('/jobs/day.yaml', 'day')");
    add_run(1, night);
    add_run(2, day);
  }

  void exec(const std::string& sql) { database.exec(sql); }
  std::int64_t number(const std::string& sql) { return database.execAndGet(sql).getInt64(); }
  std::string text(const std::string& sql) { return database.execAndGet(sql).getString(); }
  /// The rows of a query, each as its columns with a space between them.
  std::vector<std::string> lines(const std::string& sql) {
    std::vector<std::string> found;
    SQLite::Statement query{database, sql};
    while (query.executeStep()) {
      std::string line;
      for (int i = 0; i < query.getColumnCount(); ++i)
        line += (i > 0 ? " " : "") + query.getColumn(i).getString();
      found.push_back(std::move(line));
    }
    return found;
  }

  void add_run(RunNumber run, CampaignNumber campaign, AccountNumber of = account, RunNumber first = 0) {
    statements.run(
        "INSERT INTO runs (run, campaign, account, first_run, id, name, started_at) VALUES (?, ?, ?, ?, ?, "
        "'', 0)",
        run, campaign, of, first != 0 ? first : run, std::string{"run-"} + std::to_string(run));
  }

  HeldContent& content(char name, const std::string& slot = {}, AccountNumber of = account) {
    return ledger.find_or_add(key(name, of), hero, std::string{"{\"text\":\""} + name + "\"}", slot);
  }

  /// A want of one more job.
  HeldWant& want(char name, const Formats& formats = {"square"}, CampaignNumber campaign = night) {
    return ledger.wants().add_job(content(name), campaign, formats, false, JobKey{"hero/1"});
  }

  GenerationRequest request(Formats formats = {"square"}, RunNumber run = 1, int credits_each = 1) const {
    GenerationRequest made;
    made.campaign = run;  // those of the two runs
    made.run = run;
    made.formats = std::move(formats);
    made.intended_at = made.as_of = now;
    made.credits_each = credits_each;
    return made;
  }

  /// An intent, as durable as this book is.
  RequestNumber send(char name, Formats formats = {"square"}, RunNumber run = 1, int credits_each = 1) {
    now += std::chrono::seconds{1};
    HeldContent& held = content(name);
    const RequestNumber made = ledger.intend(held, request(std::move(formats), run, credits_each), worker);
    ledger.wants().restand(held);
    return made;
  }

  void happen(char name, const Fact& fact) {
    HeldContent& held = content(name);
    ledger.apply(held, fact);
    ledger.wants().restand(held);
  }

  /// From the intent to the end, all there.
  RequestNumber buy(char name, const Formats& formats = {"square"}, RunNumber run = 1) {
    const RequestNumber made = send(name, formats, run);
    happen(name, issued(made, "gen-" + std::to_string(made)));
    happen(name, concluded(made, formats, {}, run));
    return made;
  }

  /// What another process would read.
  HeldContent fresh(char name, AccountNumber of = account) {
    Names other_names{statements};
    LedgerRows other{statements, other_names};
    auto found = other.find(key(name, of));
    BOOST_REQUIRE(found.has_value());
    return std::move(*found);
  }
  bool has(char name, AccountNumber of = account) {
    LedgerRows other{statements, names};
    return other.find(key(name, of)).has_value();
  }

  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  Statements statements{database};
  Names names{statements};
  LedgerRows rows{statements, names};
  LedgerTables ledger{statements, names, rows};
  BookRow book{statements};
  AccountTables accounts{statements, names, rows, ledger};
  Registrar registrar{statements, ledger};
  Purchases purchases{statements, rows, ledger, book};
  WallTime now = noon;
};

/// Whether it is a JournalError that says this.
inline std::function<bool(const JournalError&)> says(std::string what) {
  return [what = std::move(what)](const JournalError& error) {
    const bool found = std::string{error.what()}.find(what) != std::string::npos;
    if (!found) BOOST_TEST_MESSAGE("it says: " << error.what());
    return found;
  };
}

}  // namespace pressrun::io::test
