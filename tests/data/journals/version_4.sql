PRAGMA application_id = 1886548851;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE account_keys (digest TEXT NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (digest, account)) STRICT, WITHOUT ROWID;
INSERT INTO "account_keys" VALUES('sha256:4d4db77f68cf37b1af09a6eccebc18ce103a3e6fd677eaa8e53d9e052a3cfbce',1);
CREATE TABLE accounts (account INTEGER PRIMARY KEY, origin TEXT NOT NULL, workspace TEXT NOT NULL) STRICT;
INSERT INTO "accounts" VALUES(1,'http://127.0.0.1:44737','Simulated workspace');
CREATE TABLE aliases (digest BLOB PRIMARY KEY, content INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE answers (name TEXT PRIMARY KEY, read_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
INSERT INTO "answers" VALUES('designs/5fcec999-2bfb-4dd7-ba38-2d9e16c49149',1795865542069,'{"id":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149","template_id":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149","name":"Teaser banner","type":"static","created_at":1771200000,"updated_at":1780833600,"project_id":"9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10","project_name":"Campaigns","category_id":"9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10","category_name":"Campaigns","formats":[{"id":"billboard","uid":"5fcec999-a000-4000-8000-000000000001","width":970,"height":250,"unit":"px","preview_url":"https://files.example/5fcec999-billboard.png"},{"id":"rectangle","uid":"5fcec999-a000-4000-8000-000000000002","width":300,"height":250,"unit":"px","preview_url":"https://files.example/5fcec999-rectangle.png"}],"elements":[{"name":"root","type":"container","attributes":[{"id":"background_color","values":{"billboard":"#111111","rectangle":"#111111"}}]},{"name":"title","type":"text","layout":{"billboard":{"x":60,"y":60,"width":850,"height":130},"rectangle":{"x":20,"y":70,"width":260,"height":110}},"attributes":[{"id":"payload","help":"Text content","values":{"billboard":"Coming soon","rectangle":"Coming soon"}},{"id":"color","help":"Text colour","values":{"billboard":"#FFFFFF","rectangle":"#FFFFFF"}},{"id":"font","values":{"billboard":"0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01","rectangle":"0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01"}},{"id":"font_size","values":{"billboard":72,"rectangle":36}},{"id":"font_weight","values":{"billboard":700,"rectangle":700}},{"id":"line_height","values":{"billboard":110,"rectangle":110}},{"id":"alignment","values":{"billboard":"middle center","rectangle":"middle center"}},{"id":"text_transform","values":{"billboard":"none","rectangle":"none"}},{"id":"auto_resize","values":{"billboard":true,"rectangle":true}},{"id":"min_font_size","values":{"billboard":12,"rectangle":12}},{"id":"max_lines","values":{"billboard":3,"rectangle":3}}]},{"name":"accent","type":"shape","layout":{"billboard":{"x":0,"y":230,"width":970,"height":20},"rectangle":{"x":0,"y":240,"width":300,"height":10}},"attributes":[{"id":"background_color","values":{"billboard":"#F5A623","rectangle":"#F5A623"}},{"id":"stroke_width","values":{"billboard":0,"rectangle":0}},{"id":"stroke_color","values":{"billboard":"#000000","rectangle":"#000000"}}]}],"variables":{},"version":"v2026-08-21"}');
INSERT INTO "answers" VALUES('render times',1795865544855,'{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149 ":"0-69:200 "}');
CREATE TABLE book (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, state INTEGER NOT NULL, salt TEXT NOT NULL,
  workers INTEGER NOT NULL DEFAULT 0, migrated INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "book" VALUES(1,'aa22613e-a950-42f6-a69a-2186456b0057',4,'6005b4031a66beb41f625557ac16b6af',1,0);
CREATE TABLE campaign_accounts (campaign INTEGER NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (campaign, account))
  STRICT, WITHOUT ROWID;
INSERT INTO "campaign_accounts" VALUES(1,1);
CREATE TABLE campaigns (campaign INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL,
  registration TEXT NOT NULL DEFAULT '', registered_account INTEGER NOT NULL DEFAULT 0,
  registered_jobs INTEGER NOT NULL DEFAULT 0, UNIQUE (path, name)) STRICT;
INSERT INTO "campaigns" VALUES(1,'/campaigns/a.yaml','spring','sha256:d10963a0bd0c8ea49725b8ec8acc51d212b1ad8e48cb5f6e714929b7872195de',1,3);
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
INSERT INTO "design_states" VALUES(1,1,1780833600,1795865542000,'v2026-08-21','[["billboard","sha256:7ca15e2ad40919623fb9bd3d2810d76ac4cf6ace787e3d18a54ce72035e395f6",1780833600000],["rectangle","sha256:fd98460cbbc9c1075d65bf9bc63c2e0e0af502f34d24d8b30218104a202925aa",1780833600000]]');
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
INSERT INTO "request_ids" VALUES('821e94b8-8c4f-4e50-8cac-46530c58cf55',2);
INSERT INTO "request_ids" VALUES('94b4e6d0-045a-4845-b1de-b44bf6be6438',3);
CREATE TABLE requests (request INTEGER PRIMARY KEY, content INTEGER NOT NULL, account INTEGER NOT NULL,
  campaign INTEGER NOT NULL, run INTEGER NOT NULL, concluded_run INTEGER NOT NULL DEFAULT 0, format_set INTEGER NOT NULL,
  state INTEGER NOT NULL, worker INTEGER NOT NULL, intended_at INTEGER NOT NULL, as_of INTEGER NOT NULL,
  accepted_at INTEGER, ended_at INTEGER, credits_each INTEGER NOT NULL, exact INTEGER NOT NULL, ordered INTEGER NOT NULL,
  polls INTEGER NOT NULL DEFAULT 0, final INTEGER NOT NULL DEFAULT 0, decision INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER, settled INTEGER NOT NULL DEFAULT 0, out INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0,
  ids TEXT NOT NULL DEFAULT '', assets TEXT NOT NULL DEFAULT '', failures TEXT NOT NULL DEFAULT '',
  refused TEXT NOT NULL DEFAULT '', rejected TEXT NOT NULL DEFAULT '', api_version TEXT NOT NULL DEFAULT '',
  doubt TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "requests" VALUES(1,1,1,1,1,0,1,3,1,1795865542288,1795865542288,NULL,NULL,1,1,0,0,0,0,NULL,0,0,1,'','','','','','','[["","connection_lost","no whole answer came: Connection reset by peer",0]]');
INSERT INTO "requests" VALUES(2,2,1,1,1,1,1,6,1,1795865542288,1795865542000,1795865542292,1795865544781,1,1,0,1,1,0,NULL,1,0,0,'[["821e94b8-8c4f-4e50-8cac-46530c58cf55",1,0]]','[["rectangle",300,250,"px","jpeg","a3d06abd-c310-44ad-9bed-7039e35316ee",1,"{id}.jpeg",2,"{id}.jpeg","teaser-banner_rectangle.jpeg","","5fcec999-2bfb-4dd7-ba38-2d9e16c49149"]]','','','','','');
INSERT INTO "requests" VALUES(3,3,1,1,1,1,1,6,1,1795865542288,1795865542000,1795865542292,1795865544782,1,1,0,1,1,0,NULL,1,0,0,'[["94b4e6d0-045a-4845-b1de-b44bf6be6438",1,0]]','[["rectangle",300,250,"px","jpeg","6448c850-bf88-4077-a42e-45ef29d3cf29",1,"{id}.jpeg",2,"{id}.jpeg","teaser-banner_rectangle.jpeg","","5fcec999-2bfb-4dd7-ba38-2d9e16c49149"]]','','','','','');
CREATE TABLE reserved (account INTEGER NOT NULL, quarter INTEGER NOT NULL, credits INTEGER NOT NULL,
  PRIMARY KEY (account, quarter)) STRICT, WITHOUT ROWID;
INSERT INTO "reserved" VALUES(1,1995406,3);
CREATE TABLE run_credits (campaign INTEGER NOT NULL, run INTEGER NOT NULL, settled INTEGER NOT NULL, out INTEGER NOT NULL,
  in_doubt INTEGER NOT NULL, PRIMARY KEY (campaign, run)) STRICT, WITHOUT ROWID;
INSERT INTO "run_credits" VALUES(1,1,2,0,1);
CREATE TABLE runs (run INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, account INTEGER NOT NULL, first_run INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER, ending TEXT NOT NULL DEFAULT '',
  jobs INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0, assets INTEGER NOT NULL DEFAULT 0,
  credits INTEGER NOT NULL DEFAULT 0, credits_exact INTEGER NOT NULL DEFAULT 1, credit_limit INTEGER,
  submits INTEGER NOT NULL DEFAULT 0, polls INTEGER NOT NULL DEFAULT 0, reads INTEGER NOT NULL DEFAULT 0,
  rate_limited INTEGER NOT NULL DEFAULT 0, exit_code INTEGER) STRICT;
INSERT INTO "runs" VALUES(1,1,1,1,'aa22613e-a950-42f6-a69a-2186456b0057','spring',1795865542274,1795865544797,'finished',3,0,2,2,1,NULL,3,2,3,0,13);
CREATE TABLE standings (campaign INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, jobs INTEGER NOT NULL,
  assets INTEGER NOT NULL, PRIMARY KEY (campaign, status, run)) STRICT, WITHOUT ROWID;
INSERT INTO "standings" VALUES(1,0,0,0,0);
INSERT INTO "standings" VALUES(1,1,0,0,0);
INSERT INTO "standings" VALUES(1,2,0,0,0);
INSERT INTO "standings" VALUES(1,3,1,2,2);
INSERT INTO "standings" VALUES(1,6,0,1,0);
CREATE TABLE url_prefixes (prefix INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO "url_prefixes" VALUES(1,'http://127.0.0.1:44737/assets/');
INSERT INTO "url_prefixes" VALUES(2,'http://127.0.0.1:44737/assets/cdn/');
CREATE TABLE used_plans (id TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT;
CREATE TABLE wants (want INTEGER PRIMARY KEY, content INTEGER NOT NULL, campaign INTEGER NOT NULL, format_set INTEGER NOT NULL,
  keep_outdated INTEGER NOT NULL, jobs INTEGER NOT NULL, status INTEGER NOT NULL, run INTEGER NOT NULL, assets INTEGER NOT NULL,
  UNIQUE (content, campaign, format_set, keep_outdated)) STRICT;
INSERT INTO "wants" VALUES(1,1,1,1,0,1,6,0,0);
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
