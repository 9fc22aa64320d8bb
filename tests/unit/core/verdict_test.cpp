// Answers read into what they say of the renditions that were asked for: every shape that they may have.
#include "pressrun/core/verdict.hpp"

#include "unit/core/ledger_book.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(verdict)

using namespace pressrun;
using test::asset;
using test::failure;

namespace {

const DesignId ours{"11111111-AAAA-4111-8111-111111111111"};

GenerationRequest asking(Formats formats) {
  GenerationRequest request;
  request.number = 1;
  request.formats = std::move(formats);
  return request;
}

Asset of_design(Asset asset, std::string design) {
  asset.template_id = std::move(design);
  return asset;
}

Failure error(std::string format, std::string id = "odd") {
  return failure(std::move(format), Recovery::never, std::move(id));
}

const DesignState ab = [] {
  DesignState state;
  state.formats = {{"a", "1", {}}, {"b", "1", {}}};
  return state;
}();
const DesignState only_a = [] {
  DesignState state;
  state.formats = {{"a", "1", {}}};
  return state;
}();

/// The names of what came, in its order: "a", "b!" for a failure, "" for what belongs to nobody.
struct Shape {
  const char* name;
  Formats asked;
  std::vector<Asset> assets;
  std::vector<Failure> failures;
  const DesignState* design;
  Formats came, failed, missing;
  std::size_t warnings;
  bool complete;
};

const std::vector<Shape> shapes{
    // One rendition asked for.
    {"a banner of its name", {"a"}, {asset("a", "1")}, {}, nullptr, {"a"}, {}, {}, 0, true},
    {"one nameless banner", {"a"}, {asset("", "1")}, {}, nullptr, {"a"}, {}, {}, 0, true},
    {"two nameless banners",
     {"a"},
     {asset("", "1"), asset("", "2")},
     {},
     nullptr,
     {"a", "a"},
     {},
     {},
     1,
     true},
    {"a named and a nameless banner",
     {"a"},
     {asset("a", "1"), asset("", "2")},
     {},
     nullptr,
     {"a", ""},
     {},
     {},
     1,
     true},
    {"a named error", {"a"}, {}, {error("a")}, nullptr, {}, {"a"}, {}, 0, true},
    {"one nameless error", {"a"}, {}, {error("")}, nullptr, {}, {"a"}, {}, 0, true},
    {"two nameless errors",
     {"a"},
     {},
     {error("", "1"), error("", "2")},
     nullptr,
     {},
     {"a", "a"},
     {},
     0,
     true},
    {"a banner and an error of it", {"a"}, {asset("a", "1")}, {error("a")}, nullptr, {"a"}, {}, {}, 1, true},
    {"a nameless banner and an error of it",
     {"a"},
     {asset("", "1")},
     {error("a")},
     nullptr,
     {"a"},
     {},
     {},
     1,
     true},
    {"a banner and a nameless error", {"a"}, {asset("a", "1")}, {error("")}, nullptr, {"a"}, {}, {}, 1, true},
    {"a nameless banner and a nameless error",
     {"a"},
     {asset("", "1")},
     {error("")},
     nullptr,
     {"a"},
     {},
     {},
     1,
     true},
    {"nothing at all", {"a"}, {}, {}, nullptr, {}, {}, {"a"}, 0, false},
    {"no usable address", {"a"}, {asset("a", "1", "")}, {}, nullptr, {"a"}, {}, {}, 0, false},
    {"the same banner twice", {"a"}, {asset("a", "1"), asset("a", "1")}, {}, nullptr, {"a"}, {}, {}, 0, true},
    {"the same banner twice, once without its address",
     {"a"},
     {asset("a", "1", ""), asset("a", "1")},
     {},
     nullptr,
     {"a"},
     {},
     {},
     0,
     true},
    {"the same banner twice, once without its name",
     {"a"},
     {asset("", "1"), asset("a", "1")},
     {},
     nullptr,
     {"a"},
     {},
     {},
     0,
     true},
    {"two banners of its name",
     {"a"},
     {asset("a", "1"), asset("a", "2")},
     {},
     nullptr,
     {"a", "a"},
     {},
     {},
     1,
     true},
    {"two without an id", {"a"}, {asset("a", ""), asset("b", "")}, {}, nullptr, {"a", "b"}, {}, {}, 0, true},
    {"another format beside it",
     {"a"},
     {asset("a", "1"), asset("b", "2")},
     {},
     nullptr,
     {"a", "b"},
     {},
     {},
     0,
     true},
    {"another format in its place", {"a"}, {asset("b", "2")}, {}, nullptr, {"b"}, {}, {"a"}, 0, false},
    {"another formats error", {"a"}, {asset("a", "1")}, {error("b")}, nullptr, {"a"}, {"b"}, {}, 0, true},
    // Several.
    {"both", {"a", "b"}, {asset("b", "1"), asset("a", "2")}, {}, nullptr, {"b", "a"}, {}, {}, 0, true},
    {"one of two", {"a", "b"}, {asset("a", "1")}, {}, nullptr, {"a"}, {}, {"b"}, 0, false},
    {"one, and a nameless banner",
     {"a", "b"},
     {asset("a", "1"), asset("", "2")},
     {},
     nullptr,
     {"a", "b"},
     {},
     {},
     0,
     true},
    {"one failed, and a nameless banner",
     {"a", "b"},
     {asset("", "1")},
     {error("a")},
     nullptr,
     {"b"},
     {"a"},
     {},
     0,
     true},
    {"two nameless banners for two",
     {"a", "b"},
     {asset("", "1"), asset("", "2")},
     {},
     nullptr,
     {"", ""},
     {},
     {},
     1,
     true},
    {"three for two nameless banners",
     {"a", "b", "c"},
     {asset("", "1"), asset("", "2")},
     {},
     nullptr,
     {"", ""},
     {},
     {"a", "b", "c"},
     0,
     false},
    {"one, and two nameless banners",
     {"a", "b"},
     {asset("a", "1"), asset("", "2"), asset("", "3")},
     {},
     nullptr,
     {"a", "", ""},
     {},
     {},
     1,
     true},
    {"one, and a nameless error",
     {"a", "b"},
     {asset("a", "1")},
     {error("")},
     nullptr,
     {"a"},
     {"b"},
     {},
     0,
     true},
    {"a nameless error for several", {"a", "b"}, {}, {error("")}, nullptr, {}, {""}, {"a", "b"}, 0, false},
    {"all, and a nameless error",
     {"a", "b"},
     {asset("a", "1"), asset("b", "2")},
     {error("")},
     nullptr,
     {"a", "b"},
     {},
     {},
     1,
     true},
    {"one came and one failed",
     {"a", "b"},
     {asset("a", "1")},
     {error("b")},
     nullptr,
     {"a"},
     {"b"},
     {},
     0,
     true},
    {"nothing of several", {"a", "b"}, {}, {}, nullptr, {}, {}, {"a", "b"}, 0, false},
    {"a name in other letters", {"a"}, {asset("A", "1")}, {}, nullptr, {"a"}, {}, {}, 0, true},
    {"an error's name in other letters", {"a"}, {}, {error("A")}, nullptr, {}, {"a"}, {}, 0, true},
    {"two names that differ in their letters alone",
     {"a", "A"},
     {asset("A", "1")},
     {},
     nullptr,
     {"A"},
     {},
     {"a"},
     0,
     false},
    {"what was told as a warning is no error",
     {"a"},
     {},
     {{"", warning_id, "odd"}},
     nullptr,
     {},
     {},
     {"a"},
     0,
     false},
    // All formats.
    {"all, of a design nobody read",
     {"*"},
     {asset("a", "1"), asset("b", "2")},
     {},
     nullptr,
     {"a", "b"},
     {},
     {},
     0,
     true},
    {"all, one nameless banner", {"*"}, {asset("", "1")}, {}, nullptr, {""}, {}, {}, 0, true},
    {"all, nothing at all", {"*"}, {}, {}, nullptr, {}, {}, {"*"}, 0, false},
    {"all, a nameless error", {"*"}, {}, {error("")}, nullptr, {}, {""}, {}, 0, true},
    {"all of two that are known", {"*"}, {asset("a", "1")}, {}, &ab, {"a"}, {}, {"b"}, 0, false},
    {"all of two that are known, one nameless",
     {"*"},
     {asset("a", "1"), asset("", "2")},
     {},
     &ab,
     {"a", "b"},
     {},
     {},
     0,
     true},
    {"all of one that is known, nameless", {"*"}, {asset("", "1")}, {}, &only_a, {"a"}, {}, {}, 0, true},
    {"all of one that is known, a nameless error", {"*"}, {}, {error("")}, &only_a, {}, {"a"}, {}, 0, true},
    {"all of two, nothing at all", {"*"}, {}, {}, &ab, {}, {}, {"a", "b"}, 0, false},
    // A multipage document has no format name.
    {"a document", {"document"}, {asset("", "1")}, {}, nullptr, {"document"}, {}, {}, 0, true},
    {"a document's error", {"document"}, {}, {error("")}, nullptr, {}, {"document"}, {}, 0, true},
    {"no document", {"document"}, {}, {}, nullptr, {}, {}, {"document"}, 0, false},
    // Of another design: kept under no name, and never a reason to pay again.
    {"our design by its id",
     {"a"},
     {of_design(asset("a", "1"), ours.text)},
     {},
     nullptr,
     {"a"},
     {},
     {},
     0,
     true},
    {"our design in other letters",
     {"a"},
     {of_design(asset("a", "1"), "11111111-aaaa-4111-8111-111111111111")},
     {},
     nullptr,
     {"a"},
     {},
     {},
     0,
     true},
    {"asked for, of another design",
     {"a"},
     {of_design(asset("a", "1"), "other")},
     {},
     nullptr,
     {""},
     {"a"},
     {},
     1,
     true},
    {"asked for, nameless, of another design",
     {"a"},
     {of_design(asset("", "1"), "other")},
     {},
     nullptr,
     {""},
     {"a"},
     {},
     1,
     true},
    {"one of two, of another design",
     {"a", "b"},
     {asset("a", "1"), of_design(asset("b", "2"), "other")},
     {},
     nullptr,
     {"a", ""},
     {"b"},
     {},
     1,
     true},
    {"a format beyond, of another design",
     {"a"},
     {asset("a", "1"), of_design(asset("b", "2"), "other")},
     {},
     nullptr,
     {"a", ""},
     {},
     {},
     1,
     true},
    {"ours and another's of one format",
     {"a"},
     {asset("a", "1"), of_design(asset("a", "2"), "other")},
     {},
     nullptr,
     {"a", ""},
     {},
     {},
     1,
     true},
    {"another's error stands",
     {"a"},
     {of_design(asset("a", "1"), "other")},
     {error("a", "said")},
     nullptr,
     {""},
     {"a"},
     {},
     1,
     true},
};

template <class Item>
Formats names_of(const std::vector<Item>& items) {
  Formats names;
  for (const Item& item : items) names.push_back(item.format);
  return names;
}

FinalReading reading_of(const Shape& shape, GenerationRequest request) {
  Finalized answer;
  answer.assets = shape.assets;
  answer.failures = shape.failures;
  return read_final(request, ours, answer, shape.design);
}

/// The ids that are not empty, sorted.
std::vector<std::string> ids_of(const std::vector<Asset>& assets) {
  std::vector<std::string> ids;
  for (const Asset& each : assets) {
    if (!each.id.empty() && !test::holds(ids, each.id)) ids.push_back(each.id);
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_shape_of_a_final_answer) {
  for (const Shape& each : shapes) {
    BOOST_TEST_CONTEXT(each.name) {
      const FinalReading reading = reading_of(each, asking(each.asked));
      BOOST_TEST(names_of(reading.assets) == each.came, boost::test_tools::per_element());
      BOOST_TEST(names_of(reading.failures) == each.failed, boost::test_tools::per_element());
      BOOST_TEST(reading.missing == each.missing, boost::test_tools::per_element());
      BOOST_TEST(reading.warnings.size() == each.warnings);
      BOOST_TEST(reading.complete() == each.complete);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_shape_loses_a_banners_id_or_an_error_unsaid) {
  for (const Shape& each : shapes) {
    BOOST_TEST_CONTEXT(each.name) {
      const FinalReading reading = reading_of(each, asking(each.asked));
      BOOST_TEST(ids_of(reading.assets) == ids_of(each.assets), boost::test_tools::per_element());
      const auto told = std::ranges::count_if(
          each.failures, [](const Failure& failure) { return failure.id != warning_id; });
      BOOST_TEST(reading.failures.size() + reading.warnings.size() >= static_cast<std::size_t>(told));
    }
  }
}

BOOST_AUTO_TEST_CASE(no_shape_is_permission_to_pay_for_what_came_or_failed_for_good) {
  for (const Shape& each : shapes) {
    BOOST_TEST_CONTEXT(each.name) {
      test::Book book;
      book.record.design = ours;
      if (each.design != nullptr) book.design = *each.design;
      const RequestNumber number = book.intend(each.asked);
      book.accept(number, "x");
      const FinalReading reading = reading_of(each, book.request(number));
      book.conclude(number, reading.assets, reading.failures);
      book.begin_run();
      const Formats bought = book.needs(each.asked).formats;
      const bool may_be_bought = !each.missing.empty() && each.asked != Formats{"*"};
      for (const std::string& format : bought)
        BOOST_TEST((may_be_bought || (each.design != nullptr && test::holds(each.missing, format))), format);
    }
  }
}

BOOST_AUTO_TEST_CASE(of_two_banners_the_later_counts_and_one_with_an_address_before_it) {
  const FinalReading later = reading_of(
      {"", {"a"}, {asset("a", "1"), asset("a", "2")}, {}, nullptr, {}, {}, {}, 0, true}, asking({"a"}));
  BOOST_TEST(later.assets.front().id == "2");
  const FinalReading usable = reading_of(
      {"", {"a"}, {asset("a", "1"), asset("a", "2", "")}, {}, nullptr, {}, {}, {}, 0, true}, asking({"a"}));
  BOOST_TEST(usable.assets.front().id == "1");
}

BOOST_AUTO_TEST_CASE(two_hundred_and_two_banners_are_each_read) {
  Finalized answer;
  Formats asked;
  for (int i = 0; i < 202; ++i) {
    asked.push_back("f" + std::to_string(i));
    answer.assets.push_back(asset(i == 77 ? "" : asked.back(), "b" + std::to_string(i)));
  }
  const FinalReading reading = read_final(asking(asked), ours, answer, nullptr);
  BOOST_TEST(reading.assets.size() == 202U);
  BOOST_TEST(reading.complete());
  BOOST_TEST(reading.assets[77].format == "f77");
}

BOOST_AUTO_TEST_CASE(what_was_seen_before_the_end_is_there_though_the_end_forgot_it) {
  GenerationRequest request = asking({"a", "b"});
  request.assets = {asset("a", "1"), asset("", "2", "")};
  Finalized answer;
  answer.assets = {asset("b", "2")};
  const FinalReading reading = read_final(request, ours, answer, nullptr);
  BOOST_TEST(names_of(reading.assets) == (Formats{"b", "a"}), boost::test_tools::per_element());
  BOOST_TEST(reading.complete());
}

BOOST_AUTO_TEST_CASE(the_decoders_warnings_are_passed_on) {
  Finalized answer;
  answer.assets = {asset("a", "1")};
  answer.warnings = {"the CDN's address stands in"};
  BOOST_TEST(read_final(asking({"a"}), ours, answer, nullptr).warnings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(banners_that_come_before_the_end) {
  struct Case {
    const char* name;
    Formats asked;
    std::vector<Asset> seen;
    Formats came;
  };
  for (const Case& each :
       {Case{"none", {"a"}, {}, {}}, Case{"named", {"a", "b"}, {asset("b", "1")}, {"b"}},
        Case{"nameless for one", {"a"}, {asset("", "1")}, {"a"}},
        Case{"nameless for two: more may come", {"a", "b"}, {asset("a", "1"), asset("", "2")}, {"a", ""}},
        Case{"nameless for all", {"*"}, {asset("", "1")}, {""}},
        Case{"of another design", {"a"}, {of_design(asset("a", "1"), "other")}, {""}},
        Case{"a document", {"document"}, {asset("", "1")}, {"document"}}}) {
    BOOST_TEST_CONTEXT(each.name) {
      const std::vector<Asset> read = read_banners(asking(each.asked), ours, each.seen);
      BOOST_TEST(names_of(read) == each.came, boost::test_tools::per_element());
      BOOST_TEST(ids_of(read) == ids_of(each.seen), boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(an_attached_id_is_read_literally) {
  struct Case {
    const char* name;
    Formats asked;
    std::vector<Asset> assets;
    std::vector<Failure> failures;
    const DesignState* design;
    bool fits;
  };
  const std::vector<Case> cases{
      {"the formats asked for", {"a", "b"}, {asset("b", "1"), asset("a", "2")}, {}, nullptr, true},
      {"one of them failed", {"a", "b"}, {asset("a", "1")}, {error("b")}, nullptr, true},
      {"one is wanting", {"a", "b"}, {asset("a", "1")}, {}, nullptr, false},
      {"one too many", {"a"}, {asset("a", "1"), asset("b", "2")}, {}, nullptr, false},
      {"an error too many", {"a"}, {asset("a", "1")}, {error("b")}, nullptr, false},
      {"of another design", {"a"}, {of_design(asset("a", "1"), "other")}, {}, nullptr, false},
      {"of ours", {"a"}, {of_design(asset("a", "1"), ours.text)}, {}, nullptr, true},
      {"a nameless banner", {"a"}, {asset("", "1")}, {}, nullptr, false},
      {"a nameless error", {"a"}, {}, {error("")}, nullptr, false},
      {"nothing", {"a"}, {}, {}, nullptr, false},
      {"all formats of a known design", {"*"}, {asset("a", "1"), asset("b", "2")}, {}, &ab, true},
      {"not all formats of a known design", {"*"}, {asset("a", "1")}, {}, &ab, false},
      {"all formats of an unknown design", {"*"}, {asset("x", "1")}, {}, nullptr, true},
      {"nothing of an unknown design", {"*"}, {}, {}, nullptr, false},
      {"a document", {"document"}, {asset("", "1")}, {}, nullptr, true},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      Finalized answer;
      answer.assets = each.assets;
      answer.failures = each.failures;
      const auto mismatch = mismatch_of_attached(asking(each.asked), ours, answer, each.design);
      BOOST_TEST(mismatch.has_value() != each.fits);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
