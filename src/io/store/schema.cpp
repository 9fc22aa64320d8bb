#include "io/store/schema.hpp"

#include "pressrun/ports/store.hpp"

#include <SQLiteCpp/Transaction.h>

#include <array>
#include <string>

namespace pressrun::io {
namespace {

// clang-format off
constexpr const char* version_1 = R"sql(
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER,
  ending TEXT NOT NULL, jobs INTEGER NOT NULL, unchanged INTEGER NOT NULL, assets INTEGER NOT NULL,
  credits INTEGER NOT NULL, credits_exact INTEGER NOT NULL,
  submits INTEGER NOT NULL, polls INTEGER NOT NULL, reads INTEGER NOT NULL, rate_limited INTEGER NOT NULL
) STRICT;
-- What the manifest says now (enrolled_…) stands beside what was last attempted.
CREATE TABLE jobs (
  job INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  design_name TEXT NOT NULL, design_id TEXT NOT NULL, variables TEXT NOT NULL,
  enrolled_fingerprint TEXT NOT NULL, enrolled_version INTEGER, enrolled_run INTEGER NOT NULL,
  status INTEGER NOT NULL DEFAULT 0, fingerprint TEXT NOT NULL DEFAULT '', design_version INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, request_id TEXT NOT NULL DEFAULT '', polls INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER, finished_at INTEGER, concluded_run INTEGER
) STRICT;
CREATE INDEX jobs_in_order ON jobs (enrolled_run, position);
CREATE INDEX jobs_by_status ON jobs (status);
-- Every sending of a submission. No generation that the API accepted is without its row here.
CREATE TABLE attempts (
  job INTEGER NOT NULL, number INTEGER NOT NULL, run INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intent','accepted','refused','rejected','in_doubt','resolved')),
  request_id TEXT NOT NULL DEFAULT '', formats TEXT NOT NULL, status_before INTEGER NOT NULL,
  intended_at INTEGER NOT NULL, answered_at INTEGER, reason_id TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE assets (
  asset INTEGER PRIMARY KEY, job INTEGER NOT NULL, format TEXT NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  unit TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, cdn_url TEXT NOT NULL,
  filename TEXT NOT NULL, fallback_image_url TEXT NOT NULL
) STRICT;
CREATE INDEX assets_of_job ON assets (job);
CREATE TABLE failures (
  failure INTEGER PRIMARY KEY, job INTEGER NOT NULL, format TEXT NOT NULL, id TEXT NOT NULL, message TEXT NOT NULL
) STRICT;
CREATE INDEX failures_of_job ON failures (job);
)sql";

// Answers of the API that are worth keeping between runs, and the saved plans that were carried out.
constexpr const char* version_2 = R"sql(
CREATE TABLE answers (name TEXT PRIMARY KEY, read_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE used_plans (id TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT;
)sql";

// Who this journal is and how far it has come, so that an older copy of it is known when it comes back; an index that
// counts without reading the jobs; what a refused attempt must give back.
constexpr const char* version_3 = R"sql(
-- The id is that of the first run, so that a restored backup of an earlier version still has it.
-- The last enrollment: what its jobs add up to, the run that announced them (jobs.enrolled_run), and how many they are.
CREATE TABLE book (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, state INTEGER NOT NULL,
  enrollment TEXT NOT NULL DEFAULT '', enrolled_run INTEGER NOT NULL DEFAULT 0, enrolled_jobs INTEGER NOT NULL DEFAULT 0)
  STRICT;
INSERT INTO book (one, id, state) SELECT 1, coalesce((SELECT id FROM runs ORDER BY seq LIMIT 1), ''), 0;
-- The run whose enrollment a run has: an earlier one where nothing had changed.
ALTER TABLE runs ADD COLUMN enrolled_run INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET enrolled_run = seq;
-- What was rejected when something else was there already, which stays.
ALTER TABLE jobs ADD COLUMN rejected_fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN rejected_version INTEGER;
-- 1: finished, and the manifest now asks for something else. 2: it asks for what was rejected.
-- A longer IN (…) is built anew, as a table, for every row that is written: hence BETWEEN here, and no CHECK on
-- attempts.state any more.
ALTER TABLE jobs ADD COLUMN changed INTEGER NOT NULL AS (CASE
  WHEN rejected_fingerprint <> '' AND status BETWEEN 2 AND 4 AND enrolled_fingerprint = rejected_fingerprint AND
    coalesce(enrolled_version = rejected_version, 1) THEN 2
  ELSE status BETWEEN 3 AND 5 AND
    (enrolled_fingerprint <> fingerprint OR coalesce(enrolled_version <> design_version, 0)) END) VIRTUAL;
DROP INDEX jobs_by_status;
CREATE INDEX jobs_by_status ON jobs (status, enrolled_run, changed, position, concluded_run);
ALTER TABLE attempts RENAME TO attempts_2;
CREATE TABLE attempts (
  job INTEGER NOT NULL, number INTEGER NOT NULL, run INTEGER NOT NULL, state TEXT NOT NULL,
  request_id TEXT NOT NULL DEFAULT '', formats TEXT NOT NULL, status_before INTEGER NOT NULL,
  intended_at INTEGER NOT NULL, answered_at INTEGER, reason_id TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  fingerprint_before TEXT NOT NULL DEFAULT '', version_before INTEGER,
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
INSERT INTO attempts SELECT *, '', NULL FROM attempts_2;
DROP TABLE attempts_2;
-- Up to now a refused attempt left its own fingerprint on the outcome of the one before: that is not what is there.
UPDATE jobs SET fingerprint = '' WHERE status IN (3, 4, 5) AND EXISTS (SELECT 1 FROM attempts a
  WHERE a.job = jobs.job AND a.number = jobs.attempts AND a.state = 'refused' AND a.formats = '[]');
)sql";
// clang-format on

/// From version n to n + 1 stands at index n. A step, once released, is never edited.
constexpr std::array<const char*, schema_version> steps{version_1, version_2, version_3};

int number(SQLite::Database& database, const char* pragma) { return database.execAndGet(pragma).getInt(); }

bool is_empty(SQLite::Database& database) {
  return number(database, "SELECT count(*) FROM sqlite_master") == 0;
}

void refuse_newer(int version) {
  if (version <= schema_version) return;
  throw JournalError("made by a newer version of pressrun (journal version " + std::to_string(version) +
                     ", this one knows " + std::to_string(schema_version) + ")");
}

}  // namespace

void check_schema(SQLite::Database& database) {
  if (number(database, "PRAGMA application_id") != application_id) {
    throw JournalError("not a pressrun journal");
  }
  const int version = number(database, "PRAGMA user_version");
  refuse_newer(version);
  if (version < oldest_readable) throw JournalError("of an older version: the next run brings it up to date");
}

void migrate(SQLite::Database& database, const std::function<void(int version)>& before) {
  if (!is_empty(database) && number(database, "PRAGMA application_id") != application_id) {
    throw JournalError("not a pressrun journal");
  }
  int version = number(database, "PRAGMA user_version");
  refuse_newer(version);
  if (version == schema_version) return;
  if (version > 0) before(version);
  SQLite::Transaction transaction{database};
  for (; version < schema_version; ++version) database.exec(steps[static_cast<std::size_t>(version)]);
  database.exec("PRAGMA user_version = " + std::to_string(schema_version));
  database.exec("PRAGMA application_id = " + std::to_string(application_id));
  transaction.commit();
}

}  // namespace pressrun::io
