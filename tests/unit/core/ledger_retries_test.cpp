// What is tried again: the five rows of that table.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

BOOST_AUTO_TEST_SUITE(ledger_retries)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;
using test::hours;

namespace {

using Answer = std::function<void(Book&, RequestNumber)>;

Answer fails(Recovery recovery) {
  return [recovery](Book& book, RequestNumber number) { book.fail(number, recovery); };
}
const Answer never_comes = [](Book& book, RequestNumber number) { book.conclude(number, {}, {}); };
const Answer nameless_error = [](Book& book, RequestNumber number) {
  book.conclude(number, {}, {failure("", Recovery::soon)});
};
const Answer is_rejected = [](Book& book, RequestNumber number) { book.reject(number); };

/// One run: buys as long as the ledger grants; how many POSTs that were.
int run_through(Book& book, const Formats& wanted, const Answer& answer) {
  int posts = 0;
  for (RequestNumber number = book.buy(wanted); number != 0; number = book.buy(wanted)) {
    answer(book, number);
    BOOST_REQUIRE_MESSAGE(++posts < 100, "a run has to end");
  }
  return posts;
}

/// The numbers of the nights in which something was sent, each as often as it was.
std::vector<int> posts_by_night(Book& book, const Formats& wanted, const Answer& answer, int nights = 60) {
  std::vector<int> posts;
  for (int night = 0; night < nights; ++night) {
    const int sent = run_through(book, wanted, answer);
    posts.insert(posts.end(), static_cast<std::size_t>(sent), night);
    BOOST_TEST(contradictions(book.record, &book.design).empty());
    book.begin_run();
  }
  return posts;
}

using Nights = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_CASE(sixty_nights_of_an_image_host_that_stays_down) {
  Book book;
  const Nights nights = posts_by_night(book, {"a"}, fails(Recovery::later));
  // At once by the next run, then after 1, 2, 4 and 8 nights; nine tries.
  BOOST_TEST(nights == (Nights{0, 1, 2, 4, 8, 16, 24, 32, 40}), boost::test_tools::per_element());
  BOOST_TEST(book.at("a").tries == 9);
  BOOST_CHECK(!book.at("a").buy);
  BOOST_CHECK(!book.at("a").not_before);  // given up
  BOOST_CHECK(book.status({"a"}) == JobStatus::failed);
  BOOST_TEST(book.credits().all() == 0U);
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_time_outs) {
  Book book;
  const Nights nights = posts_by_night(book, {"a"}, fails(Recovery::soon));
  BOOST_TEST(nights == (Nights{0, 0, 0, 1, 1, 1, 2, 2, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_a_text_that_never_fits) {
  Book book;
  BOOST_TEST(posts_by_night(book, {"a"}, fails(Recovery::never)) == Nights{0},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_a_rejected_row) {
  Book book;
  BOOST_TEST(posts_by_night(book, {"a"}, is_rejected) == Nights{0}, boost::test_tools::per_element());
  BOOST_CHECK(book.at("a").standing == Standing::rejected);
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_a_format_that_never_comes) {
  for (const auto& [name, answer] :
       {std::pair{"not a word", never_comes}, std::pair{"a nameless error for several", nameless_error}}) {
    BOOST_TEST_CONTEXT(name) {
      Book book;
      BOOST_TEST(posts_by_night(book, {"a", "b"}, answer) == (Nights{0, 1}),
                 boost::test_tools::per_element());
      BOOST_CHECK(book.at("a").standing == Standing::missing);
      BOOST_TEST(book.credits().settled == 4U);  // counted as paid
    }
  }
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_requests_that_are_lost) {
  Book book;
  const Nights nights =
      posts_by_night(book, {"a"}, [](Book& told, RequestNumber number) { told.doubt(number); });
  BOOST_TEST(nights == Nights{0}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sixty_nights_of_results_that_lapse) {
  Book book;
  const Nights nights = posts_by_night(book, {"a"}, [](Book& told, RequestNumber number) {
    told.accept(number, "x");
    told.lose_id(number, "x");
  });
  BOOST_TEST(nights == Nights{0}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_of_two_formats_fails_and_is_tried_again_alone) {
  Book book;
  const RequestNumber number = book.buy({"a", "b"});
  book.conclude(number, {asset("a", "1")}, {failure("b", Recovery::soon)});
  BOOST_CHECK(book.status({"a", "b"}) == JobStatus::partial);
  const RequestNumber again = book.buy({"a", "b"});
  BOOST_TEST(book.request(again).formats == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(when_it_is_tried_again_is_known) {
  Book book;
  for (int night = 0; night < 3; ++night) {
    book.fail(book.buy({"a"}), Recovery::later);
    book.begin_run();
  }
  // Three runs failed: two nights pass, of which one that begins some hours early is one all the same.
  const RenditionView v = book.at("a");
  BOOST_CHECK(!v.buy);
  BOOST_REQUIRE(v.not_before.has_value());
  BOOST_CHECK(*v.not_before == *v.request->ended_at + hours{42});
  BOOST_TEST(book.buy({"a"}) == 0);
  book.pass(*v.not_before - book.now);
  BOOST_TEST(book.buy({"a"}) != 0);
}

BOOST_AUTO_TEST_CASE(later_is_not_in_this_run_and_soon_is) {
  Book later;
  BOOST_TEST(run_through(later, {"a"}, fails(Recovery::later)) == 1);
  Book soon;
  BOOST_TEST(run_through(soon, {"a"}, fails(Recovery::soon)) == 3);
}

BOOST_AUTO_TEST_CASE(fifty_equal_jobs_are_tried_again_together) {
  Book book;
  int posts = 0;
  for (int job = 0; job < 50; ++job) posts += run_through(book, {"a"}, fails(Recovery::soon));
  BOOST_TEST(posts == 3);
}

BOOST_AUTO_TEST_CASE(a_failure_that_an_earlier_run_sent_is_tried_by_this_one) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x");
  book.begin_run();
  book.fail(number, Recovery::later);
  BOOST_TEST(run_through(book, {"a"}, fails(Recovery::later)) == 1);
}

BOOST_AUTO_TEST_CASE(causes_may_differ_and_all_tries_count) {
  Book book;
  int night = 0;
  const auto in_turn = [&](Book& told, RequestNumber number) {
    (++night % 2 == 0 ? fails(Recovery::later) : fails(Recovery::soon))(told, number);
  };
  BOOST_TEST(posts_by_night(book, {"a"}, in_turn, 200).size() == 9U);
}

BOOST_AUTO_TEST_CASE(missing_and_failures_in_turn_come_to_an_end) {
  Book book;
  int night = 0;
  const auto in_turn = [&](Book& told, RequestNumber number) {
    (++night % 2 == 0 ? never_comes : fails(Recovery::later))(told, number);
  };
  BOOST_TEST(posts_by_night(book, {"a"}, in_turn, 200).size() <= 11U);
}

// ---- since the user's last word, and for each version of the design

BOOST_AUTO_TEST_CASE(the_users_word_begins_anew) {
  struct Case {
    const char* name;
    Answer answer;
    std::size_t first, after_word;
  };
  for (const Case& each :
       {Case{"an image host", fails(Recovery::later), 9, 9}, Case{"a text", fails(Recovery::never), 1, 1},
        Case{"a rejected row", is_rejected, 1, 1}, Case{"what never comes", never_comes, 2, 2}}) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      BOOST_TEST(posts_by_night(book, {"a"}, each.answer).size() == each.first);
      book.say_try_again();
      BOOST_TEST(posts_by_night(book, {"a"}, each.answer).size() == each.after_word);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_word_holds_though_the_clock_was_set_back) {
  Book book;
  BOOST_TEST(posts_by_night(book, {"a"}, fails(Recovery::never)).size() == 1U);
  book.now -= hours{24 * 90};
  book.say_try_again();
  BOOST_TEST(run_through(book, {"a"}, fails(Recovery::never)) == 1);
  book.say_try_again();
  book.now -= hours{24 * 90};
  BOOST_TEST(run_through(book, {"a"}, fails(Recovery::never)) == 1);
}

BOOST_AUTO_TEST_CASE(a_word_about_one_format_is_none_about_another) {
  const std::vector<std::pair<const char*, std::function<void(Book&)>>> words{
      {"an order", [](Book& book) { book.order({"b"}); }}, {"a decision", [](Book& book) {
                                                              const RequestNumber number = book.intend({"b"});
                                                              book.doubt(number);
                                                              book.decide(number, Decision::dropped);
                                                            }}};
  for (const auto& [name, say] : words) {
    BOOST_TEST_CONTEXT(name) {
      Book book;
      BOOST_TEST(posts_by_night(book, {"a"}, never_comes).size() == 2U);
      say(book);
      BOOST_TEST(posts_by_night(book, {"a"}, never_comes).empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(resolve_begins_anew) {
  Book book;
  BOOST_TEST(posts_by_night(book, {"a"}, never_comes).size() == 2U);
  book.order({"a"});
  const RequestNumber ordered = book.buy({"a"});
  book.doubt(ordered);
  book.decide(ordered, Decision::resubmitted);
  BOOST_TEST(posts_by_night(book, {"a"}, never_comes).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_newer_design_begins_anew) {
  struct Case {
    const char* name;
    Answer answer;
    std::size_t posts;
  };
  for (const Case& each :
       {Case{"an image host", fails(Recovery::later), 9}, Case{"a text", fails(Recovery::never), 1},
        Case{"a rejected row", is_rejected, 1}, Case{"what never comes", never_comes, 2}}) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.read_design(1, {{"a", "1"}, {"b", "1"}});
      BOOST_TEST(posts_by_night(book, {"a"}, each.answer).size() == each.posts);
      book.edit_design({{"a", "1"}, {"b", "2"}});  // another format of it
      BOOST_TEST(posts_by_night(book, {"a"}, each.answer).empty());
      book.edit_design({{"a", "2"}, {"b", "2"}});
      BOOST_TEST(posts_by_night(book, {"a"}, each.answer).size() == each.posts);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_design_that_is_edited_all_the_time_lets_a_run_end) {
  for (const Answer& answer : {fails(Recovery::soon), fails(Recovery::never), is_rejected, never_comes}) {
    Book book;
    book.read_design(1, {{"a", "0"}});
    int edits = 0;
    const auto edited_meanwhile = [&](Book& told, RequestNumber number) {
      told.edit_design({{"a", std::to_string(++edits)}});
      answer(told, number);
    };
    BOOST_TEST(run_through(book, {"a"}, edited_meanwhile) <= 3);
  }
}

// ---- rejected

BOOST_AUTO_TEST_CASE(another_version_of_the_api_is_another_try) {
  Book book;
  book.read_design(1, {{"a", "1"}}, "v2026-08-21");
  book.reject(book.buy({"a"}), "invalid_payload", "v2026-08-21");
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
  book.read_design(1, {{"a", "1"}}, "v2026-09-02");
  BOOST_CHECK(book.at("a").buy == Cause::rejected_before);
  book.reject(book.buy({"a"}), "invalid_payload", "v2026-09-02");
  book.begin_run();
  BOOST_TEST(book.buy({"a"}) == 0);
}

BOOST_AUTO_TEST_CASE(of_two_servers_one_lags_and_it_comes_to_an_end) {
  Book book;
  book.read_design(1, {{"a", "1"}}, "v2026-09-02");
  const auto by_the_older = [](Book& told, RequestNumber number) {
    told.reject(number, "invalid_payload", "v2026-08-21");
  };
  BOOST_TEST(run_through(book, {"a"}, by_the_older) == 1);
  book.begin_run();
  BOOST_TEST(posts_by_night(book, {"a"}, by_the_older, 100).size() <= 8U);
}

BOOST_AUTO_TEST_CASE(one_wrong_format_of_a_shared_request_and_the_rest_once) {
  Book book;
  book.reject(book.buy({"a", "b", "x"}), "format_not_found");
  BOOST_TEST(book.buy({"a", "b", "x"}) == 0);
  BOOST_TEST(book.needs({"a", "b", "x"}).needs_design);
  book.read_design(1, {{"a", "1"}, {"b", "1"}});
  const RequestNumber rest = book.buy({"a", "b", "x"});
  BOOST_TEST(book.request(rest).formats == (Formats{"a", "b"}), boost::test_tools::per_element());
  book.reject(rest, "format_not_found");
  BOOST_TEST(run_through(book, {"a", "b", "x"}, is_rejected) == 0);
  BOOST_TEST(contradictions(book.record, &book.design).empty());
  book.begin_run();
  BOOST_TEST(run_through(book, {"a", "b", "x"}, is_rejected) == 0);
}

BOOST_AUTO_TEST_CASE(a_wrong_format_alone_is_wrong) {
  Book book;
  book.reject(book.buy({"x"}), "format_not_found");
  BOOST_TEST(!book.needs({"x"}).needs_design);
  book.read_design(1, {{"a", "1"}});
  BOOST_TEST(book.buy({"x"}) == 0);
  book.begin_run();
  book.edit_design({{"a", "1"}, {"x", "1"}});  // now it is there
  BOOST_TEST(book.buy({"x"}) != 0);
}

BOOST_AUTO_TEST_CASE(another_rejection_of_a_shared_request_stands_for_all) {
  Book book;
  book.reject(book.buy({"a", "b"}));
  book.read_design(1, {{"a", "1"}});
  BOOST_TEST(!book.needs({"a", "b"}).needs_design);
  BOOST_TEST(book.buy({"a", "b"}) == 0);
}

BOOST_AUTO_TEST_CASE(what_is_refused_was_never_there) {
  Book book;
  for (int i = 0; i < 20; ++i) book.refuse(book.buy({"a"}));
  BOOST_CHECK(book.at("a").standing == Standing::absent);
  BOOST_CHECK(book.at("a").buy == Cause::is_new);
  BOOST_TEST(book.at("a").tries == 0);
  BOOST_TEST(book.credits().all() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
