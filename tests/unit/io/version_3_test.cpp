// What the attempts of version 3 were, as requests of the ledger: none that may have been paid for is lost.
#include "io/journal/version_3.hpp"

#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {

BOOST_AUTO_TEST_SUITE(version_3)

namespace {

using namespace std::chrono_literals;

/// An attempt of run 1, made at noon; numbers go on by themselves.
struct OldStory {
  OldAttempt& sent(const std::string& state, const std::string& id = {}, Formats formats = {}) {
    OldAttempt& attempt = job.sent.emplace_back();
    attempt.number = static_cast<int>(job.sent.size());
    attempt.run = 1;
    attempt.state = state;
    attempt.request_id = RequestId{id};
    attempt.formats = std::move(formats);
    attempt.intended_at = noon;
    attempt.answered_at = noon + 1s;
    attempt.fingerprint = "now";
    return attempt;
  }
  std::vector<OldRequest> requests() const { return requests_of(job, heard); }
  GenerationRequest only() const {
    const auto all = requests();
    BOOST_REQUIRE(all.size() == 1U);
    return all.front().request;
  }

  OldStory() {
    job.number = 5;
    job.fingerprint = "now";
    job.finished_at = noon + 1min;
    job.polls = 4;
    job.concluded_run = 2;
    job.status = JobStatus::succeeded;
  }
  OldJob job;
  WallTime heard = noon + 1h;
};

std::string names_of(const std::vector<Asset>& assets) {
  std::string names;
  for (const Asset& one : assets) names += (names.empty() ? "" : " ") + one.format;
  return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_job_that_was_never_sent_has_no_request) { BOOST_TEST(OldStory{}.requests().empty()); }

BOOST_AUTO_TEST_CASE(a_refused_attempt_is_as_if_it_had_never_been) {
  OldStory old;
  old.sent("refused");
  BOOST_TEST(old.requests().empty());
}

BOOST_AUTO_TEST_CASE(an_accepted_attempt_has_its_id_and_what_came) {
  OldStory old;
  old.sent("accepted", "gen-1");
  old.job.assets = {asset("square"), asset("story")};
  const GenerationRequest made = old.only();
  BOOST_CHECK(state_of(made) == RequestState::concluded);
  BOOST_TEST(made.ids.at(0).id.text == "gen-1");
  BOOST_CHECK(made.ids.at(0).proof == Proof::answer);
  BOOST_CHECK((made.formats == Formats{"square", "story"}));
  BOOST_TEST(made.assets.size() == 2U);
  BOOST_TEST(made.run == 1);
  BOOST_TEST(made.concluded_run == 2);
  BOOST_TEST(made.polls == 4);
  BOOST_CHECK(made.accepted_at == noon + 1s);
  BOOST_CHECK(made.as_of == noon + 1s);
  BOOST_CHECK(made.ended_at == noon + 1min);
  BOOST_TEST(!made.credits_exact);
  BOOST_TEST(old.requests().at(0).fingerprint == "now");
}

BOOST_AUTO_TEST_CASE(what_has_no_end_on_record_ended_when_it_was_accepted) {
  OldStory old;
  old.sent("accepted", "gen-1").answered_at.reset();
  old.job.finished_at.reset();
  old.job.concluded_run = 0;
  const GenerationRequest made = old.only();
  BOOST_CHECK(made.accepted_at == noon);
  BOOST_CHECK(made.ended_at == noon);
  BOOST_TEST(made.concluded_run == 1);
}

BOOST_AUTO_TEST_CASE(the_formats_of_all_are_those_that_came_or_failed) {
  OldStory old;
  old.sent("accepted", "gen-1");
  old.job.assets = {asset("square"), asset("square", "b2")};
  old.job.failures = {{"story", "timeout", "", Recovery::soon}, {"wide", "missing", "", Recovery::never}};
  const GenerationRequest made = old.only();
  BOOST_CHECK((made.formats == Formats{"square", "story", "wide"}));
  BOOST_REQUIRE(made.failures.size() == 1U);  // one that never came has neither a file nor an error
  BOOST_TEST(made.failures[0].format == "story");
}

BOOST_AUTO_TEST_CASE(where_nothing_tells_the_formats_they_are_all) {
  OldStory nothing;
  nothing.sent("accepted", "gen-1");
  BOOST_CHECK(nothing.only().formats == Formats{std::string{all_formats}});
  OldStory nameless;
  nameless.sent("accepted", "gen-1");
  nameless.job.assets = {asset("square"), asset("")};
  BOOST_CHECK(nameless.only().formats == Formats{std::string{all_formats}});
}

BOOST_AUTO_TEST_CASE(each_attempt_has_what_it_asked_for_and_the_first_has_the_rest) {
  OldStory old;
  old.sent("accepted", "gen-1");
  old.sent("accepted", "gen-2", {"wide"});
  old.sent("accepted", "gen-3", {"story", "wide"});
  old.job.assets = {asset("square"), asset("story"), asset("wide")};
  const auto all = old.requests();
  BOOST_REQUIRE(all.size() == 3U);
  BOOST_TEST(names_of(all[0].request.assets) == "square");
  BOOST_TEST(names_of(all[1].request.assets) == "");
  BOOST_TEST(names_of(all[2].request.assets) == "story wide");
  BOOST_CHECK(all[1].request.formats == Formats{"wide"});
  BOOST_TEST(all[2].request.polls == 4);
  BOOST_TEST(all[0].request.polls == 0);
  BOOST_CHECK(all[2].request.ended_at == noon + 1min);
  BOOST_CHECK(all[0].request.ended_at == noon + 1s);
  BOOST_TEST(all[0].request.concluded_run == 1);
}

BOOST_AUTO_TEST_CASE(a_document_is_of_whatever_request_brought_it) {
  OldStory old;
  old.sent("accepted", "gen-1", {"square"});
  old.job.assets = {asset(std::string{document_format})};
  BOOST_TEST(old.only().assets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_rejected_attempt_says_why_and_when) {
  OldStory old;
  old.sent("rejected").reason = {"", "invalid", "no", Recovery::never};
  const GenerationRequest made = old.only();
  BOOST_CHECK(state_of(made) == RequestState::rejected);
  BOOST_TEST(made.rejected.value().id == "invalid");
  BOOST_CHECK(made.ended_at == noon + 1s);
  BOOST_CHECK(made.formats == Formats{std::string{all_formats}});
}

BOOST_AUTO_TEST_CASE(an_attempt_in_doubt_is_in_doubt_still) {
  OldStory old;
  old.sent("in_doubt").reason = {"", "timeout", "no answer", Recovery::never};
  BOOST_CHECK(state_of(old.only()) == RequestState::in_doubt);
  BOOST_TEST(old.only().doubt.value().id == "timeout");
  old.job.sent[0].reason = {};
  BOOST_TEST(old.only().doubt.value().id == "connection_lost");
}

BOOST_AUTO_TEST_CASE(what_was_on_its_way_is_so_until_the_next_run_finds_its_sender_gone) {
  OldStory old;
  old.sent("intent");
  BOOST_CHECK(state_of(old.only()) == RequestState::submitting);
}

BOOST_AUTO_TEST_CASE(what_the_user_said_of_a_doubt_is_known_by_what_followed) {
  OldStory dropped;
  dropped.sent("resolved");
  dropped.job.status = JobStatus::dropped;
  BOOST_CHECK(dropped.only().decision == Decision::dropped);
  BOOST_CHECK(dropped.only().decided_at == noon + 1s);

  OldStory resubmitted;
  resubmitted.sent("resolved");
  resubmitted.sent("accepted", "gen-2").status_before = JobStatus::planned;
  BOOST_CHECK(resubmitted.requests().at(0).request.decision == Decision::resubmitted);

  OldStory dropped_and_forced;
  dropped_and_forced.sent("resolved");
  dropped_and_forced.sent("refused").status_before = JobStatus::planned;
  dropped_and_forced.sent("accepted", "gen-3").status_before = JobStatus::dropped;
  BOOST_CHECK(dropped_and_forced.requests().at(0).request.decision == Decision::dropped);
}

BOOST_AUTO_TEST_CASE(an_id_that_the_user_found_is_the_users_proof) {
  OldStory old;
  old.sent("resolved", "gen-1");
  old.job.assets = {asset("square")};
  const GenerationRequest made = old.only();
  BOOST_CHECK(made.ids.at(0).proof == Proof::person);
  BOOST_CHECK(made.as_of == noon);
  BOOST_TEST(made.doubt.value().id == "connection_lost");
  BOOST_CHECK(made.decision == Decision::none);
  BOOST_CHECK(state_of(made) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(what_renders_renders_still) {
  OldStory old;
  old.sent("accepted", "gen-1");
  old.job.status = JobStatus::rendering;
  old.job.request_id = RequestId{"gen-1"};
  BOOST_CHECK(state_of(old.only()) == RequestState::rendering);
  BOOST_CHECK(!old.only().ended_at.has_value());
  old.job.request_id = RequestId{"gen-2"};
  BOOST_CHECK(state_of(old.only()) == RequestState::concluded);
}

BOOST_AUTO_TEST_CASE(what_rendered_when_its_job_was_edited_is_asked_for_as_long_as_the_api_keeps_it) {
  const auto first = [](WallTime heard) {
    OldStory old;
    old.sent("accepted", "gen-1").fingerprint = "before";
    old.sent("accepted", "gen-2").status_before = JobStatus::rendering;
    old.job.assets = {asset("square")};
    old.heard = heard;
    const auto all = old.requests();
    return all.size() == 2U ? std::optional{state_of(all[0].request)} : std::nullopt;
  };
  BOOST_CHECK(first(noon + 7 * 24h - 1ms) == RequestState::rendering);
  BOOST_CHECK(first(noon + 7 * 24h) == std::nullopt);
}

BOOST_AUTO_TEST_CASE(what_was_overwritten_by_a_later_attempt_for_all_is_not_made_up) {
  OldStory old;
  old.sent("accepted", "gen-1").fingerprint = "before";
  old.sent("accepted", "gen-2");
  old.job.assets = {asset("square")};
  old.heard = noon + 8 * 24h;
  const auto all = old.requests();
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].request.ids.at(0).id.text == "gen-2");
}

BOOST_AUTO_TEST_CASE(doubts_before_a_later_attempt_stay_doubts) {
  OldStory old;
  old.sent("in_doubt");
  old.sent("accepted", "gen-2");
  const auto all = old.requests();
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_CHECK(state_of(all[0].request) == RequestState::in_doubt);
  BOOST_CHECK(state_of(all[1].request) == RequestState::concluded);
}

// ---- as the tables have them

namespace {

/// The tables of version 3 under the names that they have during a migration.
struct OldTables {
  OldTables() {
    database.exec(
        "CREATE TABLE runs_3 (seq INTEGER PRIMARY KEY, enrolled_run INTEGER);"
        "CREATE TABLE jobs_3 (job INTEGER PRIMARY KEY, key TEXT, position INTEGER, design_name TEXT DEFAULT "
        "'', design_id "
        "TEXT DEFAULT '', variables TEXT DEFAULT '', enrolled_fingerprint TEXT DEFAULT '', enrolled_run "
        "INTEGER, status "
        "INTEGER DEFAULT 3, fingerprint TEXT DEFAULT '', design_version INTEGER, attempts INTEGER DEFAULT 1, "
        "request_id TEXT "
        "DEFAULT '', polls INTEGER DEFAULT 0, finished_at INTEGER, concluded_run INTEGER, "
        "rejected_fingerprint TEXT DEFAULT "
        "'');"
        "CREATE TABLE attempts_3 (job INTEGER, number INTEGER, run INTEGER DEFAULT 1, state TEXT DEFAULT "
        "'accepted', "
        "request_id TEXT DEFAULT '', formats TEXT DEFAULT '[]', status_before INTEGER DEFAULT 0, intended_at "
        "INTEGER DEFAULT "
        "0, answered_at INTEGER, reason_id TEXT DEFAULT '', reason TEXT DEFAULT '', fingerprint_before TEXT "
        "DEFAULT '');"
        "CREATE TABLE assets_3 (asset INTEGER PRIMARY KEY, job INTEGER, format TEXT, width REAL DEFAULT 1, "
        "height REAL DEFAULT "
        "1, unit TEXT DEFAULT 'px', type TEXT DEFAULT 'png', id TEXT DEFAULT '', url TEXT DEFAULT '', "
        "cdn_url TEXT DEFAULT '', "
        "filename TEXT DEFAULT '', fallback_image_url TEXT DEFAULT '');"
        "CREATE TABLE failures_3 (failure INTEGER PRIMARY KEY, job INTEGER, format TEXT DEFAULT '', id TEXT, "
        "message TEXT "
        "DEFAULT '');"
        "INSERT INTO runs_3 VALUES (1, 1), (2, 2)");
  }
  void add(const std::string& table_and_values) { database.exec("INSERT INTO " + table_and_values); }
  std::vector<OldJob> jobs() {
    Statements statements{database};
    std::vector<OldJob> found;
    each_old_job(statements, [&](OldJob&& job) { found.push_back(std::move(job)); });
    return found;
  }
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(jobs_come_in_the_manifests_order_and_know_whether_the_last_run_had_them, OldTables) {
  add("jobs_3 (key, position, enrolled_run) VALUES ('late', 7, 2), ('early', 1, 2), ('gone', 3, 1)");
  const auto found = jobs();
  BOOST_REQUIRE(found.size() == 3U);
  BOOST_TEST(found[0].key.text == "gone");
  BOOST_TEST(!found[0].enrolled);
  BOOST_TEST(found[1].key.text == "early");
  BOOST_TEST(found[1].enrolled);
  BOOST_TEST(found[2].key.text == "late");
}

BOOST_FIXTURE_TEST_CASE(what_an_attempt_sent_stands_on_the_job_until_the_next, OldTables) {
  add("jobs_3 (key, position, enrolled_run, fingerprint) VALUES ('k', 0, 2, 'third')");
  add("attempts_3 (job, number, fingerprint_before) VALUES (1, 1, 'zeroth'), (1, 2, 'first'), (1, 3, "
      "'second')");
  const auto sent = jobs().at(0).sent;
  BOOST_REQUIRE(sent.size() == 3U);
  BOOST_TEST(sent[0].fingerprint == "first");
  BOOST_TEST(sent[1].fingerprint == "second");
  BOOST_TEST(sent[2].fingerprint == "third");
}

BOOST_FIXTURE_TEST_CASE(a_fingerprint_that_version_2_did_not_keep_is_that_of_what_was_asked_for_again,
                        OldTables) {
  add("jobs_3 (key, position, enrolled_run, fingerprint) VALUES ('k', 0, 2, 'last')");
  add("attempts_3 (job, number, formats, request_id) VALUES (1, 1, '[]', 'AB-12'), (1, 2, '[]', ''), (1, 3, "
      "'[\"wide\"]', "
      "'')");
  const auto sent = jobs().at(0).sent;
  BOOST_TEST(sent.at(2).fingerprint == "last");
  BOOST_TEST(sent.at(1).fingerprint == "last");
  BOOST_TEST(sent.at(0).fingerprint == "AB12");  // a name of its own
}

BOOST_FIXTURE_TEST_CASE(what_has_neither_fingerprint_nor_id_has_a_name_of_its_own_all_the_same, OldTables) {
  add("jobs_3 (key, position, enrolled_run) VALUES ('k', 0, 2)");
  add("attempts_3 (job, number) VALUES (1, 1), (1, 2)");
  const auto sent = jobs().at(0).sent;
  BOOST_TEST(sent.at(0).fingerprint == "unknown 1/1");
  BOOST_TEST(sent.at(1).fingerprint == "unknown 1/2");
}

BOOST_FIXTURE_TEST_CASE(a_rejected_attempt_sent_what_was_rejected_and_not_what_is_there, OldTables) {
  add("jobs_3 (key, position, enrolled_run, fingerprint, rejected_fingerprint) VALUES ('k', 0, 2, 'there', "
      "'refused')");
  add("attempts_3 (job, number, state) VALUES (1, 1, 'accepted'), (1, 2, 'rejected')");
  BOOST_TEST(jobs().at(0).sent.at(1).fingerprint == "refused");
}

BOOST_FIXTURE_TEST_CASE(a_multipage_document_without_a_format_name_gets_one, OldTables) {
  add("jobs_3 (key, position, enrolled_run) VALUES ('pdf', 0, 2), ('png', 1, 2), ('two', 2, 2)");
  add("assets_3 (job, format, type) VALUES (1, '', 'pdf'), (2, '', 'png'), (3, '', 'pdf'), (3, '', 'pdf')");
  const auto found = jobs();
  BOOST_TEST(found.at(0).assets.at(0).format == document_format);
  BOOST_TEST(found.at(1).assets.at(0).format == "");
  BOOST_TEST(found.at(2).assets.at(1).format == "");
}

BOOST_FIXTURE_TEST_CASE(whether_a_failure_may_pass_is_told_by_its_id, OldTables) {
  const std::pair<const char*, Recovery> ids[] = {
      {"image_fetching_error", Recovery::later}, {"timeout", Recovery::soon},
      {"internal_error", Recovery::soon},        {"internal_server_error", Recovery::soon},
      {"cannot_build_banner", Recovery::never},  {"", Recovery::never}};
  add("jobs_3 (key, position, enrolled_run) VALUES ('k', 0, 2)");
  for (const auto& [id, recovery] : ids) add("failures_3 (job, id) VALUES (1, '" + std::string{id} + "')");
  const auto failures = jobs().at(0).failures;
  BOOST_REQUIRE(failures.size() == std::size(ids));
  for (std::size_t i = 0; i < failures.size(); ++i)
    BOOST_TEST_CONTEXT(ids[i].first) BOOST_CHECK(failures[i].recovery == ids[i].second);
}

BOOST_FIXTURE_TEST_CASE(what_is_missing_of_a_job_stays_missing, OldTables) {
  add("jobs_3 (key, position, enrolled_run, attempts) VALUES ('k', 0, 2, 0)");
  add("attempts_3 (job, number) VALUES (1, 1)");
  const OldJob job = jobs().at(0);
  BOOST_CHECK(!job.design_version.has_value());
  BOOST_CHECK(!job.finished_at.has_value());
  BOOST_TEST(job.concluded_run == 0);
  BOOST_TEST(job.sent.empty());  // it says that it was never sent
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
