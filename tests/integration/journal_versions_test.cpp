// Journals of earlier versions: what they had bought is in the ledger, and is not bought again.
#include "integration/journal_folder.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <algorithm>
#include <map>

using namespace pressrun;
using namespace pressrun::test;

namespace {

namespace fs = std::filesystem;

struct Versions : JournalFolder {
  std::map<std::string, JobView> by_key() const {
    std::map<std::string, JobView> found;
    for (JobView& job : jobs()) found[job.key.text] = std::move(job);
    return found;
  }

  /// The next run's: the account becomes known, and the manifest is the one that the journal was made for.
  void begin_next(Journal& journal) {
    AccountRecord account;
    account.origin = "https://api.test";
    account.key_digests = {"key"};
    number = ask(journal.note_account(std::move(account)));
    ask(journal.adopt_account(1, number));
    ask(journal.move_campaign(1, "/jobs/night.yaml", "night"));
    RunRecord run;
    run.id = RunId{"next"};
    run.path = "/jobs/night.yaml";
    run.name = "night";
    run.started_at = now;
    run_ = ask(journal.begin_runs(number, {run})).at(0);
    BOOST_TEST(run_.campaign == 1);
  }

  /// A job as the new version has it: another digest, and the old fingerprints beside it.
  Registered enter(Journal& journal, const std::string& key, char content, Formats formats,
                   const std::string& fingerprint) {
    Registration job = job_of(key, content, std::move(formats));
    job.design_id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
    const auto alias = ContentDigest::parse(fingerprint);
    BOOST_REQUIRE(alias.has_value());
    job.aliases = {*alias};
    return ask(journal.register_jobs(1, {job})).at(0);
  }

  RequestNumber would_buy(Journal& journal, char content, Formats formats) {
    PurchaseIntent intent;
    intent.content = {number, digest(content)};
    intent.wanted = std::move(formats);
    intent.campaign = 1;
    intent.run = run_.number;
    intent.first_run = run_.number;
    intent.at = now;
    return ask(journal.intend(intent)).request;
  }

  static std::size_t backups(const fs::path& folder) {
    std::size_t found = 0;
    for (const auto& entry : fs::directory_iterator(folder))
      found += entry.path().extension() == ".bak" ? 1U : 0U;
    return found;
  }

  AccountNumber number = 0;
  RunRecord run_;
  WallTime now{std::chrono::milliseconds{1'795'900'000'000}};
};

constexpr const char* done = "sha256:f3ef8a6412819e65fef87df28bac41f3fbffb56655e84cc08f404ee85f264d3e";
constexpr const char* all = "sha256:990b6f76555c580534f7942959a688c76573ad01947a28b56002408bdc6bd06c";
constexpr const char* partial = "sha256:589af1e1f9627a97b27772dfab4009fca721cdd524c0d001f390e069bb4ec433";
constexpr const char* pair_1 = "sha256:c6a41da51f8f684e6c09edad400c2b3867657adb94f2dfb4b99d6aa7475dba29";
constexpr const char* pair_2 = "sha256:9103defcec9ee0884c0c6236953e94c1724275d235ecfdcf452b8b93dea7743b";
constexpr const char* before_edit = "sha256:b10a15b201fc2e12052b7941a1a161799792fc698db473c357528b21f5a87768";
constexpr const char* after_edit = "sha256:d0e31303f5b012e28de69aa200d234746e1d908b4b5e86c4a25ddc130303c329";
constexpr const char* dropped = "sha256:f4fa72a7e58db7f6c7a259df674f32688bd886e8b39a65ce586cfa582f775f0d";
constexpr const char* renders = "sha256:c323931ffdc98f218723ef05abe06389960b904de87a8dc48119de9ee7595cfd";
constexpr const char* lost = "sha256:6b1085c441a37265f71c7fb8c0f6e675cd2e25afd77f2a146a08d989da1ac33d";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal_versions, Versions)

BOOST_AUTO_TEST_CASE(a_journal_of_version_1_is_read_as_it_stands) {
  from_fixture("version_1.sql");
  const auto found = jobs();
  BOOST_TEST(found.size() == 14U);
  for (const JobView& job : found) {
    BOOST_CHECK(job.status == JobStatus::succeeded);
    BOOST_TEST(job.assets.size() > 0U);
  }
  BOOST_TEST(io::open_journal(file)->last_run(1)->name == "launch-clip");
  BOOST_TEST(io::kept_answers(file, {"fonts"}).empty());
  BOOST_TEST(version() == 1);
}

BOOST_AUTO_TEST_CASE(the_next_run_migrates_version_1_and_loses_nothing) {
  from_fixture("version_1.sql");
  open().reset();
  BOOST_TEST(version() == 5);
  BOOST_TEST(backups(file.parent_path()) == 1U);
  BOOST_TEST(jobs().size() == 14U);
  BOOST_TEST(io::check_journal(file).contradictions.empty());
  open().reset();
  BOOST_TEST(backups(file.parent_path()) == 1U);
}

BOOST_AUTO_TEST_CASE(the_next_run_migrates_version_2_and_loses_nothing) {
  from_fixture("version_2.sql");
  const auto before = jobs();
  open().reset();
  BOOST_TEST(version() == 5);
  BOOST_TEST(before.size() > 0U);
  BOOST_TEST(jobs().size() == before.size());
  BOOST_TEST(io::check_journal(file).sound());
}

// Version 2 did not note what an attempt had sent: what came of it is kept, though no job is known by it.
BOOST_AUTO_TEST_CASE(no_id_of_version_2_is_lost) {
  from_fixture("version_2.sql");
  open().reset();
  const auto reader = io::open_journal(file);
  for (const char* id : {"7f64b5f6-928c-41e7-bffc-65323316b3b6", "7c94358f-838c-4477-8ad5-403d00a3a303",
                         "01f24e1f-5d51-4f11-b6bd-b85445663d1d", "9d3ed4f4-55c2-4029-83b5-dc0b88e72ae6",
                         "a2daa89c-992b-439b-a79c-d2ee82836478", "de59922a-f9af-48d2-92e8-8b8726632039",
                         "19be8314-ea71-402e-8a17-43bff7ff4adb", "6140c29b-b244-48d6-8411-43265fa0c27c"})
    BOOST_TEST_CONTEXT(id) BOOST_TEST(reader->holder_of(1, RequestId{id}).has_value());
  const auto held = reader->holder_of(1, RequestId{"7c94358f-838c-4477-8ad5-403d00a3a303"});
  BOOST_TEST(held->first.requests.at(0).assets.size() == 2U);
  std::size_t orphans = 0;
  reader->each_orphan(1, [&](const Orphan&) { ++orphans; });
  BOOST_TEST(orphans == 1U);
}

BOOST_AUTO_TEST_CASE(version_3_shows_after_the_migration_what_it_showed_before) {
  from_fixture("version_3.sql");
  open().reset();
  const auto found = by_key();
  BOOST_TEST(found.size() == 9U);
  BOOST_CHECK(found.at("done/1").status == JobStatus::succeeded);
  BOOST_TEST(found.at("done/1").assets.size() == 2U);
  BOOST_TEST(found.at("done/1").request_id.text == "a0000000-0000-4000-8000-000000000001");
  BOOST_TEST(found.at("done/1").unchanged);
  BOOST_CHECK(found.at("all/1").status == JobStatus::succeeded);
  BOOST_TEST(found.at("all/1").assets.size() == 3U);
  BOOST_CHECK(found.at("partial/1").status == JobStatus::partial);
  BOOST_TEST(found.at("partial/1").attempts == 3);
  BOOST_TEST(found.at("partial/1").failures.at(0).format == "wide");
  BOOST_CHECK(found.at("pair1/1").status == JobStatus::succeeded);
  BOOST_TEST(found.at("pair1/1").assets.size() == 1U);
  BOOST_TEST(found.at("pair2/1").assets.at(0).format == "story");
  BOOST_CHECK(found.at("edited/1").status == JobStatus::succeeded);
  BOOST_CHECK(found.at("dropped/1").status == JobStatus::dropped);
  BOOST_CHECK(found.at("rendering/1").status == JobStatus::rendering);
  BOOST_CHECK(found.at("lost/1").status == JobStatus::in_doubt);
  BOOST_TEST(found.at("lost/1").failures.at(0).id == "connection_lost");
  const auto reader = io::open_journal(file);
  BOOST_TEST(reader->has_aliases());
  BOOST_TEST(reader->accounts().at(0).origin.empty());
  BOOST_TEST(reader->campaigns().at(0).name == "night");
  BOOST_TEST(reader->doubts().size() == 1U);
  BOOST_TEST(io::check_journal(file).sound());
}

BOOST_AUTO_TEST_CASE(nothing_of_version_3_is_paid_for_twice) {
  from_fixture("version_3.sql");
  const auto journal = open();
  begin_next(*journal);
  const auto status = [&](const char* key, char content, Formats formats, const char* fingerprint) {
    return enter(*journal, key, content, std::move(formats), fingerprint).status;
  };
  DesignReading design;
  design.id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
  design.version = 1'760'000'000;
  design.formats = {{"square", "x"}, {"story", "y"}, {"wide", "z"}};
  design.at = now;
  ask(journal->note_designs(number, {design}));
  BOOST_CHECK(status("done/1", 'a', {"square", "story"}, done) == JobStatus::succeeded);
  BOOST_CHECK(status("all/1", 'b', {}, all) == JobStatus::succeeded);
  BOOST_CHECK(status("partial/1", 'c', {"square", "wide"}, partial) == JobStatus::partial);
  BOOST_CHECK(status("pair1/1", 'd', {"square"}, pair_1) == JobStatus::succeeded);
  BOOST_CHECK(status("pair2/1", 'd', {"story"}, pair_2) == JobStatus::succeeded);
  BOOST_CHECK(status("edited/1", 'e', {"square"}, after_edit) == JobStatus::succeeded);
  BOOST_CHECK(status("dropped/1", 'f', {"square"}, dropped) == JobStatus::dropped);
  BOOST_CHECK(status("rendering/1", 'g', {"square", "story"}, renders) == JobStatus::rendering);
  BOOST_CHECK(status("lost/1", 'h', {"square"}, lost) == JobStatus::in_doubt);
  ask(journal->end_registration(1, "all"));
  for (const char content : std::string{"abcdefgh"})
    BOOST_TEST(would_buy(*journal, content, {"square"}) == 0);
  BOOST_TEST(would_buy(*journal, 'd', {"square", "story"}) == 0);
  BOOST_TEST(would_buy(*journal, 'c', {"square", "wide"}) == 0);  // the text does not fit
  BOOST_TEST(would_buy(*journal, 'a', {"square", "story", "wide"}) != 0);
}

BOOST_AUTO_TEST_CASE(what_version_3_forgot_when_a_job_was_edited_is_fetched) {
  from_fixture("version_3.sql");
  const auto journal = open();
  begin_next(*journal);
  const auto open_now = ask(journal->open_contents(number));
  const auto forgotten = std::ranges::find_if(open_now, [](const OpenContent& one) {
    return one.record.requests.at(0).ids.at(0).id.text == "a0000000-0000-4000-8000-000000000005";
  });
  BOOST_REQUIRE((forgotten != open_now.end()));
  BOOST_TEST(forgotten->wants.empty());
  BOOST_CHECK(enter(*journal, "edited/1", 'z', {"square"}, before_edit).status == JobStatus::rendering);
}

BOOST_AUTO_TEST_CASE(a_plan_recognises_the_jobs_of_version_3_before_they_are_migrated) {
  from_fixture("version_3.sql");
  const auto reader = io::open_journal(file);
  JobQuery query;
  query.key = JobKey{"done/1"};
  query.content = digest('a');
  query.formats = {"square", "story"};
  query.aliases = {*ContentDigest::parse(done)};
  const Registered known = reader->look_up(1, 1, {query}).at(0);
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(!known.is_new);
  BOOST_TEST(version() == 3);
}

BOOST_AUTO_TEST_CASE(a_design_edited_since_version_3_bought_it_is_outdated) {
  from_fixture("version_3.sql");
  const auto journal = open();
  begin_next(*journal);
  enter(*journal, "done/1", 'a', {"square", "story"}, done);
  DesignReading same;
  same.id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
  same.version = 1'760'000'000;
  same.formats = {{"square", "x"}, {"story", "y"}, {"wide", "z"}};
  same.at = now;
  ask(journal->note_designs(number, {same}));
  BOOST_CHECK(by_key().at("all/1").status == JobStatus::succeeded);
  DesignReading edited = same;
  edited.version = 1'795'850'000;
  edited.formats[0].second = "new";
  ask(journal->note_designs(number, {edited}));
  BOOST_CHECK(by_key().at("all/1").status == JobStatus::planned);
}

BOOST_AUTO_TEST_CASE(half_a_journal_of_version_3_is_refused_and_left_as_it_is) {
  from_fixture("version_3.sql");
  {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec(
        "INSERT INTO used_plans SELECT hex(randomblob(200)), value FROM (WITH RECURSIVE n(value) AS "
        "(SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 200) SELECT value FROM n)");
  }
  const auto size = fs::file_size(file);
  fs::resize_file(file, size / 2 / 4096 * 4096);
  const auto says_so = [](const JournalError& error) {
    const std::string what = error.what();
    return what.find("damaged") != std::string::npos &&
           what.find("pressrun journal export") != std::string::npos;
  };
  BOOST_CHECK_EXCEPTION((void)open(), JournalError, says_so);
  BOOST_TEST(fs::file_size(file) == size / 2 / 4096 * 4096);
}

BOOST_AUTO_TEST_SUITE_END()
