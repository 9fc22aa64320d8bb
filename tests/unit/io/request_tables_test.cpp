// Generation requests and their ids, as they are written.
#include "unit/io/memory_book.hpp"

#include <algorithm>

namespace pressrun::io::test {
namespace {

struct RequestBook : MemoryBook {
  /// State, and what it counts for: settled, out, in doubt.
  std::string stored(RequestNumber request) {
    return lines("SELECT state, settled, out, in_doubt FROM requests WHERE request = " +
                 std::to_string(request))
        .at(0);
  }
  std::vector<std::string> ids() { return lines("SELECT id, request FROM request_ids ORDER BY id, request"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(request_tables, RequestBook)

BOOST_AUTO_TEST_CASE(an_intent_is_a_row_of_its_content_account_run_and_worker) {
  content('a');
  send('b', {"square", "story"}, 2, 3);
  BOOST_TEST(lines("SELECT r.content, r.account, r.campaign, r.run, r.state, r.worker, r.credits_each, "
                   "r.exact, r.ordered, "
                   "s.names FROM requests r JOIN format_sets s ON s.format_set = r.format_set") ==
                 std::vector<std::string>{"2 1 2 2 1 7 3 1 0 [\"square\",\"story\"]"},
             boost::test_tools::per_element());
  BOOST_TEST(stored(1) == "1 0 6 0");
}

BOOST_AUTO_TEST_CASE(numbers_of_requests_grow) {
  const RequestNumber first = send('a');
  const RequestNumber second = send('b');
  BOOST_TEST(first < second);
}

BOOST_AUTO_TEST_CASE(every_fact_leaves_its_state_and_what_it_counts_for) {
  const Failure why{"", "x", ""};
  const auto there = [](RequestNumber r) { return Fact{concluded(r, {"square", "story"})}; };
  const struct {
    const char* what;
    std::function<std::vector<Fact>(RequestNumber)> facts;
    const char* stored;
  } cases[] = {
      {"an id", [](RequestNumber r) { return std::vector<Fact>{issued(r, "g")}; }, "2 0 6 0"},
      {"a doubt", [](RequestNumber r) { return std::vector<Fact>{doubted(r)}; }, "3 0 0 6"},
      {"an id that is gone",
       [&](RequestNumber r) {
         return std::vector<Fact>{issued(r, "g"), IdGone{r, RequestId{"g"}, why, noon}};
       },
       "4 0 0 6"},
      {"the end", [&](RequestNumber r) { return std::vector<Fact>{there(r)}; }, "6 6 0 0"},
      {"the end of half of it",
       [](RequestNumber r) {
         return std::vector<Fact>{concluded(r, {"square"}, {{"story", "timeout", "", Recovery::soon}})};
       },
       "6 3 0 0"},
      {"a doubt that is dropped",
       [](RequestNumber r) {
         return std::vector<Fact>{doubted(r), RequestDecided{r, Decision::dropped, noon}};
       },
       "7 0 0 6"},
      {"a doubt that is resubmitted",
       [](RequestNumber r) {
         return std::vector<Fact>{doubted(r), RequestDecided{r, Decision::resubmitted, noon}};
       },
       "8 0 0 6"},
      {"a rejection",
       [&](RequestNumber r) {
         return std::vector<Fact>{RequestRejected{r, why, "", noon, noon}};
       },
       "9 0 0 0"},
      {"a refusal",
       [&](RequestNumber r) {
         return std::vector<Fact>{RequestRefused{r, why, noon}};
       },
       "10 0 0 0"},
  };
  char name = 'a';
  for (const auto& one : cases) {
    const RequestNumber made = send(name, {"square", "story"}, 1, 3);
    for (const Fact& fact : one.facts(made)) happen(name, fact);
    BOOST_TEST_CONTEXT(one.what) { BOOST_TEST(stored(made) == one.stored); }
    ++name;
  }
}

BOOST_AUTO_TEST_CASE(the_index_of_what_is_open_has_what_is_out_or_in_doubt) {
  const RequestNumber out = send('a');
  const RequestNumber lost = send('b');
  happen('b', doubted(lost));
  buy('c');
  BOOST_TEST(
      lines("SELECT request FROM requests INDEXED BY requests_open WHERE state < 5 ORDER BY request") ==
          (std::vector<std::string>{std::to_string(out), std::to_string(lost)}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ids_are_looked_for_in_small_letters) {
  const RequestNumber made = send('a');
  happen('a', issued(made, "GEN-Ab12-\xC3\x84"));
  BOOST_TEST(ids() == std::vector<std::string>{"gen-ab12-\xC3\x84 1"}, boost::test_tools::per_element());
  BOOST_TEST(fresh('a').record.requests.at(0).ids.at(0).id.text == "GEN-Ab12-\xC3\x84");
}

BOOST_AUTO_TEST_CASE(an_id_that_comes_again_is_one) {
  const RequestNumber made = send('a');
  happen('a', issued(made, "gen-1"));
  happen('a', issued(made, "GEN-1", Proof::token));
  BOOST_TEST(ids().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_request_may_have_several_ids) {
  const RequestNumber made = send('a');
  happen('a', issued(made, "gen-2"));
  happen('a', issued(made, "gen-1", Proof::token));
  BOOST_TEST(ids() == (std::vector<std::string>{"gen-1 1", "gen-2 1"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_id_that_is_taken_back_is_found_no_more) {
  const RequestNumber made = send('a');
  happen('a', doubted(made));
  happen('a', issued(made, "WRONG", Proof::person));
  BOOST_TEST(ids().size() == 1U);
  happen('a', IdGone{made, RequestId{"WRONG"}, {"", "gone", ""}, noon});
  BOOST_TEST(ids().empty());
}

BOOST_AUTO_TEST_CASE(an_id_that_gives_way_to_the_api_is_that_of_its_own_request_alone) {
  const RequestNumber guessed = send('a');
  happen('a', doubted(guessed));
  happen('a', issued(guessed, "gen-1", Proof::person));
  const RequestNumber own = send('a', {"story"});
  happen('a', issued(own, "gen-1"));
  BOOST_TEST(ids() == std::vector<std::string>{"gen-1 2"}, boost::test_tools::per_element());
  BOOST_TEST(stored(guessed) == "3 0 0 1");
  BOOST_TEST(stored(own) == "2 0 1 0");
}

BOOST_AUTO_TEST_CASE(moments_that_went_away_are_none_on_disk) {
  const RequestNumber made = send('a');
  happen('a', doubted(made));
  happen('a', RequestDecided{made, Decision::dropped, noon});
  BOOST_TEST(number("SELECT ended_at IS NULL FROM requests") == 0);
  happen('a', RequestDecided{made, Decision::none, noon});
  BOOST_TEST(number("SELECT ended_at IS NULL FROM requests") == 1);
  BOOST_CHECK(!fresh('a').record.requests.at(0).ended_at.has_value());
}

BOOST_AUTO_TEST_CASE(a_fact_about_one_request_leaves_the_others_of_its_content) {
  const RequestNumber first = send('a', {"square"});
  const RequestNumber second = send('a', {"story"});
  exec("UPDATE requests SET polls = 99 WHERE request = " + std::to_string(first));
  happen('a', concluded(second, {"story"}));
  BOOST_TEST(number("SELECT polls FROM requests WHERE request = " + std::to_string(first)) == 99);
  BOOST_TEST(number("SELECT polls FROM requests WHERE request = " + std::to_string(second)) == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
