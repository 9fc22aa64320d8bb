// Decisions of people: what is resolved, dropped, resubmitted and ordered.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ledger_decisions)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;
using test::hours;

namespace {

/// In doubt, in a run of yesterday.
Book in_doubt(const Formats& formats = {"a"}) {
  Book book;
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  book.doubt(book.buy(formats));
  book.begin_run();
  return book;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_dropped_is_bought_for_no_job) {
  Book book = in_doubt();
  book.decide(1, Decision::dropped);
  for (const Formats& wanted : {Formats{"a"}, Formats{"*"}, Formats{}}) {
    const Formats bought = book.needs(wanted).formats;
    BOOST_TEST(!test::holds(bought, "a"));
  }
  BOOST_CHECK(book.at("a").standing == Standing::dropped);
  BOOST_CHECK(book.status({"a"}) == JobStatus::dropped);
  BOOST_TEST(book.credits().in_doubt == 1U);
  book.say_try_again();  // of what failed
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(what_is_dropped_is_bought_when_resubmitted_forced_or_of_a_newer_design) {
  Book resubmitted = in_doubt();
  resubmitted.decide(1, Decision::dropped);
  resubmitted.decide(1, Decision::resubmitted);
  BOOST_CHECK(resubmitted.at("a").buy == Cause::resubmitted);

  Book forced = in_doubt();
  forced.decide(1, Decision::dropped);
  BOOST_TEST(to_order(forced.record, {"a"}, forced.in()) == Formats{"a"}, boost::test_tools::per_element());
  forced.order({"a"});
  BOOST_CHECK(forced.at("a").buy == Cause::forced);

  Book newer = in_doubt();
  newer.decide(1, Decision::dropped);
  newer.edit_design({{"a", "2"}, {"b", "1"}});
  BOOST_TEST(newer.buy({"a"}) != 0);
}

BOOST_AUTO_TEST_CASE(what_is_resubmitted_is_bought_once_and_counted_twice) {
  Book book = in_doubt();
  book.decide(1, Decision::resubmitted);
  BOOST_CHECK(book.status({"a"}) == JobStatus::planned);
  const RequestNumber again = book.buy({"a"});
  BOOST_TEST(book.buy({"a"}) == 0);
  book.deliver(again);
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_TEST(book.credits().settled == 1U);
  BOOST_TEST(book.credits().in_doubt == 1U);
}

BOOST_AUTO_TEST_CASE(a_resubmission_that_is_refused_is_still_to_come) {
  Book book = in_doubt();
  book.decide(1, Decision::resubmitted);
  book.refuse(book.buy({"a"}));
  BOOST_CHECK(book.at("a").buy == Cause::resubmitted);
}

BOOST_AUTO_TEST_CASE(a_resubmission_that_is_lost_too_is_in_doubt) {
  Book book = in_doubt();
  book.decide(1, Decision::resubmitted);
  book.doubt(book.buy({"a"}));
  BOOST_CHECK(book.at("a").standing == Standing::in_doubt);
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(unattended_it_is_resubmitted_once_for_each_rendition) {
  Book book = in_doubt({"a", "b"});
  BOOST_TEST(may_resubmit_unattended(book.record, book.request(1)));
  book.decide(1, Decision::resubmitted_unattended);
  const RequestNumber again = book.buy({"a"});
  book.doubt(again);
  BOOST_TEST(!may_resubmit_unattended(book.record, book.request(again)));
  const RequestNumber other = book.buy({"b"});
  book.doubt(other);
  BOOST_TEST(!may_resubmit_unattended(book.record, book.request(other)));
  const RequestNumber third = book.intend({"c"});
  book.doubt(third);
  BOOST_TEST(may_resubmit_unattended(book.record, book.request(third)));
}

BOOST_AUTO_TEST_CASE(unattended_all_formats_are_each_of_them) {
  Book book;
  const RequestNumber all = book.buy({});
  book.doubt(all);
  book.decide(all, Decision::resubmitted_unattended);
  book.read_design(1, {{"a", "1"}});
  const RequestNumber named = book.buy({"a"});
  book.doubt(named);
  BOOST_TEST(!may_resubmit_unattended(book.record, book.request(named)));
}

// ---- orders

BOOST_AUTO_TEST_CASE(an_order_names_what_is_neither_out_nor_ordered_nor_bought_anyway) {
  Book book;
  book.read_design(1, {{"a", "1"}, {"b", "1"}, {"c", "1"}, {"d", "1"}, {"e", "1"}});
  book.deliver(book.buy({"a"}));
  book.accept(book.buy({"b"}), "x");
  book.doubt(book.buy({"c"}));
  book.fail(book.buy({"d"}), Recovery::never);
  const Formats ordered = to_order(book.record, {}, book.in());
  BOOST_TEST(ordered == (Formats{"a", "c", "d"}), boost::test_tools::per_element());  // b is out, e is new
  book.order(ordered);
  BOOST_TEST(to_order(book.record, {}, book.in()).empty());
}

BOOST_AUTO_TEST_CASE(an_order_buys_once) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.order({"a"});
  BOOST_CHECK(book.at("a").buy == Cause::forced);
  BOOST_CHECK(book.status({"a"}) == JobStatus::planned);
  const RequestNumber again = book.buy({"a"});
  BOOST_TEST(book.request(again).ordered);
  BOOST_TEST(book.buy({"a"}) == 0);
  book.deliver(again);
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_TEST(contradictions(book.record, nullptr).empty());
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_order_that_shares_a_request_with_something_new_buys_once_too) {
  Book book;
  book.deliver(book.buy({"b"}));
  book.begin_run();
  book.order({"b"});
  const RequestNumber both = book.buy({"a", "b"});  // the cause of the first is "new"
  BOOST_TEST(book.request(both).formats == (Formats{"a", "b"}), boost::test_tools::per_element());
  book.deliver(both);
  BOOST_TEST(book.buy({"a", "b"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_order_is_carried_out_once_though_the_clock_was_set_back) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.order({"a"});
  book.now -= hours{48};
  book.deliver(book.buy({"a"}));
  BOOST_TEST(book.buy({"a"}) == 0);
  book.now -= hours{48};
  book.order({"a"});  // and another one is one more
  book.deliver(book.buy({"a"}));
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_TEST(book.record.requests.size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_order_waits_for_doubts) {
  Book book = in_doubt();
  book.order({"a"});
  BOOST_TEST(book.buy({"a"}) == 0);
  book.accept(1, "x", Proof::token);
  BOOST_TEST(book.buy({"a"}) == 0);
  book.deliver(1);
  BOOST_CHECK(book.at("a").buy == Cause::forced);
  book.deliver(book.buy({"a"}));
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_order_ends_with_its_requests_end_whatever_that_is) {
  struct Case {
    const char* name;
    void (*end)(Book&, RequestNumber);
    bool ends;
  };
  const std::vector<Case> cases{
      {"delivered", [](Book& book, RequestNumber number) { book.deliver(number); }, true},
      {"failed for good", [](Book& book, RequestNumber number) { book.fail(number, Recovery::never); }, true},
      {"rejected", [](Book& book, RequestNumber number) { book.reject(number); }, true},
      {"dropped",
       [](Book& book, RequestNumber number) {
         book.doubt(number);
         book.decide(number, Decision::dropped);
       },
       true},
      {"refused", [](Book& book, RequestNumber number) { book.refuse(number); }, false},
      {"resubmitted",
       [](Book& book, RequestNumber number) {
         book.doubt(number);
         book.decide(number, Decision::resubmitted);
       },
       false},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.deliver(book.buy({"a"}));
      book.begin_run();
      book.order({"a"});
      each.end(book, book.buy({"a"}));
      BOOST_TEST((book.buy({"a"}) == 0) == each.ends);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_order_that_failed_is_told_and_tried_again_as_anything_else) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.order({"a"});
  for (int tries = 1; tries <= 3; ++tries) {
    book.fail(book.buy({"a"}), Recovery::soon);
    BOOST_CHECK(book.at("a").standing == Standing::failed);
    BOOST_CHECK(book.at("a").asset != nullptr);  // the old picture is listed meanwhile
  }
  BOOST_TEST(book.buy({"a"}) == 0);
  BOOST_CHECK(book.status({"a"}) == JobStatus::failed);
  book.begin_run();
  book.deliver(book.buy({"a"}));
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(an_order_that_was_given_up_leaves_what_is_there) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.order({"a"});
  const RequestNumber again = book.buy({"a"});
  book.doubt(again);
  book.decide(again, Decision::dropped);
  BOOST_CHECK(book.status({"a"}) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(force_interrupted_goes_on_where_it_was) {
  Book book;
  book.deliver(book.buy({"a", "b"}));
  book.begin_run();
  book.order(to_order(book.record, {"a", "b"}, book.in()));
  book.accept(book.buy({"a"}), "x");  // and Ctrl-C: b is still to come
  book.begin_run();
  BOOST_TEST(to_order(book.record, {"a", "b"}, book.in()).empty());
  const RequestNumber rest = book.buy({"a", "b"});
  BOOST_TEST(book.request(rest).formats == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(jobs_of_equal_content_share_an_order) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  int posts = 0;
  for (CampaignNumber campaign = 1; campaign <= 50; ++campaign) {
    Formats ordered = to_order(book.record, {"a"}, book.in());
    if (!ordered.empty()) book.order(std::move(ordered), campaign);
  }
  BOOST_TEST(book.record.orders.size() == 1U);
  for (int job = 0; job < 50; ++job) {
    const RequestNumber number = book.buy({"a"});
    if (number == 0) continue;
    ++posts;
    book.deliver(number);
  }
  BOOST_TEST(posts == 1);
}

BOOST_AUTO_TEST_CASE(an_order_for_all_formats_is_one_for_each) {
  Book book;
  book.deliver(book.buy({}), {"a"});
  book.begin_run();
  book.order({"*"});
  BOOST_TEST(book.needs({}).needs_design);
  book.read_design(1, {{"a", "1"}});
  BOOST_CHECK(book.at("a").buy == Cause::forced);
  book.deliver(book.buy({}));
  BOOST_TEST(book.buy({}) == 0);
}

BOOST_AUTO_TEST_CASE(an_order_lapses_when_its_campaign_wants_it_no_more) {
  Book book;
  book.deliver(book.buy({"a", "b"}));
  book.begin_run();
  book.order({"a", "b"}, 7);
  book.record = lapse_orders(std::move(book.record), 8, {}, nullptr);  // another campaign's business
  BOOST_TEST(book.record.orders.front().formats.size() == 2U);
  book.record = lapse_orders(std::move(book.record), 7, {{"b"}}, nullptr);
  BOOST_TEST(book.record.orders.front().formats == Formats{"b"}, boost::test_tools::per_element());
  book.record = lapse_orders(std::move(book.record), 7, {}, nullptr);
  BOOST_TEST(book.record.orders.empty());
  BOOST_TEST(book.buy({"a", "b"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_order_stays_where_its_campaign_wants_all_formats) {
  Book book;
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  book.order({"a"}, 7);
  book.order({"*"}, 7);
  book.record = lapse_orders(std::move(book.record), 7, {{}}, &book.design);
  BOOST_TEST(book.record.orders.size() == 2U);
}

// ---- what counts is when it was asked for, not when it is told

namespace {

/// An order's request was lost, is asked for once more, and that fails for a cause that passes.
Book order_lost_and_failed_again() {
  Book book;
  book.deliver(book.buy({"a"}));
  book.begin_run();
  book.order({"a"});
  const RequestNumber lost = book.buy({"a"});
  book.doubt(lost);
  book.decide(lost, Decision::resubmitted);
  book.fail(book.buy({"a"}), Recovery::later);
  return book;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_late_picture_of_an_order_is_there_though_its_resubmission_failed) {
  Book book = order_lost_and_failed_again();
  book.accept(2, "late", Proof::token);
  BOOST_CHECK(book.at("a").standing == Standing::open);
  book.deliver(2);
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  BOOST_CHECK(book.at("a").request == &book.request(2));
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(what_was_there_before_an_order_is_not_there_after_it_failed) {
  Book book = order_lost_and_failed_again();
  BOOST_CHECK(book.at("a").standing == Standing::failed);
  BOOST_CHECK(book.at("a").asset != nullptr);
}

BOOST_AUTO_TEST_CASE(a_word_on_an_older_request_outweighs_a_newer_request) {
  Book book = in_doubt();
  book.decide(1, Decision::resubmitted);
  const RequestNumber again = book.buy({"a"});
  book.accept(1, "late", Proof::token);
  book.fail(again, Recovery::later);
  book.lose_id(1, "late");
  book.begin_run();
  BOOST_CHECK(book.at("a").standing == Standing::in_doubt);
  Book dropped = book;
  dropped.decide(1, Decision::dropped);
  BOOST_CHECK(dropped.at("a").standing == Standing::dropped);
  dropped.begin_run();
  BOOST_TEST(dropped.buy({"a"}) == 0);
  book.decide(1, Decision::resubmitted);
  BOOST_TEST(book.buy({"a"}) != 0);
}

BOOST_AUTO_TEST_CASE(an_order_that_has_led_to_a_request_stays_a_word_of_the_users) {
  Book book;
  book.fail(book.buy({"a"}), Recovery::never);
  book.begin_run();
  book.order({"a"}, 7);
  const RequestNumber lost = book.buy({"a"});
  book.doubt(lost);
  book.record = lapse_orders(std::move(book.record), 7, {}, nullptr);
  BOOST_TEST(book.record.orders.size() == 1U);
  book.decide(lost, Decision::resubmitted);
  BOOST_TEST(book.buy({"a"}) != 0);
  book.accept(lost, "late", Proof::token);
  BOOST_TEST(contradictions(book.record, nullptr).empty());
}

BOOST_AUTO_TEST_CASE(nobody_asks_unattended_for_what_never_came) {
  Book book;
  book.conclude(book.buy({"a"}), {});
  book.begin_run();
  const RequestNumber lost = book.buy({"a"});
  book.doubt(lost);
  book.decide(lost, Decision::resubmitted_unattended);
  const RequestNumber again = book.buy({"a"});
  book.conclude(again, {});
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_unattended_word_does_not_outweigh_what_was_rejected_since) {
  Book book = in_doubt();
  book.decide(1, Decision::resubmitted);
  const RequestNumber again = book.buy({"a"});
  book.accept(1, "late", Proof::token);
  book.reject(again);
  book.lose_id(1, "late");
  book.decide(1, Decision::resubmitted_unattended);
  BOOST_CHECK(book.at("a").standing == Standing::rejected);
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(a_word_on_a_request_is_none_on_what_it_showed_beyond_what_was_asked_for) {
  Book book;
  book.reject(book.buy({"c"}));
  const RequestNumber other = book.buy({"b"});
  book.accept(other, "x");
  book.tell(BannersSeen{other, {asset("c", "surplus")}, book.now});
  book.lose_id(other, "x");
  book.decide(other, Decision::resubmitted);
  BOOST_CHECK(book.at("c").standing == Standing::rejected);
  BOOST_TEST(book.needs({"b", "c"}).formats == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
