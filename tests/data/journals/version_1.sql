BEGIN TRANSACTION;
PRAGMA user_version = 1;
PRAGMA application_id = 1886548851;
CREATE TABLE assets (
  asset INTEGER PRIMARY KEY, job INTEGER NOT NULL, format TEXT NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  unit TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, cdn_url TEXT NOT NULL,
  filename TEXT NOT NULL, fallback_image_url TEXT NOT NULL
) STRICT;
INSERT INTO "assets" VALUES(1,4,'square',1080.0,1080.0,'px','mp4','b54a6158-9fe2-4b1b-a40e-9efbeb4684c1','http://127.0.0.1:8080/assets/b54a6158-9fe2-4b1b-a40e-9efbeb4684c1.mp4','http://127.0.0.1:8080/assets/cdn/b54a6158-9fe2-4b1b-a40e-9efbeb4684c1.mp4','launch-clip_square.mp4','');
INSERT INTO "assets" VALUES(2,4,'story',1080.0,1920.0,'px','mp4','7dd4be45-7466-4073-b94c-12ff4d6aeb61','http://127.0.0.1:8080/assets/7dd4be45-7466-4073-b94c-12ff4d6aeb61.mp4','http://127.0.0.1:8080/assets/cdn/7dd4be45-7466-4073-b94c-12ff4d6aeb61.mp4','launch-clip_story.mp4','');
INSERT INTO "assets" VALUES(3,4,'wide',1920.0,1080.0,'px','mp4','454bde92-9dd1-4b6c-9967-df81f1d07fba','http://127.0.0.1:8080/assets/454bde92-9dd1-4b6c-9967-df81f1d07fba.mp4','http://127.0.0.1:8080/assets/cdn/454bde92-9dd1-4b6c-9967-df81f1d07fba.mp4','launch-clip_wide.mp4','');
INSERT INTO "assets" VALUES(4,5,'square',1080.0,1080.0,'px','gif','2dcdf552-9f16-4c43-bbf5-38a734b825cd','http://127.0.0.1:8080/assets/2dcdf552-9f16-4c43-bbf5-38a734b825cd.gif','http://127.0.0.1:8080/assets/cdn/2dcdf552-9f16-4c43-bbf5-38a734b825cd.gif','launch-clip_square.gif','');
INSERT INTO "assets" VALUES(5,2,'square',1080.0,1080.0,'px','mp4','cf78a64f-b1ea-435b-b2c9-cd04240b6957','http://127.0.0.1:8080/assets/cf78a64f-b1ea-435b-b2c9-cd04240b6957.mp4','http://127.0.0.1:8080/assets/cdn/cf78a64f-b1ea-435b-b2c9-cd04240b6957.mp4','launch-clip_square.mp4','');
INSERT INTO "assets" VALUES(6,2,'story',1080.0,1920.0,'px','mp4','78608c36-3cdb-4711-b079-a224dfc9f44b','http://127.0.0.1:8080/assets/78608c36-3cdb-4711-b079-a224dfc9f44b.mp4','http://127.0.0.1:8080/assets/cdn/78608c36-3cdb-4711-b079-a224dfc9f44b.mp4','launch-clip_story.mp4','');
INSERT INTO "assets" VALUES(7,2,'wide',1920.0,1080.0,'px','mp4','eb321e63-679f-42e1-8ed6-3dad3f378c23','http://127.0.0.1:8080/assets/eb321e63-679f-42e1-8ed6-3dad3f378c23.mp4','http://127.0.0.1:8080/assets/cdn/eb321e63-679f-42e1-8ed6-3dad3f378c23.mp4','launch-clip_wide.mp4','');
INSERT INTO "assets" VALUES(8,8,'square',1080.0,1080.0,'px','gif','0e3c0936-4f61-4ed9-9436-69abc2defb45','http://127.0.0.1:8080/assets/0e3c0936-4f61-4ed9-9436-69abc2defb45.gif','http://127.0.0.1:8080/assets/cdn/0e3c0936-4f61-4ed9-9436-69abc2defb45.gif','launch-clip_square.gif','');
INSERT INTO "assets" VALUES(9,7,'square',1080.0,1080.0,'px','gif','4e88f4ac-464a-4d5b-beb8-b2a29d8277aa','http://127.0.0.1:8080/assets/4e88f4ac-464a-4d5b-beb8-b2a29d8277aa.gif','http://127.0.0.1:8080/assets/cdn/4e88f4ac-464a-4d5b-beb8-b2a29d8277aa.gif','launch-clip_square.gif','');
INSERT INTO "assets" VALUES(10,9,'square',1080.0,1080.0,'px','zip','8e657230-bfd9-4131-aa07-7ceab3a584ca','http://127.0.0.1:8080/assets/8e657230-bfd9-4131-aa07-7ceab3a584ca.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/8e657230-bfd9-4131-aa07-7ceab3a584ca.jpeg');
INSERT INTO "assets" VALUES(11,9,'wide',1920.0,1080.0,'px','zip','d17c6660-1c85-419d-8709-51c5903ff2eb','http://127.0.0.1:8080/assets/d17c6660-1c85-419d-8709-51c5903ff2eb.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/d17c6660-1c85-419d-8709-51c5903ff2eb.jpeg');
INSERT INTO "assets" VALUES(12,11,'square',1080.0,1080.0,'px','zip','f903dff1-aa25-40d3-94f4-71ad4c3c78b5','http://127.0.0.1:8080/assets/f903dff1-aa25-40d3-94f4-71ad4c3c78b5.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/f903dff1-aa25-40d3-94f4-71ad4c3c78b5.jpeg');
INSERT INTO "assets" VALUES(13,11,'wide',1920.0,1080.0,'px','zip','fa31a992-efbe-4de3-a96d-17f0d1b30dd9','http://127.0.0.1:8080/assets/fa31a992-efbe-4de3-a96d-17f0d1b30dd9.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/fa31a992-efbe-4de3-a96d-17f0d1b30dd9.jpeg');
INSERT INTO "assets" VALUES(14,10,'square',1080.0,1080.0,'px','zip','ae882829-7904-46d0-8ab5-9732ebfca623','http://127.0.0.1:8080/assets/ae882829-7904-46d0-8ab5-9732ebfca623.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/ae882829-7904-46d0-8ab5-9732ebfca623.jpeg');
INSERT INTO "assets" VALUES(15,10,'wide',1920.0,1080.0,'px','zip','aec5181b-cef8-449e-ab4a-7513ceed550e','http://127.0.0.1:8080/assets/aec5181b-cef8-449e-ab4a-7513ceed550e.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/aec5181b-cef8-449e-ab4a-7513ceed550e.jpeg');
INSERT INTO "assets" VALUES(16,1,'square',1080.0,1080.0,'px','mp4','ec11da50-6855-462a-bfd3-d854dd69a7eb','http://127.0.0.1:8080/assets/ec11da50-6855-462a-bfd3-d854dd69a7eb.mp4','http://127.0.0.1:8080/assets/cdn/ec11da50-6855-462a-bfd3-d854dd69a7eb.mp4','launch-clip_square.mp4','');
INSERT INTO "assets" VALUES(17,1,'story',1080.0,1920.0,'px','mp4','b153a303-f12c-436a-8679-7aafed1b99bc','http://127.0.0.1:8080/assets/b153a303-f12c-436a-8679-7aafed1b99bc.mp4','http://127.0.0.1:8080/assets/cdn/b153a303-f12c-436a-8679-7aafed1b99bc.mp4','launch-clip_story.mp4','');
INSERT INTO "assets" VALUES(18,1,'wide',1920.0,1080.0,'px','mp4','b30909d6-ad4b-45bd-9d6c-2194b239621d','http://127.0.0.1:8080/assets/b30909d6-ad4b-45bd-9d6c-2194b239621d.mp4','http://127.0.0.1:8080/assets/cdn/b30909d6-ad4b-45bd-9d6c-2194b239621d.mp4','launch-clip_wide.mp4','');
INSERT INTO "assets" VALUES(19,6,'square',1080.0,1080.0,'px','gif','1f061c8a-0858-4fd0-8e23-c85373ace3c2','http://127.0.0.1:8080/assets/1f061c8a-0858-4fd0-8e23-c85373ace3c2.gif','http://127.0.0.1:8080/assets/cdn/1f061c8a-0858-4fd0-8e23-c85373ace3c2.gif','launch-clip_square.gif','');
INSERT INTO "assets" VALUES(20,12,'square',1080.0,1080.0,'px','zip','1dc0b8d2-e51c-41d4-a5e5-308cf47e1acc','http://127.0.0.1:8080/assets/1dc0b8d2-e51c-41d4-a5e5-308cf47e1acc.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/1dc0b8d2-e51c-41d4-a5e5-308cf47e1acc.jpeg');
INSERT INTO "assets" VALUES(21,12,'wide',1920.0,1080.0,'px','zip','ef327bfd-42c1-431e-800b-ae8e9d7c8fdc','http://127.0.0.1:8080/assets/ef327bfd-42c1-431e-800b-ae8e9d7c8fdc.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/ef327bfd-42c1-431e-800b-ae8e9d7c8fdc.jpeg');
INSERT INTO "assets" VALUES(22,13,'square',1080.0,1080.0,'px','zip','ecd7be55-581e-4ce6-865a-f05d50f50dcd','http://127.0.0.1:8080/assets/ecd7be55-581e-4ce6-865a-f05d50f50dcd.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/ecd7be55-581e-4ce6-865a-f05d50f50dcd.jpeg');
INSERT INTO "assets" VALUES(23,13,'wide',1920.0,1080.0,'px','zip','12d494f4-77b0-4849-a3e3-129790bcd57a','http://127.0.0.1:8080/assets/12d494f4-77b0-4849-a3e3-129790bcd57a.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/12d494f4-77b0-4849-a3e3-129790bcd57a.jpeg');
INSERT INTO "assets" VALUES(24,3,'square',1080.0,1080.0,'px','mp4','073ec742-2328-433e-993f-80dbef8674a1','http://127.0.0.1:8080/assets/073ec742-2328-433e-993f-80dbef8674a1.mp4','http://127.0.0.1:8080/assets/cdn/073ec742-2328-433e-993f-80dbef8674a1.mp4','launch-clip_square.mp4','');
INSERT INTO "assets" VALUES(25,3,'story',1080.0,1920.0,'px','mp4','e5888af3-8130-41d2-b595-7b14a442a0e0','http://127.0.0.1:8080/assets/e5888af3-8130-41d2-b595-7b14a442a0e0.mp4','http://127.0.0.1:8080/assets/cdn/e5888af3-8130-41d2-b595-7b14a442a0e0.mp4','launch-clip_story.mp4','');
INSERT INTO "assets" VALUES(26,3,'wide',1920.0,1080.0,'px','mp4','9d17b644-e57f-42bd-93a6-696398f72739','http://127.0.0.1:8080/assets/9d17b644-e57f-42bd-93a6-696398f72739.mp4','http://127.0.0.1:8080/assets/cdn/9d17b644-e57f-42bd-93a6-696398f72739.mp4','launch-clip_wide.mp4','');
INSERT INTO "assets" VALUES(27,14,'square',1080.0,1080.0,'px','zip','f231c2fd-dda5-4875-9e79-bb61c19f335d','http://127.0.0.1:8080/assets/f231c2fd-dda5-4875-9e79-bb61c19f335d.zip','','launch-clip_square.zip','http://127.0.0.1:8080/assets/f231c2fd-dda5-4875-9e79-bb61c19f335d.jpeg');
INSERT INTO "assets" VALUES(28,14,'wide',1920.0,1080.0,'px','zip','0c0fcfc7-ecba-4bec-b3fc-b942bc34bac4','http://127.0.0.1:8080/assets/0c0fcfc7-ecba-4bec-b3fc-b942bc34bac4.zip','','launch-clip_wide.zip','http://127.0.0.1:8080/assets/0c0fcfc7-ecba-4bec-b3fc-b942bc34bac4.jpeg');
CREATE TABLE attempts (
  job INTEGER NOT NULL, number INTEGER NOT NULL, run INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intent','accepted','refused','rejected','in_doubt','resolved')),
  request_id TEXT NOT NULL DEFAULT '', formats TEXT NOT NULL, status_before INTEGER NOT NULL,
  intended_at INTEGER NOT NULL, answered_at INTEGER, reason_id TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "attempts" VALUES(1,1,1,'accepted','2dd11321-5e5f-4b84-ad9b-bd894953d7ec','[]',0,1795463562705,1795463562706,'','');
INSERT INTO "attempts" VALUES(2,1,1,'accepted','f2275993-e91a-45e1-a799-2e12e92d3de2','[]',0,1795463562781,1795463562801,'','');
INSERT INTO "attempts" VALUES(3,1,1,'accepted','8dc13ff0-6170-4c03-8ec0-7c9676459779','[]',0,1795463562886,1795463562906,'','');
INSERT INTO "attempts" VALUES(4,1,1,'accepted','63e16277-24c8-4c18-ab83-c0923d963c92','[]',0,1795463562992,1795463563011,'','');
INSERT INTO "attempts" VALUES(5,1,1,'accepted','9e2f2ad0-cf9a-472e-9f37-5ca2671748f0','[]',0,1795463563096,1795463563116,'','');
INSERT INTO "attempts" VALUES(6,1,1,'accepted','d9ecb6f3-9b8a-405b-abf5-1aefbdccbbeb','[]',0,1795463563201,1795463563221,'','');
INSERT INTO "attempts" VALUES(7,1,1,'accepted','86566f90-9819-42ab-9802-4b4ed6fdfc95','[]',0,1795463563306,1795463563326,'','');
INSERT INTO "attempts" VALUES(8,1,1,'accepted','7a4805b4-f7a4-4af0-9084-fdb2e94b232a','[]',0,1795463563411,1795463563431,'','');
INSERT INTO "attempts" VALUES(9,1,1,'accepted','a36cdd94-c24a-4bfd-97e4-69c5b4edccf6','[]',0,1795463563516,1795463563536,'','');
INSERT INTO "attempts" VALUES(10,1,1,'accepted','d86d1841-23ed-43d8-8d5a-4a09b7eb0a3c','[]',0,1795463563726,1795463563746,'','');
INSERT INTO "attempts" VALUES(11,1,1,'accepted','c860133f-9176-46e6-8c2a-f14e5e252bad','[]',0,1795463563736,1795463563756,'','');
INSERT INTO "attempts" VALUES(12,1,1,'accepted','07f2057c-42d3-449e-a190-6827e59e4a14','[]',0,1795463563831,1795463563852,'','');
INSERT INTO "attempts" VALUES(13,1,1,'accepted','d3d6165b-dc43-4d88-9894-ea508d1ff354','[]',0,1795463563936,1795463563956,'','');
INSERT INTO "attempts" VALUES(14,1,1,'accepted','bb408353-3c46-4e3b-9925-c3b36128924b','[]',0,1795463564041,1795463564062,'','');
CREATE TABLE failures (
  failure INTEGER PRIMARY KEY, job INTEGER NOT NULL, format TEXT NOT NULL, id TEXT NOT NULL, message TEXT NOT NULL
) STRICT;
CREATE TABLE jobs (
  job INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  design_name TEXT NOT NULL, design_id TEXT NOT NULL, variables TEXT NOT NULL,
  enrolled_fingerprint TEXT NOT NULL, enrolled_version INTEGER, enrolled_run INTEGER NOT NULL,
  status INTEGER NOT NULL DEFAULT 0, fingerprint TEXT NOT NULL DEFAULT '', design_version INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0, request_id TEXT NOT NULL DEFAULT '', polls INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER, finished_at INTEGER, concluded_run INTEGER
) STRICT;
INSERT INTO "jobs" VALUES(1,'video/en',0,'video','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"en","title":"The new Écho is here","subtitle":"Twelve hours of music. No wires.","cta":"Remind me"}}','sha256:2642eafc64467cc0b1998919c0fc4adf0cb91444475f6ca9d05f7c0fb0ba58bb',1780574400,1,3,'sha256:2642eafc64467cc0b1998919c0fc4adf0cb91444475f6ca9d05f7c0fb0ba58bb',1780574400,1,'2dd11321-5e5f-4b84-ad9b-bd894953d7ec',3,1795463562706,1795463573800,1);
INSERT INTO "jobs" VALUES(2,'video/fr',1,'video','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"fr","title":"La nouvelle Écho arrive","subtitle":"Douze heures de musique. Sans fil.","cta":"Me prévenir"}}','sha256:a121305ab75392f4222e1f39e929a12ab0dcf40bb78e7a879c0ccf8c0603460a',1780574400,1,3,'sha256:a121305ab75392f4222e1f39e929a12ab0dcf40bb78e7a879c0ccf8c0603460a',1780574400,1,'f2275993-e91a-45e1-a799-2e12e92d3de2',2,1795463562801,1795463568173,1);
INSERT INTO "jobs" VALUES(3,'video/de',2,'video','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"de","title":"Die neue Écho ist da","subtitle":"Zwölf Stunden Musik. Kabellos.","cta":"Erinnern"}}','sha256:b90bb828fecdf0ebcf691d83ca8fbcee5620edc404d3d2576a60e89f565e8770',1780574400,1,3,'sha256:b90bb828fecdf0ebcf691d83ca8fbcee5620edc404d3d2576a60e89f565e8770',1780574400,1,'8dc13ff0-6170-4c03-8ec0-7c9676459779',4,1795463562906,1795463582086,1);
INSERT INTO "jobs" VALUES(4,'video/ja',3,'video','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"ja","title":"新しい「Écho」登場","subtitle":"12時間の音楽を、ワイヤレスで。","cta":"通知を受け取る"}}','sha256:9fcf70a1d8824aa3dd1d8fb080c4c25110758c52998599a7985c0c0a0e7401a2',1780574400,1,3,'sha256:9fcf70a1d8824aa3dd1d8fb080c4c25110758c52998599a7985c0c0a0e7401a2',1780574400,1,'63e16277-24c8-4c18-ab83-c0923d963c92',2,1795463563011,1795463568022,1);
INSERT INTO "jobs" VALUES(5,'mail/en',4,'mail','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"en","title":"The new Écho is here","subtitle":"Twelve hours of music. No wires.","cta":"Remind me"}}','sha256:ff07af3e373e289dfe4f59a4fe2785b222cecc51177693e539ff968dac392944',1780574400,1,3,'sha256:ff07af3e373e289dfe4f59a4fe2785b222cecc51177693e539ff968dac392944',1780574400,1,'9e2f2ad0-cf9a-472e-9f37-5ca2671748f0',2,1795463563116,1795463568158,1);
INSERT INTO "jobs" VALUES(6,'mail/fr',5,'mail','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"fr","title":"La nouvelle Écho arrive","subtitle":"Douze heures de musique. Sans fil.","cta":"Me prévenir"}}','sha256:7fe462d6bdc9d1093eddca62ab263fbf431b01af456b009d4fe26137ace84fb0',1780574400,1,3,'sha256:7fe462d6bdc9d1093eddca62ab263fbf431b01af456b009d4fe26137ace84fb0',1780574400,1,'d9ecb6f3-9b8a-405b-abf5-1aefbdccbbeb',3,1795463563221,1795463573906,1);
INSERT INTO "jobs" VALUES(7,'mail/de',6,'mail','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"de","title":"Die neue Écho ist da","subtitle":"Zwölf Stunden Musik. Kabellos.","cta":"Erinnern"}}','sha256:a85d568df11ea9408352514de23e56b16a5be4cdaf39ea016f546b699c7493e4',1780574400,1,3,'sha256:a85d568df11ea9408352514de23e56b16a5be4cdaf39ea016f546b699c7493e4',1780574400,1,'86566f90-9819-42ab-9802-4b4ed6fdfc95',2,1795463563326,1795463568781,1);
INSERT INTO "jobs" VALUES(8,'mail/ja',7,'mail','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"lang":{"code":"ja","title":"新しい「Écho」登場","subtitle":"12時間の音楽を、ワイヤレスで。","cta":"通知を受け取る"}}','sha256:c217ae8e0d36be0d515488f5f74dde4fefd653aab0dab2c3b6f549a57fb47361',1780574400,1,3,'sha256:c217ae8e0d36be0d515488f5f74dde4fefd653aab0dab2c3b6f549a57fb47361',1780574400,1,'7a4805b4-f7a4-4af0-9084-fdb2e94b232a',2,1795463563431,1795463568473,1);
INSERT INTO "jobs" VALUES(9,'display/google-ads-en',8,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"google-ads","macro":""},"lang":{"code":"en","title":"The new Écho is here","subtitle":"Twelve hours of music. No wires.","cta":"Remind me"}}','sha256:de103ce689a26324a6fa966aef12c94138224443fd5da92e647ee987813196ba',1780574400,1,3,'sha256:de103ce689a26324a6fa966aef12c94138224443fd5da92e647ee987813196ba',1780574400,1,'a36cdd94-c24a-4bfd-97e4-69c5b4edccf6',2,1795463563536,1795463568814,1);
INSERT INTO "jobs" VALUES(10,'display/google-ads-de',9,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"google-ads","macro":""},"lang":{"code":"de","title":"Die neue Écho ist da","subtitle":"Zwölf Stunden Musik. Kabellos.","cta":"Erinnern"}}','sha256:9fc0805006f91dd4cbcb9c814ec72be8f1e3a57a7023efa93d921c639ca253f0',1780574400,1,3,'sha256:9fc0805006f91dd4cbcb9c814ec72be8f1e3a57a7023efa93d921c639ca253f0',1780574400,1,'d86d1841-23ed-43d8-8d5a-4a09b7eb0a3c',2,1795463563746,1795463569223,1);
INSERT INTO "jobs" VALUES(11,'display/adform-en',10,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"adform","macro":"[ADFORM_CLICK]"},"lang":{"code":"en","title":"The new Écho is here","subtitle":"Twelve hours of music. No wires.","cta":"Remind me"}}','sha256:6607327156bdff55d22ec717a6a7e0f02d675f5e694ded7417a99a94a27d32dd',1780574400,1,3,'sha256:6607327156bdff55d22ec717a6a7e0f02d675f5e694ded7417a99a94a27d32dd',1780574400,1,'c860133f-9176-46e6-8c2a-f14e5e252bad',2,1795463563756,1795463568893,1);
INSERT INTO "jobs" VALUES(12,'display/adform-de',11,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"adform","macro":"[ADFORM_CLICK]"},"lang":{"code":"de","title":"Die neue Écho ist da","subtitle":"Zwölf Stunden Musik. Kabellos.","cta":"Erinnern"}}','sha256:f9fee5514ee51fecb5edae46e8dedb5884705550761ac22cbbe301236ae44bdd',1780574400,1,3,'sha256:f9fee5514ee51fecb5edae46e8dedb5884705550761ac22cbbe301236ae44bdd',1780574400,1,'07f2057c-42d3-449e-a190-6827e59e4a14',3,1795463563852,1795463574505,1);
INSERT INTO "jobs" VALUES(13,'display/amazon-ads-en',12,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"amazon-ads","macro":""},"lang":{"code":"en","title":"The new Écho is here","subtitle":"Twelve hours of music. No wires.","cta":"Remind me"}}','sha256:3e6f1ecf6b6850886285d4a2a1ff4e6e3542c2547485a25b19c671c9db707ca7',1780574400,1,3,'sha256:3e6f1ecf6b6850886285d4a2a1ff4e6e3542c2547485a25b19c671c9db707ca7',1780574400,1,'d3d6165b-dc43-4d88-9894-ea508d1ff354',3,1795463563956,1795463574819,1);
INSERT INTO "jobs" VALUES(14,'display/amazon-ads-de',13,'display','e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75','{"network":{"name":"amazon-ads","macro":""},"lang":{"code":"de","title":"Die neue Écho ist da","subtitle":"Zwölf Stunden Musik. Kabellos.","cta":"Erinnern"}}','sha256:d2747b0da931a61602b01b63a73feaef94bc9afbdaf57c91c47078dc968e8503',1780574400,1,3,'sha256:d2747b0da931a61602b01b63a73feaef94bc9afbdaf57c91c47078dc968e8503',1780574400,1,'bb408353-3c46-4e3b-9925-c3b36128924b',4,1795463564062,1795463583310,1);
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER,
  ending TEXT NOT NULL, jobs INTEGER NOT NULL, unchanged INTEGER NOT NULL, assets INTEGER NOT NULL,
  credits INTEGER NOT NULL, credits_exact INTEGER NOT NULL,
  submits INTEGER NOT NULL, polls INTEGER NOT NULL, reads INTEGER NOT NULL, rate_limited INTEGER NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,'057c5898-5cf9-42d2-8bfb-72fadc783a0e','launch-clip',1795463562702,1795463583311,'finished',14,0,28,224,1,14,36,1,0);
CREATE INDEX jobs_in_order ON jobs (enrolled_run, position);
CREATE INDEX jobs_by_status ON jobs (status);
CREATE INDEX assets_of_job ON assets (job);
CREATE INDEX failures_of_job ON failures (job);
COMMIT;
