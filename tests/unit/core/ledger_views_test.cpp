// Views, credits and grants; and what of "Content and identity" is the ledger's.
#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ledger_views)

using namespace pressrun;
using test::asset;
using test::Book;
using test::failure;

namespace {

const Formats ab{"a", "b"};

struct StatusCase {
  const char* name;
  void (*bring)(Book&);
  JobStatus status;  ///< of a job that wants a and b
};

const std::vector<StatusCase> statuses{
    {"nothing was bought", [](Book&) {}, JobStatus::planned},
    {"on its way", [](Book& book) { book.buy(ab); }, JobStatus::submitting},
    {"rendering", [](Book& book) { book.accept(book.buy(ab), "x"); }, JobStatus::rendering},
    {"one rendering, one on its way",
     [](Book& book) {
       book.accept(book.buy({"a"}), "x");
       book.buy({"b"});
     },
     JobStatus::submitting},
    {"one there, one rendering",
     [](Book& book) {
       book.deliver(book.buy({"a"}));
       book.accept(book.buy({"b"}), "x");
     },
     JobStatus::rendering},
    {"all there", [](Book& book) { book.deliver(book.buy(ab)); }, JobStatus::succeeded},
    {"one there, one never bought", [](Book& book) { book.deliver(book.buy({"a"})); }, JobStatus::planned},
    {"one there, one failed",
     [](Book& book) { book.conclude(book.buy(ab), {asset("a", "1")}, {failure("b", Recovery::never)}); },
     JobStatus::partial},
    {"one there, one missing", [](Book& book) { book.deliver(book.buy(ab), {"a"}); }, JobStatus::partial},
    {"one there, one without an address",
     [](Book& book) {
       book.conclude(book.buy(ab), {asset("a", "1"), asset("b", "2", "")});
     },
     JobStatus::partial},
    {"both failed", [](Book& book) { book.fail(book.buy(ab), Recovery::never); }, JobStatus::failed},
    {"rejected", [](Book& book) { book.reject(book.buy(ab)); }, JobStatus::failed},
    {"refused", [](Book& book) { book.refuse(book.buy(ab)); }, JobStatus::planned},
    {"in doubt", [](Book& book) { book.doubt(book.buy(ab)); }, JobStatus::in_doubt},
    {"one there, one in doubt",
     [](Book& book) {
       book.deliver(book.buy({"a"}));
       book.doubt(book.buy({"b"}));
     },
     JobStatus::in_doubt},
    {"one rendering, one in doubt",
     [](Book& book) {
       book.accept(book.buy({"a"}), "x");
       book.doubt(book.buy({"b"}));
     },
     JobStatus::in_doubt},
    {"dropped",
     [](Book& book) {
       book.doubt(book.buy(ab));
       book.decide(1, Decision::dropped);
     },
     JobStatus::dropped},
    {"one dropped, one there",
     [](Book& book) {
       book.doubt(book.buy({"a"}));
       book.decide(1, Decision::dropped);
       book.deliver(book.buy(ab));
     },
     JobStatus::partial},
    {"one dropped, one failed",
     [](Book& book) {
       book.doubt(book.buy({"a"}));
       book.decide(1, Decision::dropped);
       book.fail(book.buy(ab), Recovery::never);
     },
     JobStatus::failed},
    {"to be resubmitted",
     [](Book& book) {
       book.doubt(book.buy(ab));
       book.decide(1, Decision::resubmitted);
     },
     JobStatus::planned},
    {"ordered anew",
     [](Book& book) {
       book.deliver(book.buy(ab));
       book.order({"a"});
     },
     JobStatus::planned},
};

struct CreditCase {
  const char* name;
  void (*bring)(Book&);
  std::uint64_t settled, out, in_doubt;  ///< at 3 credits a format, of two
};

const std::vector<CreditCase> credit_cases{
    {"intended", [](Book& book) { book.buy(ab); }, 0, 6, 0},
    {"rendering", [](Book& book) { book.accept(book.buy(ab), "x"); }, 0, 6, 0},
    {"in doubt", [](Book& book) { book.doubt(book.buy(ab)); }, 0, 0, 6},
    {"gone",
     [](Book& book) {
       book.accept(book.buy(ab), "x");
       book.lose_id(1, "x");
     },
     0, 0, 6},
    {"dropped",
     [](Book& book) {
       book.doubt(book.buy(ab));
       book.decide(1, Decision::dropped);
     },
     0, 0, 6},
    {"resubmitted and on its way again",
     [](Book& book) {
       book.doubt(book.buy(ab));
       book.decide(1, Decision::resubmitted);
       book.buy(ab);
     },
     0, 6, 6},
    {"refused", [](Book& book) { book.refuse(book.buy(ab)); }, 0, 0, 0},
    {"rejected", [](Book& book) { book.reject(book.buy(ab)); }, 0, 0, 0},
    {"delivered", [](Book& book) { book.deliver(book.buy(ab)); }, 6, 0, 0},
    {"failed", [](Book& book) { book.fail(book.buy(ab), Recovery::never); }, 0, 0, 0},
    {"one failed",
     [](Book& book) { book.conclude(book.buy(ab), {asset("a", "1")}, {failure("b", Recovery::never)}); }, 3,
     0, 0},
    {"one missing", [](Book& book) { book.deliver(book.buy(ab), {"a"}); }, 6, 0, 0},
    {"both missing", [](Book& book) { book.conclude(book.buy(ab), {}); }, 6, 0, 0},
    {"a nameless error for both",
     [](Book& book) { book.conclude(book.buy(ab), {}, {failure("", Recovery::never)}); }, 6, 0, 0},
    {"two errors for one",
     [](Book& book) {
       book.conclude(book.buy(ab), {}, {failure("a", Recovery::never), failure("a", Recovery::soon)});
     },
     3, 0, 0},
    {"a nameless file may be either", [](Book& book) { book.conclude(book.buy(ab), {asset("", "1")}); }, 6, 0,
     0},
    {"a format beyond what was asked",
     [](Book& book) {
       book.deliver(book.buy(ab), {"a", "b", "c"});
     },
     9, 0, 0},
    {"one beyond, one missing",
     [](Book& book) {
       book.deliver(book.buy(ab), {"a", "c"});
     },
     9, 0, 0},
    {"two files for one format",
     [](Book& book) {
       book.conclude(book.buy(ab), {asset("a", "1"), asset("a", "2"), asset("b", "3")});
     },
     9, 0, 0},
    {"without an address",
     [](Book& book) {
       book.conclude(book.buy(ab), {asset("a", "1", ""), asset("b", "2")});
     },
     6, 0, 0},
    {"all formats, on their way", [](Book& book) { book.buy({}); }, 0, 3, 0},
    {"all formats, at a price of three for all, and four came",
     [](Book& book) {
       book.deliver(book.buy({}), {"a", "b", "c", "d"});
     },
     4, 0, 0},
    {"all formats, and not a word", [](Book& book) { book.conclude(book.buy({}), {}); }, 3, 0, 0},
    {"all formats, and an error",
     [](Book& book) { book.conclude(book.buy({}), {}, {failure("a", Recovery::never)}); }, 0, 0, 0},
    {"refused, and its id came all the same",
     [](Book& book) {
       book.refuse(book.buy(ab));
       book.accept(1, "x", Proof::token);
     },
     0, 6, 0},
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_jobs_status_is_a_view_of_its_renditions) {
  for (const StatusCase& each : statuses) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.read_design(1, {{"a", "1"}, {"b", "1"}});
      each.bring(book);
      BOOST_TEST(to_string(book.status(ab)) == to_string(each.status));
      BOOST_TEST(to_string(book.status({})) == to_string(each.status));
      BOOST_TEST(to_string(book.status({"b", "a"})) == to_string(each.status));
    }
  }
}

BOOST_AUTO_TEST_CASE(renditions_are_each_named_once) {
  const Book book;
  BOOST_TEST(renditions_of(book.record, {"a", "b", "a"}, nullptr) == ab, boost::test_tools::per_element());
  BOOST_TEST(book.needs({"a", "a"}).formats == Formats{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(all_formats_are_the_designs_in_its_order_or_those_that_were_seen) {
  Book book;
  book.refuse(book.buy({"z"}));
  BOOST_TEST(renditions_of(book.record, {}, nullptr) == Formats{"*"}, boost::test_tools::per_element());
  book.conclude(book.buy({}), {asset("b", "1"), asset("", "2")},
                {failure("a", Recovery::never), failure("", Recovery::never)});
  BOOST_TEST(renditions_of(book.record, {}, nullptr) == (Formats{"b", "a"}),
             boost::test_tools::per_element());
  book.read_design(1, {{"c", "1"}, {"a", "1"}});
  BOOST_TEST(renditions_of(book.record, {}, &book.design) == (Formats{"c", "a"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_multipage_document_is_one_rendition) {
  Book book;
  book.read_design(1, {{std::string{document_format}, "1"}});
  const RequestNumber number = book.buy({});
  BOOST_TEST(book.request(number).formats == Formats{std::string{document_format}},
             boost::test_tools::per_element());
  book.deliver(number);
  BOOST_TEST(book.buy({std::string{document_format}}) == 0);
  BOOST_TEST(book.credits().settled == 1U);
}

BOOST_AUTO_TEST_CASE(reordered_added_or_removed_formats_buy_only_what_is_missing) {
  struct Case {
    const char* name;
    Formats before, after, bought;
  };
  for (const Case& each :
       {Case{"reordered", {"a", "b"}, {"b", "a"}, {}}, Case{"added", {"a"}, {"a", "b"}, {"b"}},
        Case{"removed", {"a", "b"}, {"a"}, {}}, Case{"all named", {}, {"a", "b"}, {}},
        Case{"none named any more", {"a", "b"}, {}, {}}, Case{"one of all", {}, {"b"}, {}},
        Case{"all of one", {"b"}, {}, {"a"}}}) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.read_design(1, {{"a", "1"}, {"b", "1"}});
      book.deliver(book.buy(each.before));
      book.begin_run();
      BOOST_TEST(book.needs(each.after).formats == each.bought, boost::test_tools::per_element());
      const RequestNumber more = book.buy(each.after);
      if (more != 0) book.deliver(more);
      BOOST_TEST(book.buy(each.before) == 0);  // and undoing it costs nothing
    }
  }
}

BOOST_AUTO_TEST_CASE(a_format_beyond_what_was_asked_is_there_when_somebody_wants_it) {
  Book book;
  book.deliver(book.buy({"a"}), {"a", "b"});
  BOOST_TEST(book.buy(ab) == 0);
  BOOST_CHECK(book.status(ab) == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(one_of_another_design_is_not) {
  Book book;
  Asset foreign = asset("b", "2");
  foreign.template_id = "another";
  book.conclude(book.buy({"a"}), {asset("a", "1"), foreign});
  BOOST_TEST(book.needs(ab).formats == Formats{"b"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(as_many_nameless_files_as_formats_are_those_and_are_not_bought_again) {
  Book book;
  book.conclude(book.buy({"a", "b", "c"}), {asset("a", "1"), asset("", "2"), asset("", "3")});
  book.begin_run();
  BOOST_TEST(book.buy({"a", "b", "c"}) == 0);
  BOOST_TEST(book.at("b").asset->id == "2");
  BOOST_TEST(book.at("c").asset->id == "3");
  BOOST_TEST(book.credits().settled == 3U);
}

BOOST_AUTO_TEST_CASE(one_nameless_file_for_two_formats_is_neithers) {
  Book book;
  book.conclude(book.buy(ab), {asset("", "1")});
  BOOST_CHECK(book.at("a").standing == Standing::missing);
  BOOST_CHECK(book.at("b").standing == Standing::missing);
}

BOOST_AUTO_TEST_CASE(a_request_belongs_for_ever_to_its_intents_run_and_campaign) {
  Book book;
  const RequestNumber number = book.buy({"a"});
  book.accept(number, "x");
  book.begin_run();
  book.deliver(number);
  BOOST_TEST(book.request(number).run == 1);
  BOOST_TEST(book.request(number).campaign == 1);
  BOOST_TEST(book.request(number).concluded_run == 2);
}

BOOST_AUTO_TEST_CASE(what_is_there_stays_listed_while_it_is_bought_anew) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.order({"a"});
  BOOST_CHECK(book.at("a").asset != nullptr);
  const RequestNumber again = book.buy({"a"});
  BOOST_CHECK(book.at("a").asset != nullptr);
  book.doubt(again);
  BOOST_CHECK(book.at("a").asset != nullptr);
  BOOST_CHECK(book.at("a").failure != nullptr);
}

BOOST_AUTO_TEST_CASE(why_something_is_bought_has_a_word) {
  BOOST_TEST(to_string(Cause::is_new) == "new");
  BOOST_TEST(to_string(Cause::outdated) == "outdated");
  BOOST_TEST(to_string(Cause::failed_before) == "failed before");
  BOOST_TEST(to_string(Cause::missing_before) == "missing before");
  BOOST_TEST(to_string(Cause::rejected_before) == "rejected before");
  BOOST_TEST(to_string(Cause::resubmitted) == "resubmitted");
  BOOST_TEST(to_string(Cause::forced) == "forced");
}

// ---- credits

BOOST_AUTO_TEST_CASE(credits_are_reserved_at_the_intent_and_settled_at_the_end_on_every_path) {
  for (const CreditCase& each : credit_cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.credits_each = 3;
      each.bring(book);
      const Credits credits = book.credits();
      BOOST_TEST(credits.settled == each.settled);
      BOOST_TEST(credits.out == each.out);
      BOOST_TEST(credits.in_doubt == each.in_doubt);
      BOOST_TEST(credits.all() == each.settled + each.out + each.in_doubt);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_grant_is_all_of_it_or_nothing_and_names_the_limit) {
  struct Case {
    const char* name;
    CreditLimits limits;       ///< of the process, the run, the day, the month
    CreditsReserved reserved;  ///< likewise
    const char* over;
  };
  const std::uint64_t most = ~std::uint64_t{0};
  const auto none = std::nullopt;
  for (const Case& each :
       {Case{"no limit", {}, {most, most, most, most}, nullptr}, Case{"enough", {4, 4, 4, 4}, {}, nullptr},
        Case{"just enough", {none, 6, none, none}, {9, 2, 9, 9}, nullptr},
        Case{"one short", {none, 5, none, none}, {0, 2, 0, 0}, "run"},
        Case{"nothing allowed", {none, 0, none, none}, {}, "run"},
        Case{"over already", {none, 1, none, none}, {0, 9, 0, 0}, "run"},
        Case{"the process", {5, none, none, none}, {2, 0, 0, 0}, "process"},
        Case{"the day", {none, none, 5, none}, {0, 0, 2, 0}, "day"},
        Case{"the month", {none, none, none, 5}, {0, 0, 0, 2}, "month"},
        Case{"the run's does not hide the month's", {none, 9, none, 3}, {}, "month"},
        Case{"no number is too large", {none, most, none, none}, {0, most, 0, 0}, "run"}}) {
    BOOST_TEST_CONTEXT(each.name) {
      const Book book;
      const Grant granted = grant(book.record, ab, book.in(), 2, each.limits, each.reserved);
      BOOST_TEST((granted.over == nullptr) == (each.over == nullptr));
      if (each.over != nullptr) BOOST_TEST(std::string{granted.over} == each.over);
      BOOST_TEST(granted.formats.size() == (each.over == nullptr ? 2U : 0U));
      BOOST_CHECK(granted.cause == Cause::is_new);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_grant_for_nothing_is_over_no_limit) {
  Book book;
  book.deliver(book.buy(ab));
  const Grant granted = grant(book.record, ab, book.in(), 1, {0, 0, 0, 0}, {5, 5, 5, 5});
  BOOST_TEST(granted.formats.empty());
  BOOST_CHECK(granted.over == nullptr);
}

BOOST_AUTO_TEST_CASE(a_grant_tells_that_the_design_has_to_be_read) {
  Book book;
  book.deliver(book.buy({"a"}));
  BOOST_TEST(grant(book.record, {"*"}, book.in(), 1, {}, {}).needs_design);
}

BOOST_AUTO_TEST_CASE(under_a_limit_retries_and_resubmissions_count_as_anything_else) {
  Book book;
  book.limits.run = 2;
  book.doubt(book.buy({"a"}));
  book.decide(1, Decision::resubmitted);
  book.deliver(book.buy({"a"}));
  book.order({"a"});
  BOOST_TEST(book.buy({"a"}) == 0);  // one in doubt, one delivered: a third would be one too many
  BOOST_TEST(book.credits().all() == 2U);
}

// ---- slots

namespace {

/// A request for the same slot, made for another content.
GenerationRequest rival_of(const Book& book, RequestNumber number) {
  GenerationRequest rival;
  rival.number = number;
  rival.formats = {"a"};
  rival.intended_at = rival.as_of = book.now;
  return rival;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_slot_holds_the_newest_content) {
  struct Case {
    const char* name;
    void (*end)(GenerationRequest&);
    Standing standing;
    bool buys;
  };
  const std::vector<Case> cases{
      {"delivered",
       [](GenerationRequest& rival) {
         rival.final = true;
         rival.assets = {asset("a", "other")};
       },
       Standing::outdated, true},
      {"failed",
       [](GenerationRequest& rival) {
         rival.final = true;
         rival.failures = {failure("a", Recovery::never)};
       },
       Standing::delivered, false},
      {"refused", [](GenerationRequest& rival) { rival.refused = failure("", Recovery::soon); },
       Standing::delivered, false},
      {"rejected", [](GenerationRequest& rival) { rival.rejected = failure("", Recovery::never); },
       Standing::delivered, false},
      {"in doubt", [](GenerationRequest& rival) { rival.doubt = failure("", Recovery::never); },
       Standing::in_doubt, false},
      {"rendering", [](GenerationRequest& rival) { rival.ids = {{RequestId{"x"}}}; }, Standing::open, false},
      {"dropped", [](GenerationRequest& rival) { rival.decision = Decision::dropped; }, Standing::outdated,
       true},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Book book;
      book.deliver(book.buy({"a"}));
      book.begin_run();
      GenerationRequest rival = rival_of(book, 2);
      each.end(rival);
      book.record.rivals = {rival};
      BOOST_CHECK(book.at("a").standing == each.standing);
      BOOST_TEST((book.at("a").buy == Cause::is_new) == each.buys);
      BOOST_TEST(book.at("a").asset != nullptr);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_was_bought_after_another_content_holds_the_slot) {
  Book book;
  book.record.rivals = {rival_of(book, 1)};
  book.record.rivals[0].final = true;
  book.record.rivals[0].assets = {asset("a", "other")};
  book.intend({"c"});  // so that numbers differ
  book.deliver(book.buy({"a"}));
  BOOST_CHECK(book.at("a").standing == Standing::delivered);
  book.record.rivals[0].formats = {"b"};
  BOOST_CHECK(book.at("b").buy == Cause::is_new);
}

BOOST_AUTO_TEST_CASE(a_slot_bought_against_a_doubt_is_a_contradiction) {
  Book book;
  book.deliver(book.buy({"a"}));
  book.record.rivals = {rival_of(book, 2)};
  book.record.rivals[0].doubt = failure("", Recovery::never);
  book.intend({"b"});
  BOOST_TEST(contradictions(book.record, nullptr).empty());
  book.record.requests.back().number = 3;
  book.record.requests.back().formats = {"a"};
  BOOST_TEST(!contradictions(book.record, nullptr).empty());
}

BOOST_AUTO_TEST_SUITE_END()
