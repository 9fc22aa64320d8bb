#include "app/run_observer.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_observer)

using namespace pressrun;
using namespace pressrun::app;
using namespace std::chrono_literals;

namespace {

class Heard final : public Progress {
 public:
  void show(const ProgressReading&) override {}
  void say(const std::string& line) override { lines.push_back(line); }
  void finish() override {}

  std::vector<std::string> lines;
};

struct Listeners {
  Heard heard;
  std::vector<std::string> logged;
  ProgressObserver people{heard};
  LogObserver log{[this](const std::string& line) { logged.push_back(line); }};

  void tell(const RunEvent& event) {
    people.on(event);
    log.on(event);
  }
};

const Failure why{"", "timeout", "no answer", Recovery::never};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_doubt_is_for_people_and_an_id_for_the_log, Listeners) {
  tell(Recorded{"hero/1", IdIssued{1, RequestId{"id-1"}, Proof::answer, {}, {}}});
  tell(Recorded{"hero/1", RequestDoubted{1, why, {}}});
  BOOST_TEST(logged == std::vector<std::string>{"hero/1 submitted: id-1"}, boost::test_tools::per_element());
  BOOST_TEST(heard.lines == std::vector<std::string>{"hero/1 is in doubt: no answer"},
             boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(people_hear_of_what_failed_and_the_log_of_all, Listeners) {
  tell(JobsEnded{"hero/1 (and 2 more)", JobStatus::succeeded, ""});
  tell(JobsEnded{"hero/4", JobStatus::failed, "it cannot fit"});
  BOOST_TEST(logged == (std::vector<std::string>{"hero/1 (and 2 more) succeeded", "hero/4 failed"}),
             boost::test_tools::per_element());
  BOOST_TEST(heard.lines == std::vector<std::string>{"hero/4 failed: it cannot fit"},
             boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(what_happens_to_many_alike_is_counted_and_said_at_the_end, Listeners) {
  for (int i = 0; i < 100; ++i)
    tell(JobsEnded{"hero/" + std::to_string(i), JobStatus::failed, "it cannot fit"});
  BOOST_TEST(heard.lines.size() == 1U);
  BOOST_TEST(logged.size() == 100U);
  tell(TimePassed{Instant{1h}, true});
  BOOST_TEST(heard.lines.back() == "99 more failed: it cannot fit: hero/1, hero/2, hero/3, …");
}

BOOST_FIXTURE_TEST_CASE(many_answers_that_ask_for_one_wait_are_told_once, Listeners) {
  const Instant now{1h};
  tell(RateLimited{1s, now});  // too short to be worth a line
  for (int i = 0; i < 5; ++i) tell(RateLimited{60s, now + std::chrono::milliseconds{i}});
  tell(RateLimited{60s, now + 61s});
  BOOST_TEST(heard.lines.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(polls_that_are_refused_are_told_once_a_run, Listeners) {
  for (int i = 0; i < 3; ++i) tell(PollRefused{"forbidden"});
  BOOST_TEST(heard.lines.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_the_journal_could_not_take_is_said_with_the_way_back, Listeners) {
  const IdIssued issued{1, RequestId{"id-1"}, Proof::answer, {}, {}};
  tell(Unsaved{"hero/1", issued, "night.rescue"});
  tell(Unsaved{"hero/1", issued, ""});
  tell(Unsaved{"hero/1", BannersSeen{1, {}, {}}, ""});
  BOOST_REQUIRE(heard.lines.size() == 3U);
  BOOST_TEST(heard.lines[0].find("kept in night.rescue") != std::string::npos);
  BOOST_TEST(heard.lines[1].find("--as id=id-1") != std::string::npos);
  BOOST_TEST(heard.lines[2] == "hero/1 was delivered, which the journal could not take");
}

BOOST_FIXTURE_TEST_CASE(a_reason_to_stop_is_logged_and_said_by_the_summary_alone, Listeners) {
  tell(Stopping{"by a signal"});
  BOOST_TEST(heard.lines.empty());
  BOOST_TEST(logged.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
