#include "io/journal/schema.hpp"

#include "io/journal/migration.hpp"
#include "pressrun/ports/journal.hpp"

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

// The ledger and the campaigns in place of jobs and attempts. Rows of version 3 are carried over by
// migration.cpp, which drops the tables that are renamed here.
constexpr const char* version_4 = R"sql(
ALTER TABLE runs RENAME TO runs_3;
ALTER TABLE jobs RENAME TO jobs_3;
ALTER TABLE attempts RENAME TO attempts_3;
ALTER TABLE assets RENAME TO assets_3;
ALTER TABLE failures RENAME TO failures_3;
ALTER TABLE book RENAME TO book_3;
-- `state` grows as journal_mark.hpp says; `workers` counts those that ever wrote; requests up to `migrated` are of
-- version 3.
CREATE TABLE book (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, state INTEGER NOT NULL, salt TEXT NOT NULL,
  workers INTEGER NOT NULL DEFAULT 0, migrated INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE accounts (account INTEGER PRIMARY KEY, origin TEXT NOT NULL, workspace TEXT NOT NULL) STRICT;
CREATE TABLE account_keys (digest TEXT NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (digest, account)) STRICT, WITHOUT ROWID;
-- `registration`: what the last complete one added up to, for which account, and how many jobs it had.
CREATE TABLE campaigns (campaign INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL,
  registration TEXT NOT NULL DEFAULT '', registered_account INTEGER NOT NULL DEFAULT 0,
  registered_jobs INTEGER NOT NULL DEFAULT 0, UNIQUE (path, name)) STRICT;
CREATE TABLE campaign_accounts (campaign INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (campaign, account))
  STRICT, WITHOUT ROWID;
-- `first_run`: of the process that made it, which may carry out several campaigns.
CREATE TABLE runs (run INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, account INTEGER NOT NULL, first_run INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER, ending TEXT NOT NULL DEFAULT '',
  jobs INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, assets INTEGER NOT NULL DEFAULT 0,
  credits INTEGER NOT NULL DEFAULT 0, credits_exact INTEGER NOT NULL DEFAULT 1, credit_limit INTEGER,
  submits INTEGER NOT NULL DEFAULT 0, polls INTEGER NOT NULL DEFAULT 0, reads INTEGER NOT NULL DEFAULT 0,
  rate_limited INTEGER NOT NULL DEFAULT 0, exit_code INTEGER) STRICT;
CREATE INDEX runs_of_campaign ON runs (campaign, run);
-- What requests count for, added up by who pays.
CREATE TABLE run_credits (campaign INTEGER NOT NULL, run INTEGER NOT NULL, settled INTEGER NOT NULL, out INTEGER NOT NULL,
  in_doubt INTEGER NOT NULL, PRIMARY KEY (campaign, run)) STRICT, WITHOUT ROWID;
-- Likewise of an account, by the quarters of an hour since 1970 in which it was reserved: whole ones make up any day.
CREATE TABLE reserved (account INTEGER NOT NULL, quarter INTEGER NOT NULL, credits INTEGER NOT NULL,
  PRIMARY KEY (account, quarter)) STRICT, WITHOUT ROWID;
CREATE TABLE designs (design INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE design_states (account INTEGER NOT NULL, design INTEGER NOT NULL, version INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, api_version TEXT NOT NULL, formats TEXT NOT NULL, PRIMARY KEY (account, design))
  STRICT, WITHOUT ROWID;
CREATE TABLE format_sets (format_set INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE url_prefixes (prefix INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
-- `last_key`, `last_design`: of a job that wanted it, once nobody does any more.
CREATE TABLE contents (content INTEGER PRIMARY KEY, account INTEGER NOT NULL, digest BLOB NOT NULL, design INTEGER NOT NULL,
  word_at INTEGER NOT NULL DEFAULT 0, retry_at INTEGER NOT NULL DEFAULT 0, unwanted INTEGER NOT NULL DEFAULT 0,
  orders TEXT NOT NULL DEFAULT '', last_key TEXT NOT NULL DEFAULT '', last_design TEXT NOT NULL DEFAULT '',
  slot TEXT NOT NULL DEFAULT '', text TEXT NOT NULL, UNIQUE (account, digest)) STRICT;
CREATE INDEX contents_of_design ON contents (design);
CREATE INDEX contents_of_slot ON contents (account, slot) WHERE slot <> '';
CREATE INDEX contents_unwanted ON contents (content) WHERE unwanted = 1;
-- `state` (ledger_rows.hpp), and what it counts for, are computed by the ledger's rules and kept to select by. No
-- generation that the API accepted is without its row here.
CREATE TABLE requests (request INTEGER PRIMARY KEY, content INTEGER NOT NULL, account INTEGER NOT NULL,
  campaign INTEGER NOT NULL, run INTEGER NOT NULL, concluded_run INTEGER NOT NULL DEFAULT 0, format_set INTEGER NOT NULL,
  state INTEGER NOT NULL, worker INTEGER NOT NULL, intended_at INTEGER NOT NULL, as_of INTEGER NOT NULL,
  accepted_at INTEGER, ended_at INTEGER, credits_each INTEGER NOT NULL, exact INTEGER NOT NULL, ordered INTEGER NOT NULL,
  polls INTEGER NOT NULL DEFAULT 0, final INTEGER NOT NULL DEFAULT 0, decision INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER, settled INTEGER NOT NULL DEFAULT 0, out INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0,
  ids TEXT NOT NULL DEFAULT '', assets TEXT NOT NULL DEFAULT '', failures TEXT NOT NULL DEFAULT '',
  refused TEXT NOT NULL DEFAULT '', rejected TEXT NOT NULL DEFAULT '', api_version TEXT NOT NULL DEFAULT '',
  doubt TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX requests_of_content ON requests (content);
CREATE INDEX requests_open ON requests (state, worker) WHERE state < 5;
-- `id` in small letters: an id belongs to one request, which every new one is compared with.
CREATE TABLE request_ids (id TEXT NOT NULL, request INTEGER NOT NULL, PRIMARY KEY (id, request)) STRICT, WITHOUT ROWID;
-- What jobs ask for, equal ones together, and how it stands: computed by the ledger's rules, kept to count by.
CREATE TABLE wants (want INTEGER PRIMARY KEY, content INTEGER NOT NULL, campaign INTEGER NOT NULL, format_set INTEGER NOT NULL,
  keep_outdated INTEGER NOT NULL, jobs INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, assets INTEGER NOT NULL,
  UNIQUE (content, campaign, format_set, keep_outdated)) STRICT;
CREATE INDEX wants_troubled ON wants (campaign, status) WHERE status > 3;
CREATE INDEX wants_without_jobs ON wants (campaign) WHERE jobs = 0;
-- Jobs of wants, added up: a tally reads no more than this.
CREATE TABLE standings (campaign INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, jobs INTEGER NOT NULL,
  assets INTEGER NOT NULL, PRIMARY KEY (campaign, status, run)) STRICT, WITHOUT ROWID;
-- `shown`: the content that it asked for before, where that is there.
CREATE TABLE jobs (job INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, position INTEGER NOT NULL, want INTEGER NOT NULL,
  shown INTEGER, key TEXT NOT NULL, design_name TEXT NOT NULL, variables TEXT NOT NULL, UNIQUE (campaign, key)) STRICT;
CREATE INDEX jobs_by_position ON jobs (campaign, position);
CREATE INDEX jobs_of_want ON jobs (want, position);
CREATE INDEX jobs_that_show_another ON jobs (campaign) WHERE shown IS NOT NULL;
-- Fingerprints of version 3 whose contents wait to be recognised.
CREATE TABLE aliases (digest BLOB PRIMARY KEY, content INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO book (one, id, state, salt) SELECT 1, id, state, lower(hex(randomblob(16))) FROM book_3;
)sql";

// What became of fetching files: what is at each path. `asset`: the id, or the address where it has none.
// Tokens of requests, and the deliveries of webhooks that were noted.
// What earlier runs found jobs to ask for: a row of `jobs` since the run that first found it so (0: from before this
// version), one of `former_jobs` up to the run that found something else, or nothing, under its key.
constexpr const char* version_5 = R"sql(
ALTER TABLE jobs ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE TABLE files (campaign INTEGER NOT NULL, key TEXT NOT NULL, asset TEXT NOT NULL, url TEXT NOT NULL,
  format TEXT NOT NULL, content TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
  problem_id TEXT NOT NULL, problem TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (campaign, path))
  STRICT, WITHOUT ROWID;
CREATE INDEX files_of_job ON files (campaign, key);
CREATE TABLE request_tokens (token TEXT PRIMARY KEY, request INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of_request ON request_tokens (request);
CREATE TABLE deliveries (delivery TEXT PRIMARY KEY, request INTEGER NOT NULL, noted_at INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_age ON deliveries (noted_at);
CREATE TABLE former_jobs (campaign INTEGER NOT NULL, key TEXT NOT NULL, until INTEGER NOT NULL, since INTEGER NOT NULL,
  content INTEGER NOT NULL, design_name TEXT NOT NULL, PRIMARY KEY (campaign, key, until)) STRICT, WITHOUT ROWID;
)sql";
// clang-format on

/// From version n to n + 1 stands at index n. A step, once released, is never edited.
constexpr std::array<const char*, schema_version> steps{version_1, version_2, version_3, version_4,
                                                        version_5};

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
  if (version > 0 && before) before(version);
  const bool is_new = version == 0;
  const bool has_jobs_of_version_3 = version < first_version_with_ledger;
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  for (; version < schema_version; ++version) database.exec(steps[static_cast<std::size_t>(version)]);
  if (has_jobs_of_version_3) carry_over_version_3(database);
  database.exec("PRAGMA user_version = " + std::to_string(schema_version));
  database.exec("PRAGMA application_id = " + std::to_string(application_id));
  transaction.commit();
  // The steps have left what describes the tables all over the file: of one that is cut off nothing could be
  // read.
  if (is_new) database.exec("VACUUM");
}

}  // namespace pressrun::io
