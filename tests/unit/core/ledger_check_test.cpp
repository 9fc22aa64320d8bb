// What a record says against itself: each invariant broken on purpose, and each thing that only looks like
// that.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ledger_check)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;

namespace {

struct BrokenCase {
  const char* name;
  void (*bring)(Book&);
  const char* complaint;  ///< a part of it; "": there is none to be
};

void complain(const std::vector<BrokenCase>& cases) {
  for (const BrokenCase& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.read_design(1, {{"a", "1"}, {"b", "1"}});
      each.bring(book);
      const std::vector<std::string> found = contradictions(book.record, &book.design);
      if (*each.complaint == '\0') {
        BOOST_TEST(found.empty(), (found.empty() ? "" : found.front()));
      } else {
        BOOST_REQUIRE(!found.empty());
        BOOST_TEST(found.front().find(each.complaint) != std::string::npos, found.front());
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_invariant_a_rendition_is_covered_once) {
  complain({
      {"bought while on its way",
       [](Book& book) {
         book.intend({"a"});
         book.intend({"a"});
       },
       "still may bring"},
      {"bought while rendering",
       [](Book& book) {
         book.accept(book.intend({"a"}), "x");
         book.intend({"b", "a"});
       },
       "request 2 buys 'a', which request 1 still may bring"},
      {"bought while in doubt",
       [](Book& book) {
         book.doubt(book.intend({"a"}));
         book.intend({"a"});
       },
       "still may bring"},
      {"bought while in doubt, of an older design",
       [](Book& book) {
         book.doubt(book.intend({"a"}));
         book.begin_run();
         book.edit_design({{"a", "2"}});
         book.intend({"a"});
       },
       "still may bring"},
      {"bought though its id is gone",
       [](Book& book) {
         book.accept(book.intend({"a"}), "x");
         book.lose_id(1, "x");
         book.intend({"a"});
       },
       "still may bring"},
      {"ordered while in doubt",
       [](Book& book) {
         book.doubt(book.intend({"a"}));
         book.order({"a"});
         book.intend({"a"});
       },
       "still may bring"},
      {"bought though it is there",
       [](Book& book) {
         book.deliver(book.intend({"a"}));
         book.intend({"a"});
       },
       "which request 1 brought"},
      {"bought though it came beyond what was asked",
       [](Book& book) {
         book.deliver(book.intend({"b"}), {"a", "b"});
         book.intend({"a"});
       },
       "which request 1 brought"},
      {"bought beside all formats",
       [](Book& book) {
         book.accept(book.intend({"*"}), "x");
         book.intend({"a"});
       },
       "still may bring"},
      {"all formats beside one",
       [](Book& book) {
         book.accept(book.intend({"*"}), "x");
         book.intend({"*"});
       },
       "still may bring"},
      {"paid for three times and missing each time",
       [](Book& book) {
         for (int i = 0; i < 2; ++i) book.conclude(book.intend({"a"}), {});
         book.intend({"a"});
       },
       "never came"},
  });
}

BOOST_AUTO_TEST_CASE(and_what_explains_a_second_purchase_is_no_contradiction) {
  complain({
      {"the user's decision",
       [](Book& book) {
         book.doubt(book.buy({"a"}));
         book.decide(1, Decision::resubmitted);
         book.buy({"a"});
         book.accept(1, "x", Proof::token);
       },
       ""},
      {"an order",
       [](Book& book) {
         book.deliver(book.buy({"a"}));
         book.order({"a"});
         book.buy({"a"});
       },
       ""},
      {"a refusal, and its id came later",
       [](Book& book) {
         book.refuse(book.buy({"a"}));
         book.buy({"a"});
         book.accept(1, "x", Proof::token);
       },
       ""},
      {"an outdated design",
       [](Book& book) {
         book.deliver(book.buy({"a"}));
         book.begin_run();
         book.edit_design({{"a", "2"}, {"b", "1"}});
         book.deliver(book.buy({"a"}));
       },
       ""},
      {"a failure that can pass",
       [](Book& book) {
         book.fail(book.buy({"a"}), Recovery::soon);
         book.deliver(book.buy({"a"}));
       },
       ""},
      {"the one retry of what is missing",
       [](Book& book) {
         book.conclude(book.buy({"a"}), {});
         book.begin_run();
         book.conclude(book.buy({"a"}), {});
       },
       ""},
  });
}

BOOST_AUTO_TEST_CASE(the_second_invariant_nothing_leaves_without_its_intent) {
  complain({
      {"no number",
       [](Book& book) {
         book.buy({"a"});
         book.record.requests.front().number = 0;
       },
       "has no intent of its own"},
      {"one number for two",
       [](Book& book) {
         book.buy({"a"});
         book.buy({"b"});
         book.record.requests.back().number = 1;
       },
       "has no intent of its own"},
      {"for nothing", [](Book& book) { book.intend({}); }, "intended for nothing"},
  });
}

BOOST_AUTO_TEST_CASE(the_third_invariant_an_id_is_somebodys) {
  complain({
      {"one id of two requests",
       [](Book& book) {
         book.accept(book.buy({"a"}), "x");
         book.accept(book.buy({"b"}), "X");
       },
       "request 2 has the id X of request 1"},
      {"given to the one that the api named",
       [](Book& book) {
         book.doubt(book.buy({"a"}));
         book.doubt(book.buy({"b"}));
         book.accept(1, "x", Proof::person);
         book.accept(2, "x", Proof::token);
       },
       ""},
  });
}

BOOST_AUTO_TEST_CASE(the_fourth_invariant_what_is_out_is_reserved) {
  complain({{"reserves nothing",
             [](Book& book) {
               book.credits_each = 0;
               book.buy({"a"});
             },
             "reserves nothing"}});
}

BOOST_AUTO_TEST_CASE(the_fifth_invariant_a_refusal_is_no_permission_to_pay) {
  complain({
      {"failed for good",
       [](Book& book) {
         book.fail(book.intend({"a"}), Recovery::never);
         book.intend({"a"});
       },
       "had failed for good in request 1"},
      {"rejected",
       [](Book& book) {
         book.reject(book.intend({"a"}));
         book.intend({"a"});
       },
       "was rejected in request 1"},
      {"given up",
       [](Book& book) {
         for (int i = 0; i < 9; ++i) book.fail(book.intend({"a"}), Recovery::soon);
         book.intend({"a"});
       },
       "had been given up after 9 tries"},
      {"the user wants it all the same",
       [](Book& book) {
         book.fail(book.intend({"a"}), Recovery::never);
         book.say_try_again();
         book.reject(book.buy({"a"}));
         book.say_try_again();
         book.buy({"a"});
       },
       ""},
      {"another api, another word",
       [](Book& book) {
         book.reject(book.intend({"a"}), "invalid_payload", "v2026-08-21");
         book.begin_run();
         book.read_design(1, {{"a", "1"}}, "v2026-09-02");
         book.buy({"a"});
       },
       ""},
  });
}

BOOST_AUTO_TEST_SUITE_END()
