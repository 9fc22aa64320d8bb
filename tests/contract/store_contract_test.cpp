// What every journal must do, run on the one in memory, which the simulation tests trust, and on the one on
// disk.
#include "pressrun/io/sqlite_store.hpp"
#include "support/memory_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/mp11/list.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <stdlib.h>

using namespace pressrun;

namespace {

class NoClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{}; }
  [[nodiscard]] WallTime wall_now() const override { return WallTime{}; }
  asio::awaitable<void> sleep_until(Instant) override { co_return; }
  std::unique_ptr<Alarm> make_alarm() override { return nullptr; }
};

struct InMemory {
  NoClock clock;
  test::MemoryStore memory{clock, Duration{}};
  Store& store() { return memory; }
  JournalReader& reader() { return memory; }
  asio::io_context context{1};
};

struct OnDisk {
  OnDisk() {
    std::string name = (std::filesystem::temp_directory_path() / "pressrun-contract-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    disk = std::make_unique<io::SqliteStore>(context.get_executor(), folder / ".pressrun" / "j.db");
  }
  ~OnDisk() {
    opened.reset();
    disk.reset();
    std::filesystem::remove_all(folder);
  }
  Store& store() { return *disk; }
  JournalReader& reader() {
    opened = io::open_journal(folder / ".pressrun" / "j.db");
    return *opened;
  }
  asio::io_context context{1};
  std::filesystem::path folder;
  std::unique_ptr<io::SqliteStore> disk;
  std::unique_ptr<JournalReader> opened;
};

using Stores = boost::mp11::mp_list<InMemory, OnDisk>;

const JobKey key{"hero/1"};
const Fingerprint print{"sha256:aa"};
const Fingerprint edited{"sha256:bb"};

template <class Place>
struct Journal : Place {
  template <class Work>
  void finish(Work work) {
    std::exception_ptr error;
    asio::co_spawn(this->context, std::move(work),
                   [&](const std::exception_ptr& thrown, auto&&...) { error = thrown; });
    this->context.restart();
    this->context.run();
    if (error) std::rethrow_exception(error);
  }
  void begin(const std::string& id, const std::string& enrollment = {}) {
    RunRecord run;
    run.id = RunId{id};
    run.name = "night";
    run.enrollment = enrollment;
    finish(this->store().begin_run(run));
  }
  KnownJob enroll(const Fingerprint& now = print, const JobKey& job = key, std::size_t position = 0) {
    std::vector<KnownJob> known;
    std::vector<Enrollment> jobs;
    jobs.push_back({job, position, "hero", DesignId{"d"}, now, 7, "{}"});
    asio::co_spawn(this->context, this->store().enroll(std::move(jobs)),
                   [&](const std::exception_ptr& error, std::vector<KnownJob> answer) {
                     if (error) std::rethrow_exception(error);
                     known = std::move(answer);
                   });
    this->context.restart();
    this->context.run();
    return known.at(0);
  }
  void end_enrollment() { finish(this->store().end_enrollment()); }
  std::optional<std::size_t> all_succeeded() {
    std::optional<std::size_t> all;
    asio::co_spawn(this->context, this->store().all_succeeded(),
                   [&](const std::exception_ptr& error, std::optional<std::size_t> answer) {
                     if (error) std::rethrow_exception(error);
                     all = answer;
                   });
    this->context.restart();
    this->context.run();
    return all;
  }
  void record(JournalEntry entry) { finish(this->store().record(std::move(entry))); }
  void intent(int attempt, std::vector<std::string> formats = {}) {
    record(Intent{key, attempt, print, 7, std::move(formats), WallTime{}});
  }
  void accepted(int attempt, const std::string& id) {
    record(Acceptance{key, attempt, RequestId{id}, WallTime{}});
  }
  void concluded(int attempt, JobStatus status, std::vector<std::string> there,
                 std::vector<Failure> failures) {
    std::vector<Asset> assets;
    for (std::string& format : there) {
      Asset asset;
      asset.format = std::move(format);
      asset.url = "https://cdn.test/" + std::to_string(attempt);
      assets.push_back(std::move(asset));
    }
    record(Conclusion{key, attempt, status, std::move(assets), std::move(failures), 2, WallTime{}});
  }
  /// A first run in which the job succeeds.
  void succeed() {
    begin("r1");
    enroll();
    intent(1);
    accepted(1, "g1");
    concluded(1, JobStatus::succeeded, {"square"}, {});
  }
  std::vector<JobResult> jobs() {
    std::vector<JobResult> all;
    this->reader().each_job([&](const JobResult& job) { all.push_back(job); });
    return all;
  }
  JobResult job() { return jobs().at(0); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(store_contract)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_job_lives_from_intent_to_success, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  BOOST_CHECK(j.enroll().status == JobStatus::planned);
  j.intent(1);
  BOOST_CHECK(j.job().status == JobStatus::submitting);
  j.accepted(1, "g1");
  BOOST_CHECK(j.job().status == JobStatus::rendering);
  BOOST_TEST(j.job().request_id.text == "g1");
  j.concluded(1, JobStatus::succeeded, {"square"}, {});
  BOOST_CHECK(j.job().status == JobStatus::succeeded);
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().attempts == 1);
  BOOST_TEST(!j.job().unchanged);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_picture_that_came_with_the_answer_replaces_what_was_there, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::succeeded, {"square", "story"}, {});
  j.intent(2);
  j.concluded(2, JobStatus::succeeded, {"square"}, {});
  BOOST_CHECK(j.job().status == JobStatus::succeeded);
  BOOST_REQUIRE(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().assets[0].url == "https://cdn.test/2");
  BOOST_TEST(j.job().request_id.text == "");
  BOOST_TEST(j.job().submitted_at.has_value());
  BOOST_CHECK(j.enroll().status == JobStatus::succeeded);
}

/// The manifest was edited, and what it asks for now was rejected.
template <class Place>
void reject_an_edit(Journal<Place>& j) {
  j.begin("r2");
  j.enroll(edited);
  j.record(Intent{key, 2, edited, 7, {}, WallTime{}});
  j.concluded(2, JobStatus::failed, {}, {{"", "invalid_payload", "no"}});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_rejected_edit_fails_the_job_as_it_is_now, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  reject_an_edit(j);
  BOOST_CHECK(j.job().status == JobStatus::failed);
  BOOST_TEST(j.job().fingerprint.text == edited.text);
  BOOST_TEST(j.job().assets.empty());
  BOOST_TEST(j.job().attempts == 2);
  BOOST_TEST(j.job().failures.at(0).message == "no");
  BOOST_TEST(j.reader().tally().jobs.at(static_cast<std::size_t>(JobStatus::failed)) == 1U);
  BOOST_TEST(j.reader().tally().assets == 0U);
  BOOST_REQUIRE(j.reader().troubled(9).size() == 1U);
  BOOST_CHECK(j.reader().troubled(9).at(0).status == JobStatus::failed);
  const KnownJob known = j.enroll(edited);
  BOOST_CHECK(status_of(edited, 7, known_of(known)) == JobStatus::failed);
  BOOST_CHECK(decide(edited, 7, known_of(known), {}).reason == Reason::failed_before);
  BOOST_CHECK(status_of(edited, 8, known_of(known)) == JobStatus::succeeded);  // another design: not tried
  BOOST_CHECK(decide(edited, 8, known_of(known), {}).reason == Reason::changed);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_paid_for_before_a_rejected_edit_is_there_when_it_is_undone, Place,
                              Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  reject_an_edit(j);
  j.begin("r3");
  const KnownJob known = j.enroll();
  BOOST_CHECK(known.status == JobStatus::partial);
  BOOST_TEST(known.fingerprint.text == print.text);
  BOOST_TEST(known.failures.at(0).format == "story");
  BOOST_CHECK(decide(print, 7, known_of(known), {}).todo == Todo::retry_formats);
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().request_id.text == "g1");
}

/// Something is paid for; then the manifest was edited, and the answer to what it asks for now was lost.
template <class Place>
void lose_an_edit(Journal<Place>& j) {
  j.succeed();
  j.begin("r2");
  j.enroll(edited);
  j.record(Intent{key, 2, edited, 7, {}, WallTime{}});
  j.record(Doubt{key, 2, {"", "connection_lost", ""}, WallTime{}});
}

/// Undone, the edit costs nothing; not undone, it is submitted.
template <class Place>
void require_still_paid_for(Journal<Place>& j) {
  BOOST_CHECK(decide(edited, 7, known_of(j.enroll(edited)), {}).todo != Todo::keep);
  j.begin("r9");
  const KnownJob undone = j.enroll();
  BOOST_CHECK(undone.status == JobStatus::succeeded);
  BOOST_CHECK(decide(print, 7, known_of(undone), {}).todo == Todo::keep);
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().request_id.text == "g1");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_edit_in_doubt_that_is_rejected_when_sent_again_takes_nothing, Place,
                              Stores) {
  Journal<Place> j;
  lose_an_edit(j);
  j.begin("r3");
  j.enroll(edited);
  j.record(Intent{key, 3, edited, 7, {}, WallTime{}});
  j.concluded(3, JobStatus::failed, {}, {{"", "invalid_payload", "no"}});
  require_still_paid_for(j);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_edit_in_doubt_that_is_to_be_sent_again_takes_nothing, Place, Stores) {
  Journal<Place> j;
  lose_an_edit(j);
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  require_still_paid_for(j);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_same_in_doubt_is_sent_again_where_the_user_says_so, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.intent(2);  // by --force
  j.record(Doubt{key, 2, {"", "connection_lost", ""}, WallTime{}});
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  BOOST_CHECK(decide(print, 7, known_of(j.enroll()), {}).todo == Todo::submit);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_same_sent_again_and_rejected_takes_nothing, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.intent(2);  // by --force
  j.record(Doubt{key, 2, {"", "connection_lost", ""}, WallTime{}});
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  j.begin("r2");
  j.enroll();
  j.intent(3);
  j.record(Withdrawal{key, 3, {"", "rate_limited", ""}, WallTime{}});
  j.intent(4);
  j.concluded(4, JobStatus::failed, {}, {{"", "invalid_payload", "no"}});
  require_still_paid_for(j);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_retry_that_rendered_before_an_edit_in_doubt_is_still_of_its_formats, Place,
                              Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"wide", "timeout", "late"}});
  j.record(Intent{key, 2, print, 7, {"wide"}, WallTime{}});
  j.accepted(2, "g2");
  j.begin("r2");
  j.enroll(edited);
  j.record(Intent{key, 3, edited, 7, {}, WallTime{}});
  j.record(Doubt{key, 3, {"", "connection_lost", ""}, WallTime{}});
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  j.begin("r3");
  const KnownJob undone = j.enroll();
  BOOST_CHECK(undone.status == JobStatus::rendering);
  BOOST_TEST(undone.request_id.text == "g2");
  BOOST_TEST(undone.retried_formats == std::vector<std::string>{"wide"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_rendered_before_a_rejected_edit_renders_still, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  reject_an_edit(j);
  BOOST_CHECK(j.job().status == JobStatus::failed);
  BOOST_TEST(j.reader().tally().jobs.at(static_cast<std::size_t>(JobStatus::failed)) == 1U);
  j.begin("r3");
  const KnownJob known = j.enroll();
  BOOST_CHECK(known.status == JobStatus::rendering);
  BOOST_TEST(known.request_id.text == "g1");
  BOOST_CHECK(decide(print, 7, known_of(known), {}).todo == Todo::resume);
  BOOST_CHECK(j.job().status == JobStatus::rendering);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_edit_that_is_taken_after_all_replaces_what_was_there, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  reject_an_edit(j);
  j.record(Intent{key, 3, edited, 7, {}, WallTime{}});
  j.accepted(3, "g3");
  BOOST_CHECK(j.job().status == JobStatus::rendering);
  BOOST_TEST(j.job().assets.empty());
  j.concluded(3, JobStatus::succeeded, {"story"}, {});
  BOOST_CHECK(j.job().status == JobStatus::succeeded);
  BOOST_TEST(!j.enroll(edited).rejected.has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_same_again_rejected_leaves_what_is_there, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.intent(2);  // --force
  j.concluded(2, JobStatus::failed, {}, {{"", "invalid_payload", "no"}});
  BOOST_CHECK(j.job().status == JobStatus::succeeded);
  BOOST_TEST(j.job().assets.size() == 1U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_rejection_of_the_first_attempt_fails_the_job, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.concluded(1, JobStatus::failed, {}, {{"", "invalid_payload", "no"}});
  BOOST_CHECK(j.job().status == JobStatus::failed);
  BOOST_TEST(j.job().failures.size() == 1U);
  BOOST_CHECK(j.enroll().status == JobStatus::failed);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_next_run_knows_what_the_last_one_did, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.begin("r2");
  const KnownJob known = j.enroll();
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(known.fingerprint.text == print.text);
  BOOST_TEST(known.attempts == 1);
  BOOST_TEST(known.has_assets);
  BOOST_TEST(j.job().unchanged);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_has_a_request_id_is_known, Place, Stores) {
  Journal<Place> j;
  const WallTime at{std::chrono::hours{1}};
  j.begin("r1");
  j.enroll();
  j.enroll(print, JobKey{"hero/2"}, 1);
  j.record(Intent{key, 1, print, 7, {}, at});
  j.accepted(1, "Gen-1");
  j.record(Intent{JobKey{"hero/2"}, 1, print, 7, {}, at});
  BOOST_TEST(!j.reader().doubtful(JobKey{"hero/2"}).has_value());
  j.record(Doubt{JobKey{"hero/2"}, 1, {"", "lost", "no answer"}, at});
  BOOST_TEST(j.reader().claims_on(RequestId{"gen-2"}).empty());
  const std::vector<Claim> given = j.reader().claims_on(RequestId{"gen-1"});
  BOOST_REQUIRE(given.size() == 1U);
  BOOST_TEST(given[0].key.text == key.text);
  BOOST_TEST(given[0].attempt == 1);
  BOOST_CHECK(given[0].sent_at == at);
  BOOST_TEST(!given[0].found_by_user);
  const std::optional<Claim> doubtful = j.reader().doubtful(JobKey{"hero/2"});
  BOOST_REQUIRE(doubtful.has_value());
  BOOST_TEST(doubtful->attempt == 1);
  j.record(Resolution{JobKey{"hero/2"}, Verdict::attach, RequestId{"gen-2"}, at});
  const std::vector<Claim> found = j.reader().claims_on(RequestId{"gen-2"});
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].found_by_user);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_submission_lost_in_a_crash_is_in_doubt, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.begin("r2");
  BOOST_CHECK(j.enroll().status == JobStatus::in_doubt);
  BOOST_TEST(j.job().failures.at(0).id == "interrupted");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_withdrawn_attempt_loses_nothing, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.record(Withdrawal{key, 2, {"", "bare_429", ""}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::partial);
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().failures.size() == 1U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_refused_attempt_does_not_pass_the_old_outcome_for_the_new_one, Place,
                              Stores) {
  Journal<Place> j;
  const Fingerprint changed{"sha256:bb"};
  j.succeed();
  j.begin("r2");
  j.enroll(changed);
  j.record(Intent{key, 2, changed, 8, {}, WallTime{}});
  j.record(Withdrawal{key, 2, {"", "bare_429", ""}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::planned);
  j.begin("r3");
  const KnownJob known = j.enroll(changed);
  BOOST_TEST(known.fingerprint.text == print.text);
  BOOST_TEST(known.design_version.value_or(0) == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_first_attempt_that_was_refused_leaves_a_planned_job, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.record(Withdrawal{key, 1, {"", "bare_429", ""}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::planned);
  BOOST_TEST(j.job().attempts == 1);
  BOOST_TEST(j.job().fingerprint.text == print.text);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_retry_of_some_formats_joins_what_is_there, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.accepted(2, "g2");
  j.begin("r2");
  const KnownJob known = j.enroll();
  BOOST_TEST(known.retried_formats == std::vector<std::string>{"story"}, boost::test_tools::per_element());
  BOOST_TEST(known.failures.size() == 1U);
  j.concluded(2, JobStatus::succeeded, {"story"}, {});
  BOOST_TEST(j.job().assets.size() == 2U);
  BOOST_TEST(j.job().failures.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_attempt_forgets_what_was_there_once_it_is_accepted, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.intent(2);
  BOOST_TEST(j.enroll().has_assets);
  j.accepted(2, "g2");
  BOOST_TEST(!j.enroll().has_assets);
  BOOST_TEST(j.job().assets.empty());
}

/// Of a job whose new content is in doubt the pictures of the former are not shown, nor its request.
BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_in_doubt_shows_nothing_of_an_earlier_content, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.record(Intent{key, 2, Fingerprint{"sha256:bb"}, 7, {}, WallTime{}});
  const auto shows_nothing = [&] {
    BOOST_TEST(j.job().assets.empty());
    BOOST_TEST(j.reader().tally().assets == 0U);
    BOOST_TEST(j.job().request_id.text == "");
    BOOST_TEST(j.job().polls == 0);
    BOOST_TEST(!j.job().finished_at.has_value());
    BOOST_TEST(!j.job().unchanged);
  };
  shows_nothing();
  j.record(Doubt{key, 2, {"", "timeout", "no answer"}, WallTime{}});
  shows_nothing();
  j.record(Resolution{key, Verdict::drop, {}, WallTime{}});
  shows_nothing();
  BOOST_TEST(j.job().failures.at(0).id == "dropped");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_attached_forgets_an_earlier_content, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  const WallTime sent{std::chrono::hours{1}};
  j.record(Intent{key, 2, Fingerprint{"sha256:bb"}, 7, {}, sent});
  j.record(Doubt{key, 2, {"", "timeout", "no answer"}, WallTime{}});
  j.record(Resolution{key, Verdict::attach, RequestId{"g2"}, sent + std::chrono::hours{1}});
  const KnownJob known = j.enroll();
  BOOST_CHECK(known.status == JobStatus::rendering);
  BOOST_TEST(!known.has_assets);
  BOOST_TEST(known.failures.empty());
  BOOST_CHECK(known.submitted_at == sent);
  BOOST_TEST(j.job().request_id.text == "g2");
  BOOST_TEST(j.job().assets.empty());
  BOOST_TEST(j.job().polls == 0);
  BOOST_TEST(!j.job().finished_at.has_value());
  j.concluded(2, JobStatus::succeeded, {"story"}, {});
  BOOST_TEST(j.enroll(Fingerprint{"sha256:bb"}).has_assets);
  BOOST_REQUIRE(j.job().assets.size() == 1U);
  BOOST_TEST(j.job().assets.at(0).format == "story");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_attached_to_a_retry_joins_what_is_there, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.record(Doubt{key, 2, {"", "timeout", "no answer"}, WallTime{}});
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.reader().tally().assets == 1U);
  j.record(Resolution{key, Verdict::attach, RequestId{"g2"}, WallTime{}});
  BOOST_TEST(j.job().assets.size() == 1U);
  BOOST_TEST(j.enroll().retried_formats == std::vector<std::string>{"story"},
             boost::test_tools::per_element());
  j.concluded(2, JobStatus::succeeded, {"story"}, {});
  BOOST_TEST(j.job().assets.size() == 2U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(doubt_is_settled_by_the_user_in_three_ways, Place, Stores) {
  for (const auto& [verdict, status] :
       {std::pair{Verdict::resubmit, JobStatus::planned}, std::pair{Verdict::drop, JobStatus::dropped},
        std::pair{Verdict::attach, JobStatus::rendering}}) {
    Journal<Place> j;
    j.begin("r1");
    j.enroll();
    j.intent(1);
    j.record(Doubt{key, 1, {"", "timeout", "no answer"}, WallTime{}});
    BOOST_CHECK(j.job().status == JobStatus::in_doubt);
    BOOST_TEST(j.job().failures.at(0).message == "no answer");
    BOOST_CHECK(j.job().submitted_at == WallTime{});  // when it was about to be sent
    j.record(Resolution{key, verdict, RequestId{"found"}, WallTime{}});
    BOOST_CHECK(j.job().status == status);
    if (verdict == Verdict::attach) BOOST_TEST(j.job().request_id.text == "found");
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(doubt_about_a_retry_goes_back_to_what_was_there, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.record(Doubt{key, 2, {"", "timeout", ""}, WallTime{}});
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::partial);
  BOOST_TEST(j.job().assets.size() == 1U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(doubt_outlives_an_attempt_that_was_refused, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.record(Doubt{key, 2, {"", "timeout", "no answer"}, WallTime{}});
  j.intent(3, {"story"});  // on the user's word
  j.record(Withdrawal{key, 3, {"", "bare_429", ""}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::in_doubt);
  BOOST_TEST(j.job().failures.at(0).message == "no answer");
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::partial);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(doubt_upon_doubt_about_a_retry_goes_back_to_what_was_there, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.record(Doubt{key, 2, {"", "timeout", ""}, WallTime{}});
  j.intent(3, {"story"});
  j.record(Doubt{key, 3, {"", "timeout", ""}, WallTime{}});
  j.record(Resolution{key, Verdict::resubmit, {}, WallTime{}});
  BOOST_CHECK(j.job().status == JobStatus::partial);
}

/// The manifest was edited and edited back: what renders is still the retry, and brings its formats alone.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_rendering_retry_outlives_a_full_attempt_that_was_refused, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::partial, {"square"}, {{"story", "x", "y"}});
  j.intent(2, {"story"});
  j.accepted(2, "g2");
  j.record(Intent{key, 3, Fingerprint{"sha256:bb"}, 8, {}, WallTime{}});
  j.record(Withdrawal{key, 3, {"", "bare_429", ""}, WallTime{}});
  j.begin("r2");
  const KnownJob known = j.enroll();
  BOOST_CHECK(known.status == JobStatus::rendering);
  BOOST_TEST(known.retried_formats == std::vector<std::string>{"story"}, boost::test_tools::per_element());
  BOOST_TEST(known.request_id.text == "g2");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(jobs_come_in_the_manifests_order_and_only_those_of_the_last_run, Place,
                              Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll(print, JobKey{"gone"}, 0);
  j.begin("r2");
  j.enroll(print, JobKey{"b"}, 1);
  j.enroll(print, JobKey{"c"}, 0);
  const auto jobs = j.jobs();
  BOOST_REQUIRE(jobs.size() == 2U);
  BOOST_TEST(jobs[0].key.text == "c");
  BOOST_TEST(jobs[1].key.text == "b");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_same_jobs_need_not_be_announced_again, Place, Stores) {
  Journal<Place> j;
  j.begin("r1", "A");
  BOOST_TEST(!j.all_succeeded().has_value());
  j.enroll();
  j.end_enrollment();
  j.intent(1);
  j.accepted(1, "g1");
  j.begin("r2", "A");
  BOOST_TEST(!j.all_succeeded().has_value());  // it renders still
  BOOST_CHECK(j.enroll().status == JobStatus::rendering);
  j.concluded(1, JobStatus::succeeded, {"square"}, {});
  BOOST_TEST(!j.job().unchanged);
  j.begin("r3", "A");
  BOOST_TEST(j.all_succeeded().value() == 1U);
  BOOST_TEST(j.job().unchanged);
  BOOST_TEST(j.reader().tally().unchanged == 1U);
  BOOST_TEST(j.reader().tally().assets == 1U);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(no_jobs_at_all_are_not_all_that_succeeded, Place, Stores) {
  Journal<Place> j;
  j.begin("r1", "A");
  j.end_enrollment();
  j.begin("r2", "A");
  BOOST_TEST(!j.all_succeeded().has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_intent_upon_an_intent_is_refused, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  BOOST_CHECK_THROW(j.intent(2), JournalError);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_answer_of_an_earlier_run_to_what_is_in_doubt_is_refused, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  j.enroll();
  j.intent(1);
  j.begin("r2");
  BOOST_CHECK_THROW(j.accepted(1, "g1"), JournalError);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(other_jobs_must_be_announced, Place, Stores) {
  Journal<Place> j;
  j.begin("r1", "A");
  j.enroll();
  j.end_enrollment();
  j.intent(1);
  j.accepted(1, "g1");
  j.concluded(1, JobStatus::succeeded, {"square"}, {});
  j.begin("r2", "B");  // killed before all were announced
  BOOST_TEST(!j.all_succeeded().has_value());
  j.enroll(Fingerprint{"sha256:bb"});
  j.begin("r3", "A");
  BOOST_TEST(!j.all_succeeded().has_value());
  BOOST_CHECK(j.enroll().status == JobStatus::succeeded);
  j.end_enrollment();
  j.begin("r4", "B");
  j.enroll(Fingerprint{"sha256:bb"});
  j.end_enrollment();
  j.begin("r5", "B");
  BOOST_TEST(!j.all_succeeded().has_value());  // what is there is not what is asked for
  j.begin("r6");
  BOOST_TEST(!j.all_succeeded().has_value());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_tally_is_what_the_jobs_add_up_to, Place, Stores) {
  Journal<Place> j;
  j.begin("r0");
  j.enroll(print, JobKey{"hero/gone"}, 9);
  const auto conclude = [&](const char* name, std::size_t position, JobStatus status,
                            std::vector<std::string> there) {
    const JobKey job{name};
    j.enroll(print, job, position);
    j.record(Intent{job, 1, print, 7, {}, WallTime{}});
    j.record(Acceptance{job, 1, RequestId{name}, WallTime{}});
    std::vector<Asset> assets;
    for (std::string& format : there) {
      assets.emplace_back();
      assets.back().format = std::move(format);
    }
    std::vector<Failure> failures;
    if (status != JobStatus::succeeded) failures.push_back({"", "x", "y"});
    j.record(Conclusion{job, 1, status, std::move(assets), std::move(failures), 1, WallTime{}});
  };
  conclude("hero/edited", 0, JobStatus::succeeded, {"a"});
  conclude("hero/kept", 1, JobStatus::succeeded, {"a", "b"});
  j.begin("r1");
  j.enroll(Fingerprint{"sha256:bb"}, JobKey{"hero/edited"}, 0);
  j.enroll(print, JobKey{"hero/kept"}, 1);
  conclude("hero/failed", 2, JobStatus::failed, {});
  conclude("hero/partial", 3, JobStatus::partial, {"a"});
  j.enroll(print, key, 4);
  j.intent(1);
  for (const int hour : {7, 5, 6}) {
    const JobKey job{"hero/renders" + std::to_string(hour)};
    j.enroll(print, job, static_cast<std::size_t>(hour));
    j.record(Intent{job, 1, print, 7, {}, WallTime{}});
    j.record(Acceptance{job, 1, RequestId{job.text}, WallTime{std::chrono::hours{hour}}});
  }
  JobTally expected;
  std::vector<std::string> troubled;
  for (const JobResult& job : j.jobs()) {
    expected.add(job);
    if (is_troubled(job.status)) troubled.push_back(job.key.text);
  }
  const JobTally tally = j.reader().tally();
  BOOST_TEST(tally.jobs == expected.jobs, boost::test_tools::per_element());
  BOOST_TEST(tally.unchanged == 1U);
  BOOST_CHECK(tally.rendering_since == WallTime{std::chrono::hours{5}});
  BOOST_CHECK(expected.rendering_since == tally.rendering_since);
  BOOST_TEST(tally.assets == 3U);
  BOOST_TEST(expected.assets == 3U);
  BOOST_TEST(j.reader().troubled(10).size() == 2U);
  BOOST_TEST(j.reader().troubled(1).at(0).key.text == troubled.at(0));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_the_manifest_has_changed_is_pending_until_it_is_rendered, Place, Stores) {
  Journal<Place> j;
  j.succeed();
  j.begin("r2");
  const KnownJob known = j.enroll(Fingerprint{"sha256:bb"});
  BOOST_TEST(known.fingerprint.text == print.text);
  BOOST_CHECK(j.job().status == JobStatus::planned);
  BOOST_TEST(j.job().assets.empty());
  BOOST_TEST(j.job().fingerprint.text == "sha256:bb");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_entry_that_does_not_fit_is_refused, Place, Stores) {
  const std::vector<JournalEntry> misfits{
      Acceptance{key, 1, RequestId{"g"}, {}}, Intent{key, 3, print, 7, {}, {}},
      Resolution{key, Verdict::drop, {}, {}}, Intent{JobKey{"nobody"}, 1, print, 7, {}, {}}};
  for (const JournalEntry& entry : misfits) {
    Journal<Place> j;
    j.begin("r1");
    j.enroll();
    BOOST_CHECK_THROW(j.record(entry), JournalError);
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_last_run_is_remembered, Place, Stores) {
  Journal<Place> j;
  j.begin("r1");
  RunRecord run;
  run.id = RunId{"r1"};
  run.name = "night";
  run.ending = "finished";
  run.finished_at = WallTime{std::chrono::seconds{5}};
  run.summary.credits = 12;
  run.summary.api_calls.poll = 34;
  j.finish(j.store().end_run(run));
  const auto last = j.reader().last_run();
  BOOST_REQUIRE(last.has_value());
  BOOST_TEST(last->ending == "finished");
  BOOST_TEST(last->summary.credits == 12U);
  BOOST_TEST(last->summary.api_calls.poll == 34U);
}

BOOST_AUTO_TEST_SUITE_END()
