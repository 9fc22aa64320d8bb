// Versions of designs: rows V1 to V3; and what a request for all formats covers: S1, S2.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ledger_versions)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;
using test::minutes;
using test::seconds;

namespace {

const DesignId design{"d"};

DesignReading reading(std::int64_t version, std::vector<std::pair<std::string, std::string>> formats,
                      WallTime at = {}) {
  return {design, version, "", std::move(formats), at};
}

WallTime second(std::int64_t number) { return WallTime{seconds{number}}; }

WallTime changed_at(const DesignState& state, std::string_view format) {
  return std::ranges::find(state.formats, format, &DesignFormat::name)->changed_at;
}

/// What the requests of a book were made for, in their order.
std::vector<std::string> bought(const Book& book) {
  std::vector<std::string> all;
  for (const GenerationRequest& request : book.record.requests)
    all.insert(all.end(), request.formats.begin(), request.formats.end());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(v1_the_newest_read_ever_seen_is_kept) {
  DesignState state = apply(DesignState{}, reading(200, {{"a", "2"}}));
  state = apply(std::move(state), reading(100, {{"a", "1"}, {"b", "1"}}));
  BOOST_TEST(state.version == 200);
  BOOST_TEST(state.formats.size() == 1U);
  BOOST_TEST(state.formats.front().digest == "2");
}

BOOST_AUTO_TEST_CASE(v1_a_worker_with_an_older_read_does_not_buy_in_turns_with_the_other) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.edit_design({{"a", "2"}});
  book.deliver(book.buy({"a"}));
  for (int night = 0; night < 5; ++night) {
    book.begin_run();
    book.read_design(1, {{"a", "1"}});  // from a replica that lags
    BOOST_TEST(book.buy({"a"}) == 0);
  }
  BOOST_TEST(book.record.requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(v1_a_listing_knows_no_formats_and_hides_no_edit) {
  DesignState state = apply(DesignState{}, reading(100, {{"a", "1"}}));
  state = apply(std::move(state), reading(200, {}));
  BOOST_TEST(state.formats.size() == 1U);
  state = apply(std::move(state), reading(200, {{"a", "2"}}));
  BOOST_CHECK(changed_at(state, "a") == second(200));
}

BOOST_AUTO_TEST_CASE(v1_a_question_without_a_read_changes_nothing) {
  const DesignState state = apply(DesignState{}, reading(100, {{"a", "1"}}, second(150)));
  const DesignState asked = apply(state, DesignReading{design, {}, "", {}, {}});
  BOOST_TEST(asked.version == 100);
  BOOST_TEST(asked.formats.size() == 1U);
  BOOST_CHECK(asked.seen_at == state.seen_at);
}

BOOST_AUTO_TEST_CASE(v1_the_newest_api_that_described_it_is_kept) {
  DesignState state = apply(DesignState{}, DesignReading{design, 1, "v2026-09-01", {{"a", "1"}}, {}});
  state = apply(std::move(state), DesignReading{design, 1, "v2026-08-01", {{"a", "1"}}, {}});
  BOOST_TEST(state.api_version == "v2026-09-01");
}

BOOST_AUTO_TEST_CASE(v1_outdated_means_newer_than_and_is_bought_with_its_cause) {
  Book book;
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  book.deliver(book.buy({"a", "b"}));
  book.begin_run();
  book.edit_design({{"a", "2"}, {"b", "1"}});
  BOOST_CHECK(book.at("a").standing == Standing::outdated);
  BOOST_CHECK(book.at("a").buy == Cause::outdated);
  BOOST_CHECK(book.at("b").standing == Standing::delivered);
  BOOST_CHECK(book.status({"a", "b"}) == JobStatus::planned);
  const RequestNumber number = book.buy({"a", "b"});
  BOOST_TEST(book.request(number).formats == Formats{"a"}, boost::test_tools::per_element());
  BOOST_CHECK(book.at("a").asset != nullptr);  // what is there stays listed meanwhile
  book.deliver(number);
  BOOST_CHECK(book.status({"a", "b"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(v1_outdated_keep_keeps_what_is_there) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.edit_design({{"a", "2"}});
  book.keep_outdated = true;
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(v1_an_edit_during_a_run_is_the_next_runs) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.edit_design({{"a", "2"}});
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 2);
}

BOOST_AUTO_TEST_CASE(v2_planned_at_2_edited_at_3_sent_at_5_is_bought_once) {
  Book book;
  book.now = second(100'000);
  book.read_design(2, {{"a", "1"}});
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x", Proof::answer, second(100'005));
  book.deliver(number);
  book.begin_run();
  book.read_design(100'003, {{"a", "2"}});  // edited between the plan and the answer
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(v2_edited_after_the_answer_is_outdated) {
  Book book;
  book.now = second(100'000);
  const RequestNumber number = book.buy({"a"});  // --no-preflight: no version is known
  book.accept(number, "x", Proof::answer, second(100'005));
  book.deliver(number);
  book.begin_run();
  book.read_design(100'006, {{"a", "2"}});
  BOOST_CHECK(book.at("a").standing == Standing::outdated);
}

BOOST_AUTO_TEST_CASE(v2_without_a_date_the_intent_counts) {
  Book book;
  book.now = second(100'000);
  const RequestNumber number = book.buy({"a"});
  BOOST_CHECK(book.request(number).as_of == book.request(number).intended_at);
  book.accept(number, "x", Proof::token);
  BOOST_CHECK(book.request(number).as_of == book.request(number).intended_at);
}

BOOST_AUTO_TEST_CASE(v2_a_rejection_has_its_version_too) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.reject(book.buy({"a"}));
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
  book.edit_design({{"a", "2"}});
  BOOST_CHECK(book.at("a").buy == Cause::rejected_before);
}

BOOST_AUTO_TEST_CASE(v2_a_design_stamped_in_the_future_is_not_bought_night_after_night) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.begin_run();
  const auto next_year =
      std::chrono::duration_cast<seconds>(book.now.time_since_epoch()).count() + 31'000'000;
  book.read_design(next_year, {{"a", "2"}});
  const RequestNumber again = book.buy({"a"});
  BOOST_TEST(again == 2);
  book.deliver(again);
  BOOST_TEST(book.buy({"a"}) == 0);
  for (int night = 0; night < 5; ++night) {
    book.begin_run();
    book.read_design(next_year, {{"a", "2"}});
    BOOST_TEST(book.buy({"a"}) == 0);
  }
}

BOOST_AUTO_TEST_CASE(v2_stamps_that_are_no_moments_tell_an_edit_all_the_same) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.read_design(2, {{"a", "2"}});  // stamped decades before the read that did not show it yet
  BOOST_CHECK(book.at("a").standing == Standing::outdated);
  book.deliver(book.buy({"a"}));
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(v2_a_server_whose_clock_is_behind_ours_sells_once) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.read_design(2, {{"a", "2"}});  // it looks so since this read, by our clock
  const RequestNumber again = book.buy({"a"});
  book.accept(again, "x", Proof::answer, book.now - minutes{5});
  book.deliver(again);
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(v3_a_later_stamp_with_an_equal_digest_outdates_nothing) {
  Book book;
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  book.deliver(book.buy({}));
  book.begin_run();
  book.edit_design({{"a", "1"}, {"b", "1"}, {"c", "1"}});  // a designer adds a format
  const RequestNumber number = book.buy({});
  BOOST_TEST(book.request(number).formats == Formats{"c"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(v3_what_is_not_known_is_not_equal) {
  DesignState state = apply(DesignState{}, reading(100, {{"a", ""}}));
  state = apply(std::move(state), reading(200, {{"a", ""}}));
  BOOST_CHECK(changed_at(state, "a") == second(200));
}

BOOST_AUTO_TEST_CASE(v3_the_first_read_looks_so_since_its_stamp) {
  const DesignState state = apply(DesignState{}, reading(100, {{"a", "1"}}, second(500)));
  BOOST_CHECK(changed_at(state, "a") == second(100));
}

// ---- all formats

BOOST_AUTO_TEST_CASE(s1_all_formats_are_bought_at_once_where_nothing_is_held) {
  Book book;
  const RequestNumber number = book.buy({});
  BOOST_TEST(book.request(number).formats == Formats{"*"}, boost::test_tools::per_element());
  BOOST_TEST(book.buy({"*"}) == 0);
}

BOOST_AUTO_TEST_CASE(s1_a_refused_request_is_nothing_that_is_held) {
  Book book;
  book.refuse(book.buy({"a"}));
  BOOST_TEST(book.needs({}).formats == Formats{"*"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(s1_else_the_design_is_read_first) {
  struct Case {
    const char* name;
    void (*bring)(Book&, RequestNumber);
    bool needs_design;
  };
  const std::vector<Case> cases{
      {"delivered", [](Book& book, RequestNumber number) { book.deliver(number); }, true},
      {"failed", [](Book& book, RequestNumber number) { book.fail(number, Recovery::never); }, true},
      {"rejected", [](Book& book, RequestNumber number) { book.reject(number); }, true},
      {"dropped",
       [](Book& book, RequestNumber number) {
         book.doubt(number);
         book.decide(number, Decision::dropped);
       },
       true},
      {"out: it waits", [](Book& book, RequestNumber number) { book.accept(number, "x"); }, false},
      {"in doubt: it waits", [](Book& book, RequestNumber number) { book.doubt(number); }, false},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      each.bring(book, book.buy({"a"}));
      book.begin_run();
      BOOST_TEST(book.buy({}) == 0);
      BOOST_TEST(book.needs({}).needs_design == each.needs_design);
    }
  }
}

BOOST_AUTO_TEST_CASE(s1_two_formats_delivered_then_no_preflight) {
  Book book;
  book.deliver(book.buy({"a", "b"}));
  book.begin_run();
  BOOST_TEST(book.buy({}) == 0);
  BOOST_CHECK(book.status({}) == JobStatus::planned);  // not known to be all that there are
  book.read_design(1, {{"a", "1"}, {"b", "1"}, {"c", "1"}});
  book.deliver(book.buy({}));
  BOOST_TEST(bought(book) == (std::vector<std::string>{"a", "b", "c"}), boost::test_tools::per_element());
  BOOST_CHECK(book.status({}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(a_named_format_waits_for_all_of_its_content) {
  Book book;
  const RequestNumber all = book.buy({});
  BOOST_CHECK(book.at("a").standing == Standing::open);
  BOOST_TEST(book.buy({"a"}) == 0);
  book.doubt(all);
  BOOST_CHECK(book.at("a").standing == Standing::in_doubt);
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(s2_a_final_one_covers_its_banners_and_named_errors) {
  Book book;
  book.conclude(book.buy({}), {asset("a", "1")}, {failure("b", Recovery::never)});
  book.begin_run();
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_CHECK(book.at("b").standing == Standing::failed);
  BOOST_TEST(book.buy({"a", "b"}) == 0);
  BOOST_CHECK(book.status({}) == JobStatus::partial);
}

BOOST_AUTO_TEST_CASE(s2_one_that_brought_all_needs_no_read) {
  Book book;
  book.deliver(book.buy({}), {"a", "b"});
  book.begin_run();
  BOOST_CHECK(book.status({}) == JobStatus::succeeded);
  BOOST_TEST(!book.needs({}).needs_design);
}

BOOST_AUTO_TEST_CASE(s2_a_format_that_it_did_not_bring_is_missing) {
  Book book;
  book.deliver(book.buy({}), {"a"});
  book.begin_run();
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  BOOST_CHECK(book.at("b").standing == Standing::missing);
  const RequestNumber again = book.buy({});
  BOOST_TEST(book.request(again).formats == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(s2_a_nameless_banner_covers_all_until_the_design_is_read) {
  Book book;
  book.conclude(book.buy({}), {asset("", "1")});
  book.begin_run();
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_TEST(book.buy({"a", "b"}) == 0);
  BOOST_TEST(book.buy({}) == 0);
  BOOST_CHECK(book.status({}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(s2_and_then_it_is_the_formats_that_alone_is_left) {
  Book book;
  book.conclude(book.buy({}), {asset("a", "1"), asset("", "2")}, {failure("b", Recovery::never)});
  book.begin_run();
  book.read_design(1, {{"a", "1"}, {"b", "1"}, {"c", "1"}});
  BOOST_CHECK(book.at("c").standing == Standing::delivered);
  BOOST_TEST(book.at("c").asset->id == "2");
  BOOST_TEST(book.buy({}) == 0);
}

BOOST_AUTO_TEST_CASE(s2_a_nameless_banner_of_a_design_of_one_format_is_that) {
  Book book;
  book.conclude(book.buy({}), {asset("", "1")});
  book.begin_run();
  book.read_design(1, {{"a", "1"}});
  BOOST_TEST(book.buy({}) == 0);
  BOOST_CHECK(book.status({}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(s2_a_nameless_error_of_a_design_of_one_format_is_that) {
  Book book;
  book.conclude(book.buy({}), {}, {failure("", Recovery::never)});
  book.begin_run();
  book.read_design(1, {{"a", "1"}});
  BOOST_CHECK(book.at("a").standing == Standing::failed);
  BOOST_TEST(book.buy({}) == 0);
}

BOOST_AUTO_TEST_CASE(s2_a_warning_is_no_error_of_the_format_that_is_left) {
  Book book;
  book.conclude(book.buy({}), {}, {failure("", Recovery::never, warning_id)});
  book.begin_run();
  book.read_design(1, {{"a", "1"}});
  BOOST_CHECK(book.at("a").standing == Standing::missing);
}

BOOST_AUTO_TEST_CASE(s2_a_nameless_banner_of_another_design_covers_nothing) {
  Book book;
  Asset foreign = asset("", "1");
  foreign.template_id = "another";
  book.conclude(book.buy({}), {foreign});
  BOOST_CHECK(book.at("a").standing == Standing::missing);
  foreign.template_id = "D";  // the case of its letters does not count
  book.tell(BannersSeen{1, {foreign}, book.now});
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
}

BOOST_AUTO_TEST_CASE(s2_a_format_that_the_design_got_later_is_new) {
  Book book;
  book.deliver(book.buy({}), {"a"});
  book.begin_run();
  book.read_design(1, {{"a", "1"}});
  book.begin_run();
  book.edit_design({{"a", "1"}, {"b", "1"}});
  BOOST_CHECK(book.at("b").standing == Standing::absent);
  BOOST_CHECK(book.at("b").buy == Cause::is_new);
}

BOOST_AUTO_TEST_CASE(all_formats_dropped_are_each_dropped) {
  Book book;
  const RequestNumber number = book.buy({});
  book.doubt(number);
  book.decide(number, Decision::dropped);
  book.begin_run();
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  BOOST_TEST(book.buy({}) == 0);
  BOOST_CHECK(book.status({}) == JobStatus::dropped);
  book.decide(number, Decision::resubmitted);
  BOOST_TEST(book.request(book.buy({})).formats == (Formats{"a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_format_does_not_change_earlier_than_it_did_though_the_clock_was_set_back) {
  Book book;
  book.read_design(1, {{"a", "1"}});
  book.edit_design({{"a", "2"}});
  const WallTime changed = book.design.formats.front().changed_at;
  book.now -= std::chrono::hours{48};
  book.read_design(std::chrono::duration_cast<seconds>(changed.time_since_epoch()).count() + 60,
                   {{"a", "3"}});
  BOOST_CHECK(book.design.formats.front().changed_at >= changed);
}

BOOST_AUTO_TEST_SUITE_END()
