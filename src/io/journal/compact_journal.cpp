#include "io/journal/change_rows.hpp"
#include "io/journal/database.hpp"
#include "io/journal/file_place.hpp"
#include "io/journal/maintenance_rows.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/io/journal_maintenance.hpp"

#include <SQLiteCpp/Transaction.h>

#include <cstdint>
#include <vector>

namespace pressrun::io {

std::size_t forget_unwanted(SQLite::Database& database, WallTime before) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  Statements statements{database};
  database.exec("CREATE TEMP TABLE forgotten (content INTEGER PRIMARY KEY)");
  const int contents = statements.run(
      "INSERT INTO forgotten SELECT content FROM contents c WHERE unwanted = 1 AND NOT EXISTS (SELECT 1 FROM "
      "requests r WHERE r.content = c.content AND (r.state < 5 OR max(r.intended_at, coalesce(r.ended_at, "
      "0)) "
      ">= ?)) AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.shown = c.content) AND NOT EXISTS (SELECT 1 FROM "
      "wants w WHERE w.content = c.content)",
      to_column(before));
  database.exec(
      "DELETE FROM request_ids WHERE request IN (SELECT request FROM requests WHERE content IN forgotten)");
  database.exec(
      "DELETE FROM request_tokens WHERE request IN (SELECT request FROM requests WHERE content IN "
      "forgotten)");
  database.exec("DELETE FROM requests WHERE content IN forgotten");
  database.exec("DELETE FROM aliases WHERE content IN forgotten");
  database.exec("DELETE FROM contents WHERE content IN forgotten");
  database.exec("DROP TABLE forgotten");
  database.exec("UPDATE book SET state = state + 1");
  transaction.commit();
  return static_cast<std::size_t>(contents);
}

std::size_t keep_runs(SQLite::Database& database, std::size_t most) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  Statements statements{database};
  std::vector<CampaignNumber> campaigns;
  {
    Rows rows{statements("SELECT campaign FROM campaigns")};
    while (rows.next()) campaigns.push_back(rows.number(0));
  }
  int forgotten = 0;
  for (const CampaignNumber campaign : campaigns) {
    const RunNumber oldest =
        statements.number("SELECT run FROM runs WHERE campaign = ? ORDER BY run DESC LIMIT 1 OFFSET ?", 0,
                          campaign, static_cast<std::int64_t>(most) - 1);
    if (oldest == 0) continue;
    forgotten += statements.run("DELETE FROM runs WHERE campaign = ? AND run < ?", campaign, oldest);
    forget_changes(statements, campaign, oldest);
  }
  database.exec("UPDATE book SET state = state + 1");
  transaction.commit();
  return static_cast<std::size_t>(forgotten);
}

Compaction compact(const std::filesystem::path& journal, const CompactionTerms& terms) {
  return guarded(journal, [&] {
    Compaction done;
    done.before = size_with_log(journal);
    const auto database = open_for_writing(journal);
    if (terms.forget_before) done.forgotten = forget_unwanted(*database, *terms.forget_before);
    if (terms.keep_runs) done.runs_forgotten = keep_runs(*database, *terms.keep_runs);
    database->exec("DELETE FROM answers WHERE read_at < (unixepoch() - 90 * 86400) * 1000");
    database->exec("VACUUM");
    database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    done.after = size_with_log(journal);
    return done;
  });
}

}  // namespace pressrun::io
