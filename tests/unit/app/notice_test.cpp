#include "pressrun/app/notice.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(notice)

using namespace pressrun;
using app::Notice;
using manifest::NotifyState;

namespace {

Notice ended(int code, bool bought = true) {
  Notice made;
  made.name = "spring";
  made.run_id = "11111111-1111-4111-8111-111111111111";
  made.exit_code = code;
  made.bought = bought;
  return made;
}

bool applies(const Notice& notice, NotifyState state) {
  const auto states = app::states_of(notice);
  return std::ranges::find(states, state) != states.end();
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_end_has_its_state) {
  Notice begins = ended(0);
  begins.exit_code.reset();
  BOOST_TEST(app::state_word(begins) == "start");
  BOOST_TEST(app::state_word(ended(0)) == "success");
  BOOST_TEST(app::state_word(ended(0, false)) == "nothing");
  BOOST_TEST(applies(ended(0, false), NotifyState::success));
  BOOST_TEST(app::state_word(ended(8)) == "budget");
  BOOST_TEST(app::state_word(ended(12)) == "failure");
  BOOST_TEST(app::state_word(ended(2)) == "failure");
  BOOST_TEST(app::state_word(ended(3)) == "failure");
  Notice some = ended(3);
  some.jobs.succeeded = 1;
  BOOST_TEST(app::state_word(some) == "partial");
}

BOOST_AUTO_TEST_CASE(a_doubt_is_named_first_beside_what_else_came) {
  Notice doubt = ended(13);
  doubt.jobs.in_doubt = 1;
  doubt.jobs.succeeded = 5;
  BOOST_TEST(app::state_word(doubt) == "doubt");
  BOOST_TEST(applies(doubt, NotifyState::partial));
  Notice stopped = ended(8);
  stopped.jobs.in_doubt = 1;
  BOOST_TEST(applies(stopped, NotifyState::doubt));
  BOOST_TEST(applies(stopped, NotifyState::budget));
}

BOOST_AUTO_TEST_CASE(it_recovers_where_the_run_before_ended_otherwise) {
  Notice well = ended(0);
  BOOST_TEST(!applies(well, NotifyState::recovered));
  well.code_before = 12;
  BOOST_TEST(app::state_word(well) == "recovered");
  BOOST_TEST(applies(well, NotifyState::success));
  Notice worse = ended(3);
  worse.code_before = 12;
  BOOST_TEST(!applies(worse, NotifyState::recovered));
}

BOOST_AUTO_TEST_CASE(values_are_exactly_the_fields_that_a_body_may_read) {
  const auto values = app::values_of(ended(3));
  BOOST_TEST(values.size() == manifest::notify_fields.size());
  for (const std::string_view field : manifest::notify_fields)
    BOOST_TEST(values.contains(std::string{field}), field);
  const auto document = boost::json::parse(app::notice_json(ended(3))).as_object();
  for (const std::string_view field : manifest::notify_fields) BOOST_TEST(document.contains(field), field);
  BOOST_TEST(document.at("exit_code").as_int64() == 3);
}

BOOST_AUTO_TEST_CASE(pings_follow_the_conventions) {
  Notice begins = ended(0);
  begins.exit_code.reset();
  const std::string rid = "rid=" + begins.run_id;
  BOOST_TEST(app::ping_url("https://hc.test/abc/", begins) == "https://hc.test/abc/start?" + rid);
  BOOST_TEST(app::ping_url("https://hc.test/abc?create=1", ended(13)) ==
             "https://hc.test/abc/13?create=1&" + rid);
  Notice long_one = ended(0);
  long_one.summary = std::string(200'000, 'x');
  BOOST_TEST(app::ping_body(long_one).size() == 100'000U);
}

BOOST_AUTO_TEST_SUITE_END()
