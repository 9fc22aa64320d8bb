#include "pressrun/core/request_table.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(request_table)

using namespace pressrun;

namespace {

const DesignId hero{"11111111-1111-4111-8111-111111111111"};

ContentKey key(char digit) {
  ContentKey made;
  made.account = 1;
  made.digest = ContentDigest::parse("sha256:" + std::string(64, digit)).value();
  return made;
}

Job job(const std::string& name, Endpoint endpoint = Endpoint::generate) {
  Job made;
  made.key = JobKey{name};
  made.design_id = hero;
  made.endpoint = endpoint;
  return made;
}

DesignState design() {
  DesignState made;
  made.id = hero;
  made.formats = {{"square", "", {}}, {"story", "", {}}};
  return made;
}

struct Table {
  RequestTable table;
  DesignState state = design();
  ContentIndex a = table.at_work(0, key('a'), 0);
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_content_has_one_entry_a_journal, Table) {
  BOOST_TEST(table.at_work(0, key('a'), 1) == a);
  BOOST_TEST(table.content(a).campaign == 0U);  // who came first pays
  BOOST_TEST(table.at_work(1, key('a'), 1) != a);
  BOOST_TEST(table.at_work(0, key('b'), 0) != a);
}

BOOST_FIXTURE_TEST_CASE(it_goes_with_its_last_request_and_its_place_is_given_again, Table) {
  table.want(a, job("hero/1"), {"square"}, false, nullptr);
  const JobIndex first = table.add(a);
  const JobIndex second = table.add(a);
  table.remove(first);
  BOOST_TEST(table.content(a).label == "hero/1");
  table.remove(second);
  const ContentIndex b = table.at_work(0, key('b'), 2);
  BOOST_TEST(b == a);
  BOOST_TEST(table.content(b).label.empty());
  BOOST_TEST(!table.content(b).job.has_value());
}

BOOST_FIXTURE_TEST_CASE(one_that_is_held_or_waits_for_its_design_stays, Table) {
  table.want(a, job("hero/1"), {}, false, nullptr);
  table.hold(a);
  table.await_design(a);
  table.release(a);
  BOOST_TEST(table.content(a).label == "hero/1");
  BOOST_TEST(table.waiting().size() == 1U);
  const auto taken = table.take_waiting();
  BOOST_REQUIRE(taken.size() == 1U);
  BOOST_TEST(table.waiting().empty());
  table.release(taken.front().first);
  BOOST_TEST(table.content(a).label.empty());
}

BOOST_FIXTURE_TEST_CASE(jobs_of_one_content_ask_together, Table) {
  table.want(a, job("hero/1"), {"square"}, false, &state);
  table.want(a, job("hero/2"), {"wide"}, false, &state);
  const auto turns = table.take_turns(a, &state);
  BOOST_REQUIRE(turns.size() == 1U);
  BOOST_TEST(table.wanted_by(turns.front()) == (Formats{"square", "wide"}), boost::test_tools::per_element());
  BOOST_TEST(table.content(a).label == "hero/2");
}

BOOST_FIXTURE_TEST_CASE(what_is_kept_when_outdated_is_asked_for_apart, Table) {
  table.want(a, job("hero/1"), {"square"}, true, &state);
  table.want(a, job("hero/2"), {"story"}, false, &state);
  const auto turns = table.take_turns(a, &state);
  BOOST_REQUIRE(turns.size() == 2U);
  for (const JobIndex turn : turns) {
    const bool keeps = table.request(turn).keep_outdated;
    BOOST_TEST(table.wanted_by(turn) == Formats{keeps ? "square" : "story"},
               boost::test_tools::per_element());
  }
}

BOOST_FIXTURE_TEST_CASE(the_synchronous_endpoint_has_a_request_for_each_format, Table) {
  table.want(a, job("hero/1", Endpoint::generate_sync), {}, false, &state);
  const auto turns = table.take_turns(a, &state);
  BOOST_REQUIRE(turns.size() == 2U);
  BOOST_TEST(table.wanted_by(turns[0]) == Formats{"square"}, boost::test_tools::per_element());
  BOOST_TEST(table.wanted_by(turns[1]) == Formats{"story"}, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(formats_are_named_unless_all_of_a_design_that_was_just_read_are_meant, Table) {
  table.want(a, job("hero/1"), {}, false, &state);
  const JobIndex turn = table.take_turns(a, &state).front();
  table.request(turn).flight.request.formats = {"square", "story"};
  BOOST_TEST(table.to_send(turn, &state, true).empty());
  BOOST_TEST(table.to_send(turn, &state, false).size() == 2U);  // somebody may have added one
  table.request(turn).flight.request.formats = {"story"};
  BOOST_TEST(table.to_send(turn, &state, true).size() == 1U);
  table.request(turn).flight.request.formats = {std::string{all_formats}};
  BOOST_TEST(table.to_send(turn, nullptr, false).empty());
}

BOOST_FIXTURE_TEST_CASE(what_is_left_is_asked_of_the_ledger_for_each_want, Table) {
  ContentRecord record;
  record.key = key('a');
  record.design = hero;
  Circumstances in;
  in.design = &state;
  BOOST_TEST(!table.left_to_buy(a, record, in).buys);  // nobody wants anything
  table.want(a, job("hero/1"), {"square"}, false, &state);
  BOOST_TEST(table.left_to_buy(a, record, in).buys);
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_together) {
  const DesignState state = design();
  BOOST_TEST(united({"square"}, {"square"}, nullptr).size() == 1U);
  BOOST_TEST(united({"square"}, {"story"}, nullptr).size() == 2U);
  BOOST_TEST(united({}, {"square"}, nullptr).empty());  // all, whatever that is
  BOOST_TEST(united({}, {"square"}, &state).empty());
  BOOST_TEST(united({"wide"}, {}, &state).size() == 3U);  // a format that the read did not show
}

BOOST_AUTO_TEST_SUITE_END()
