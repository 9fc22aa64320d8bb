#include "io/journal/database.hpp"
#include "io/journal/file_place.hpp"
#include "io/journal/maintenance_rows.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/io/journal_maintenance.hpp"

#include <SQLiteCpp/Transaction.h>

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

Compaction compact(const std::filesystem::path& journal, std::optional<WallTime> forget_before) {
  return guarded(journal, [&] {
    Compaction done;
    done.before = size_with_log(journal);
    const auto database = open_for_writing(journal);
    if (forget_before) done.forgotten = forget_unwanted(*database, *forget_before);
    database->exec("DELETE FROM answers WHERE read_at < (unixepoch() - 90 * 86400) * 1000");
    database->exec("VACUUM");
    database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    done.after = size_with_log(journal);
    return done;
  });
}

}  // namespace pressrun::io
