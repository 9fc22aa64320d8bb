BEGIN TRANSACTION;
PRAGMA user_version = 4;
PRAGMA application_id = 1886548851;
CREATE TABLE account_keys (digest TEXT NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (digest, account)) STRICT, WITHOUT ROWID;
INSERT INTO "account_keys" VALUES('sha256:6f485428a83bb51eb513cbbcad798a5ca87674d448530bfbe347d7c64ded7cb8',1);
CREATE TABLE accounts (account INTEGER PRIMARY KEY, origin TEXT NOT NULL, workspace TEXT NOT NULL) STRICT;
INSERT INTO "accounts" VALUES(1,'simulator','');
CREATE TABLE aliases (digest BLOB PRIMARY KEY, content INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE answers (name TEXT PRIMARY KEY, read_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE book (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, state INTEGER NOT NULL, salt TEXT NOT NULL,
  workers INTEGER NOT NULL DEFAULT 0, migrated INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "book" VALUES(1,'e5ddd875-1954-4c4e-9bdf-1b48b36f7bc2',5,'3c2f2c4f2b59af9045e200f972a79d3a',1,0);
CREATE TABLE campaign_accounts (campaign INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (campaign, account))
  STRICT, WITHOUT ROWID;
INSERT INTO "campaign_accounts" VALUES(1,1);
CREATE TABLE campaigns (campaign INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL,
  registration TEXT NOT NULL DEFAULT '', registered_account INTEGER NOT NULL DEFAULT 0,
  registered_jobs INTEGER NOT NULL DEFAULT 0, UNIQUE (path, name)) STRICT;
INSERT INTO "campaigns" VALUES(1,'/jobs/a.yaml','spring','sha256:d10963a0bd0c8ea49725b8ec8acc51d212b1ad8e48cb5f6e714929b7872195de',1,3);
CREATE TABLE contents (content INTEGER PRIMARY KEY, account INTEGER NOT NULL, digest BLOB NOT NULL, design INTEGER NOT NULL,
  word_at INTEGER NOT NULL DEFAULT 0, retry_at INTEGER NOT NULL DEFAULT 0, unwanted INTEGER NOT NULL DEFAULT 0,
  orders TEXT NOT NULL DEFAULT '', last_key TEXT NOT NULL DEFAULT '', last_design TEXT NOT NULL DEFAULT '',
  slot TEXT NOT NULL DEFAULT '', text TEXT NOT NULL, UNIQUE (account, digest)) STRICT;
INSERT INTO "contents" VALUES(1,1,X'1A4D38EBB2D6DF5227AA76968CAF92E97B0D7820D96D75AD79F75A165FE86D3E',1,0,0,0,'','','','','{"body":{"elements":{"title":{"payload":"number 0"}}},"design":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"}');
INSERT INTO "contents" VALUES(2,1,X'81E26DD88B3A732141E2EAF87FF529C37467B39EF904D40D2CF9DC6196179294',1,0,0,0,'','','','','{"body":{"elements":{"title":{"payload":"number 1"}}},"design":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"}');
INSERT INTO "contents" VALUES(3,1,X'CD3BB939FE887D3112AD2D16F325D8DD30555C37CCB6362178D0AD8E51523326',1,0,0,0,'','','','','{"body":{"elements":{"title":{"payload":"number 2"}}},"design":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"}');
CREATE TABLE design_states (account INTEGER NOT NULL, design INTEGER NOT NULL, version INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, api_version TEXT NOT NULL, formats TEXT NOT NULL, PRIMARY KEY (account, design))
  STRICT, WITHOUT ROWID;
INSERT INTO "design_states" VALUES(1,1,1780833600,1795867886000,'v2026-08-21','[["billboard","sha256:7ca15e2ad40919623fb9bd3d2810d76ac4cf6ace787e3d18a54ce72035e395f6",1780833600000],["rectangle","sha256:fd98460cbbc9c1075d65bf9bc63c2e0e0af502f34d24d8b30218104a202925aa",1780833600000]]');
CREATE TABLE designs (design INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "designs" VALUES(1,'5fcec999-2bfb-4dd7-ba38-2d9e16c49149');
CREATE TABLE format_sets (format_set INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "format_sets" VALUES(1,'["rectangle"]');
CREATE TABLE jobs (job INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, position INTEGER NOT NULL, want INTEGER NOT NULL,
  shown INTEGER, key TEXT NOT NULL, design_name TEXT NOT NULL, variables TEXT NOT NULL, UNIQUE (campaign, key)) STRICT;
INSERT INTO "jobs" VALUES(1,1,0,1,NULL,'teaser/0','teaser','{"n":0}');
INSERT INTO "jobs" VALUES(2,1,1,2,NULL,'teaser/1','teaser','{"n":1}');
INSERT INTO "jobs" VALUES(3,1,2,3,NULL,'teaser/2','teaser','{"n":2}');
CREATE TABLE request_ids (id TEXT NOT NULL, request INTEGER NOT NULL, PRIMARY KEY (id, request)) STRICT, WITHOUT ROWID;
INSERT INTO "request_ids" VALUES('2c153041-a82f-4ffb-8987-ee500fac2daa',1);
INSERT INTO "request_ids" VALUES('2d055143-fcce-485d-b3d1-066f248a97af',2);
INSERT INTO "request_ids" VALUES('b83628e7-8ac4-49f8-b4c5-940f60dd995e',3);
CREATE TABLE requests (request INTEGER PRIMARY KEY, content INTEGER NOT NULL, account INTEGER NOT NULL,
  campaign INTEGER NOT NULL, run INTEGER NOT NULL, concluded_run INTEGER NOT NULL DEFAULT 0, format_set INTEGER NOT NULL,
  state INTEGER NOT NULL, worker INTEGER NOT NULL, intended_at INTEGER NOT NULL, as_of INTEGER NOT NULL,
  accepted_at INTEGER, ended_at INTEGER, credits_each INTEGER NOT NULL, exact INTEGER NOT NULL, ordered INTEGER NOT NULL,
  polls INTEGER NOT NULL DEFAULT 0, final INTEGER NOT NULL DEFAULT 0, decision INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER, settled INTEGER NOT NULL DEFAULT 0, out INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0,
  ids TEXT NOT NULL DEFAULT '', assets TEXT NOT NULL DEFAULT '', failures TEXT NOT NULL DEFAULT '',
  refused TEXT NOT NULL DEFAULT '', rejected TEXT NOT NULL DEFAULT '', api_version TEXT NOT NULL DEFAULT '',
  doubt TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "requests" VALUES(1,1,1,1,1,1,1,6,1,1795867886449,1795867886000,1795867886454,1795867892400,1,1,0,2,1,0,NULL,1,0,0,'[["2c153041-a82f-4ffb-8987-ee500fac2daa",1,0]]','[["rectangle",300,250,"px","jpeg","7016d575-98cd-4266-9ded-69c29ff7e1b9",1,"{id}.jpeg",2,"{id}.jpeg","teaser-banner_rectangle.jpeg","","5fcec999-2bfb-4dd7-ba38-2d9e16c49149"]]','','','','','');
INSERT INTO "requests" VALUES(2,2,1,1,1,1,1,6,1,1795867886449,1795867886000,1795867886454,1795867892400,1,1,0,2,1,0,NULL,1,0,0,'[["2d055143-fcce-485d-b3d1-066f248a97af",1,0]]','[["rectangle",300,250,"px","jpeg","f8c29e8e-c0a7-4e40-93c3-e03805156e21",1,"{id}.jpeg",2,"{id}.jpeg","teaser-banner_rectangle.jpeg","","5fcec999-2bfb-4dd7-ba38-2d9e16c49149"]]','','','','','');
INSERT INTO "requests" VALUES(3,3,1,1,1,1,1,6,1,1795867886534,1795867886000,1795867886554,1795867894059,1,1,0,3,1,0,NULL,1,0,0,'[["b83628e7-8ac4-49f8-b4c5-940f60dd995e",1,0]]','[["rectangle",300,250,"px","jpeg","2b6b5c89-c5a5-4340-b4ca-116b71f83d68",1,"{id}.jpeg",2,"{id}.jpeg","teaser-banner_rectangle.jpeg","","5fcec999-2bfb-4dd7-ba38-2d9e16c49149"]]','','','','','');
CREATE TABLE reserved (account INTEGER NOT NULL, quarter INTEGER NOT NULL, credits INTEGER NOT NULL,
  PRIMARY KEY (account, quarter)) STRICT, WITHOUT ROWID;
INSERT INTO "reserved" VALUES(1,1995408,3);
CREATE TABLE run_credits (campaign INTEGER NOT NULL, run INTEGER NOT NULL, settled INTEGER NOT NULL, out INTEGER NOT NULL,
  in_doubt INTEGER NOT NULL, PRIMARY KEY (campaign, run)) STRICT, WITHOUT ROWID;
INSERT INTO "run_credits" VALUES(1,1,3,0,0);
CREATE TABLE runs (run INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, account INTEGER NOT NULL, first_run INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER, ending TEXT NOT NULL DEFAULT '',
  jobs INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, assets INTEGER NOT NULL DEFAULT 0,
  credits INTEGER NOT NULL DEFAULT 0, credits_exact INTEGER NOT NULL DEFAULT 1, credit_limit INTEGER,
  submits INTEGER NOT NULL DEFAULT 0, polls INTEGER NOT NULL DEFAULT 0, reads INTEGER NOT NULL DEFAULT 0,
  rate_limited INTEGER NOT NULL DEFAULT 0, exit_code INTEGER) STRICT;
INSERT INTO "runs" VALUES(1,1,1,1,'e5ddd875-1954-4c4e-9bdf-1b48b36f7bc2','spring',1795867886405,1795867894069,'finished',3,0,3,3,1,NULL,3,7,1,0,0);
CREATE TABLE standings (campaign INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, jobs INTEGER NOT NULL,
  assets INTEGER NOT NULL, PRIMARY KEY (campaign, status, run)) STRICT, WITHOUT ROWID;
INSERT INTO "standings" VALUES(1,0,0,0,0);
INSERT INTO "standings" VALUES(1,1,0,0,0);
INSERT INTO "standings" VALUES(1,2,0,0,0);
INSERT INTO "standings" VALUES(1,3,1,3,3);
CREATE TABLE url_prefixes (prefix INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "url_prefixes" VALUES(1,'http://127.0.0.1:41673/assets/');
INSERT INTO "url_prefixes" VALUES(2,'http://127.0.0.1:41673/assets/cdn/');
CREATE TABLE used_plans (id TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT;
CREATE TABLE wants (want INTEGER PRIMARY KEY, content INTEGER NOT NULL, campaign INTEGER NOT NULL, format_set INTEGER NOT NULL,
  keep_outdated INTEGER NOT NULL, jobs INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, assets INTEGER NOT NULL,
  UNIQUE (content, campaign, format_set, keep_outdated)) STRICT;
INSERT INTO "wants" VALUES(1,1,1,1,0,1,3,1,1);
INSERT INTO "wants" VALUES(2,2,1,1,0,1,3,1,1);
INSERT INTO "wants" VALUES(3,3,1,1,0,1,3,1,1);
CREATE INDEX runs_of_campaign ON runs (campaign, run);
CREATE INDEX contents_of_design ON contents (design);
CREATE INDEX contents_of_slot ON contents (account, slot) WHERE slot <> '';
CREATE INDEX contents_unwanted ON contents (content) WHERE unwanted = 1;
CREATE INDEX requests_of_content ON requests (content);
CREATE INDEX requests_open ON requests (state, worker) WHERE state < 5;
CREATE INDEX wants_troubled ON wants (campaign, status) WHERE status > 3;
CREATE INDEX wants_without_jobs ON wants (campaign) WHERE jobs = 0;
CREATE INDEX jobs_by_position ON jobs (campaign, position);
CREATE INDEX jobs_of_want ON jobs (want, position);
CREATE INDEX jobs_that_show_another ON jobs (campaign) WHERE shown IS NOT NULL;
COMMIT;
