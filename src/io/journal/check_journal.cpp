#include "io/journal/database.hpp"
#include "io/journal/file_place.hpp"
#include "io/journal/ledger_rows.hpp"
#include "io/journal/maintenance_rows.hpp"
#include "io/journal/schema.hpp"
#include "pressrun/io/journal_maintenance.hpp"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <array>
#include <sstream>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_findings = 20;

constexpr std::array tables{"runs", "contents", "requests", "wants", "jobs"};
constexpr std::array tables_of_3{"runs", "jobs", "attempts", "assets", "failures"};

/// What no sequence of records leaves behind, as far as it is between rows.
struct Rule {
  const char* says;
  const char* count;
};
constexpr std::array rules{
    Rule{"requests of contents that are not there",
         "SELECT count(*) FROM requests WHERE content NOT IN (SELECT content FROM contents)"},
    Rule{"wants of contents that are not there",
         "SELECT count(*) FROM wants WHERE content NOT IN (SELECT content FROM contents)"},
    Rule{"jobs of wants that are not there",
         "SELECT count(*) FROM jobs WHERE want NOT IN (SELECT want FROM wants)"},
    Rule{"wants that count other jobs than there are",
         "SELECT count(*) FROM wants w WHERE jobs <> (SELECT count(*) FROM jobs j WHERE j.want = w.want)"},
    Rule{"ids of requests that are not there",
         "SELECT count(*) FROM request_ids WHERE request NOT IN (SELECT request FROM requests)"},
    Rule{"statuses that count other jobs than there are",
         "SELECT count(*) FROM (SELECT campaign, status, run, sum(jobs), sum(assets) FROM (SELECT campaign, "
         "status, run, jobs, jobs * assets AS assets FROM wants UNION ALL SELECT campaign, status, run, "
         "-jobs, "
         "-assets FROM standings) GROUP BY campaign, status, run HAVING sum(jobs) <> 0 OR sum(assets) <> 0)"},
    Rule{"runs that count fewer credits than their requests",
         "SELECT count(*) FROM (SELECT campaign, run FROM (SELECT campaign, run, settled, out, in_doubt FROM "
         "requests UNION ALL SELECT campaign, run, -settled, -out, -in_doubt FROM run_credits) GROUP BY "
         "campaign, run HAVING sum(settled) > 0 OR sum(out) <> 0 OR sum(in_doubt) > 0)"},
    Rule{"times that count fewer credits than their requests",
         "SELECT count(*) FROM (SELECT account, quarter FROM (SELECT account, intended_at / 900000 AS "
         "quarter, settled + out + in_doubt AS credits FROM requests UNION ALL SELECT account, quarter, "
         "-credits FROM reserved) GROUP BY account, quarter HAVING sum(credits) > 0)"},
    Rule{"contents that are said to be no longer wanted, and are",
         "SELECT count(*) FROM contents c WHERE unwanted = 1 AND EXISTS (SELECT 1 FROM wants w WHERE "
         "w.content = c.content AND w.jobs > 0)"},
};

class Look {
 public:
  Look(SQLite::Database& database, JournalFindings& into) : database_(database), into_(into) {}

  void file() {
    try {
      SQLite::Statement check{database_, "PRAGMA integrity_check(20)"};
      while (check.executeStep()) {
        std::istringstream lines{check.getColumn(0).getString()};  // the first answer may be several
        for (std::string line; std::getline(lines, line);)
          if (line != "ok" && !line.starts_with("***")) into_.damage.push_back(line);
      }
    } catch (const SQLite::Exception& error) {
      into_.damage.emplace_back(error.what());
    }
  }

  void rows() {
    for (const char* table : into_.version < 4 ? tables_of_3 : tables)
      into_.rows.emplace_back(table, counted("SELECT count(*) FROM " + std::string{table}));
    if (into_.version < 4) return;  // the rules are those of the ledger
    for (const Rule& rule : rules) {
      const std::int64_t found = counted(rule.count);
      if (found > 0) into_.contradictions.push_back(std::to_string(found) + " " + rule.says);
    }
  }

 private:
  std::int64_t counted(const std::string& sql) {
    try {
      return database_.execAndGet(sql).getInt64();
    } catch (const SQLite::Exception& error) {
      if (into_.damage.empty()) into_.damage.emplace_back(error.what());
      return -1;
    }
  }

  SQLite::Database& database_;
  JournalFindings& into_;
};

/// What the ledger's rules say of every content, against what is kept beside it to select and count by.
class LedgerLook {
 public:
  LedgerLook(SQLite::Database& database, JournalFindings& into)
      : statements_(database), names_(statements_), rows_(statements_, names_), into_(into) {}

  void contents() {
    migrated_ = statements_.number("SELECT migrated FROM book", 0);
    Rows row{statements_("SELECT content FROM contents ORDER BY content")};
    while (row.next() && into_.contradictions.size() < most_findings) {
      const HeldContent held = rows_.read(row.number(0));
      who_ = "content " + held.record.key.digest.text().substr(0, 15) + ": ";
      record(held);
      wants(held);
      requests(held);
    }
  }

 private:
  void say(const std::string& what) { into_.contradictions.push_back(who_ + what); }

  /// What version 3 bought twice, it bought twice.
  void record(const HeldContent& held) {
    ContentRecord since = held.record;
    std::erase_if(since.requests,
                  [&](const GenerationRequest& request) { return request.number <= migrated_; });
    for (const std::string& found : contradictions(since, rows_.circumstances(held, false).design))
      say(found);
  }

  void wants(const HeldContent& held) {
    for (const HeldWant& want : held.wants) {
      const WantStanding now =
          standing_of(held.record, want.want.formats, rows_.circumstances(held, want.want.keep_outdated));
      if (now == want.standing) continue;
      say("its jobs are kept as " + std::string{to_string(want.standing.status)} + " with " +
          std::to_string(want.standing.assets) + " files, and are " + std::string{to_string(now.status)} +
          " with " + std::to_string(now.assets));
    }
  }

  void requests(const HeldContent& held) {
    Rows row{
        statements_("SELECT request, state, settled, out, in_doubt FROM requests WHERE content = ? ORDER "
                    "BY request"),
        held.number};
    for (const GenerationRequest& request : held.record.requests) {
      if (!row.next()) return;
      const Credits credits = credits_of(request);
      if (row.number(1) != static_cast<std::int64_t>(stored(state_of(request))))
        say("request " + std::to_string(request.number) +
            " is kept in a state that its facts do not add up to");
      if (row.count(2) != credits.settled || row.count(3) != credits.out || row.count(4) != credits.in_doubt)
        say("request " + std::to_string(request.number) +
            " counts for other credits than its facts add up to");
    }
  }

  Statements statements_;
  Names names_;
  LedgerRows rows_;
  JournalFindings& into_;
  RequestNumber migrated_ = 0;
  std::string who_;
};

void look_at_ledger(SQLite::Database& database, JournalFindings& found) {
  if (found.version < 4) return;
  try {
    LedgerLook{database, found}.contents();
  } catch (const SQLite::Exception& error) {
    if (found.damage.empty()) found.damage.emplace_back(error.what());
  } catch (const JournalError& error) {
    found.contradictions.emplace_back(error.what());
  }
}

}  // namespace

void look_over_rows(SQLite::Database& database, JournalFindings& found) {
  found.version = database.execAndGet("PRAGMA user_version").getInt();
  // All of it as it is at one moment: a run may go on beside.
  const SQLite::Transaction snapshot{database, SQLite::TransactionBehavior::DEFERRED};
  Look look{database, found};
  look.file();
  look.rows();
  look_at_ledger(database, found);
}

JournalFindings check_journal(const fs::path& journal) {
  return guarded(
      journal,
      [&] {
        JournalFindings found;
        found.bytes = size_with_log(journal);
        const auto database = open_for_care(journal);
        look_over_rows(*database, found);
        // That of maintenance overlooks more than a run does.
        if (std::string trouble = trouble_at_first_look(journal); !trouble.empty() && found.damage.empty())
          found.damage.push_back(std::move(trouble));
        return found;
      },
      OpenedFor::maintenance);
}

void bring_up_to_date(const fs::path& journal, const std::function<void(const std::string&)>& say) {
  if (size_of(journal) == 0) return;
  open_for_writing(journal, say);
}

}  // namespace pressrun::io
