#include "unit/api/printing.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(classify_design_)

using namespace pressrun;
using namespace pressrun::api;

namespace {

const DesignId design_id{"11111111-1111-4111-8111-111111111111"};

std::variant<Design, Trouble> read(const HttpOutcome& outcome) {
  return classify_design(outcome, design_id, test_now).outcome;
}

Trouble failed(const HttpOutcome& outcome) {
  const auto got = read(outcome);
  BOOST_REQUIRE(std::holds_alternative<Trouble>(got));
  return std::get<Trouble>(got);
}

Design design(const std::string& body) {
  const auto got = read(answer(200, body));
  BOOST_REQUIRE(std::holds_alternative<Design>(got));
  return std::get<Design>(got);
}

std::vector<std::string> ids(const std::vector<Attribute>& attributes) {
  std::vector<std::string> all;
  for (const Attribute& attribute : attributes) all.push_back(attribute.id);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_static_design_is_read) {
  const Design got = static_design();
  BOOST_TEST(got.id.text == "11111111-1111-4111-8111-111111111111");
  BOOST_TEST(got.name == "Kite sale");
  BOOST_CHECK(got.type == DesignType::static_);
  BOOST_TEST(got.updated_at.value() == 1'781'000'000);
  BOOST_REQUIRE(got.formats.size() == 2U);
  BOOST_TEST(got.formats[1].name == "story");
  BOOST_TEST(got.formats[1].height == 1920.0);
  BOOST_TEST(got.formats[1].unit == "px");
  BOOST_REQUIRE(got.elements.size() == 3U);
  BOOST_TEST(got.elements[1].name == "headline");
  BOOST_TEST(got.elements[1].type == "text");
  BOOST_TEST(ids(got.elements[1].attributes) == (std::vector<std::string>{"payload", "color"}));
  const Attribute& payload = got.elements[1].attributes[0];
  BOOST_TEST(payload.help == "Text content");
  BOOST_REQUIRE(payload.values.size() == 2U);
  BOOST_TEST(payload.values[1].first == "story");
  BOOST_TEST(payload.values[1].second == "\"Fly {city}\"");
  BOOST_TEST(got.variables == std::vector<std::string>{"city"});
  BOOST_TEST(got.pages.empty());
  BOOST_TEST(!got.duration_s.has_value());
}

BOOST_AUTO_TEST_CASE(an_animated_design_brings_its_duration) {
  const Design got = animated_design();
  BOOST_CHECK(got.type == DesignType::animated);
  BOOST_TEST(got.duration_s.value() == 7.5);
  BOOST_TEST(got.elements.at(1).type == "code");
  BOOST_TEST(!got.updated_at.has_value());
}

BOOST_AUTO_TEST_CASE(a_printer_design_is_measured_in_its_unit) {
  const Design got = printer_design();
  BOOST_CHECK(got.type == DesignType::printer);
  BOOST_TEST(got.formats.at(0).width == 148.0);
  BOOST_TEST(got.formats.at(0).unit == "mm");
}

BOOST_AUTO_TEST_CASE(a_multipage_design_keeps_its_elements_by_page) {
  const Design got = multipage_design();
  BOOST_CHECK(got.type == DesignType::printer_multipage);
  BOOST_TEST(got.formats.empty());
  BOOST_REQUIRE(got.pages.size() == 2U);
  BOOST_TEST(got.pages[0].first == "page_1");
  BOOST_REQUIRE(got.pages[0].second.size() == 2U);
  BOOST_TEST(ids(got.pages[0].second[0].attributes) == (std::vector<std::string>{"payload", "font_size"}));
  BOOST_TEST(got.pages[0].second[1].type == "group");
  BOOST_TEST(got.pages[1].second.empty());
}

BOOST_AUTO_TEST_CASE(pages_that_only_the_elements_know_are_kept) {
  const Design got =
      design(R"({"elements_per_page":{"page_1":[{"name":"title","type":"text"}],"page_2":7}})");
  BOOST_REQUIRE(got.pages.size() == 2U);
  BOOST_TEST(got.pages[0].second.at(0).name == "title");
  BOOST_TEST(got.pages[1].second.empty());
}

BOOST_AUTO_TEST_CASE(bad_fields_degrade_alone) {
  const Design got = design(
      R"({"id":4,"name":null,"type":"hologram","updated_at":"now","formats":[1,{"id":7},{"id":"square","width":"w"}],
          "elements":[null,{"type":"text"},{"name":"a","attributes":"x"},{"name":"b","type":5,"attributes":[1,{"id":2},{"id":"p"}]}],
          "variables":["city"],"animation":{"duration":-1}})");
  BOOST_TEST(got.id.text == design_id.text);
  BOOST_TEST(got.name == "");
  BOOST_CHECK(got.type == DesignType::unknown);
  BOOST_TEST(!got.updated_at.has_value());
  BOOST_REQUIRE(got.formats.size() == 1U);
  BOOST_TEST(got.formats[0].width == 0.0);
  BOOST_REQUIRE(got.elements.size() == 2U);
  BOOST_TEST(ids(got.elements[1].attributes) == std::vector<std::string>{"p"});
  BOOST_TEST(got.variables.empty());
  BOOST_TEST(!got.duration_s.has_value());
}

BOOST_AUTO_TEST_CASE(null_is_as_good_as_empty) {
  const Design got =
      design(R"({"id":"11111111-1111-4111-8111-111111111111","formats":null,"elements":null})");
  BOOST_TEST(got.formats.empty());
  BOOST_TEST(got.elements.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_design_is_asked_for_again) {
  for (const std::string body :
       {"", "[]", "{}", "<html>", R"({"id":"11111111-1111-4111-8111-111111111111"})", R"({"formats":7})",
        R"({"id":"99999999-1111-4111-8111-111111111111","formats":[]})"}) {
    BOOST_TEST_CONTEXT(body) {
      const Trouble got = failed(answer(200, body));
      BOOST_TEST(got.kind == TroubleKind::transient);
      BOOST_TEST(got.failure.id == "unreadable_answer");
    }
  }
  BOOST_TEST(failed(answer(202, samples::static_design)).kind == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(statuses_have_their_meaning) {
  const Trouble missing = failed(answer(404, envelope("template_not_found", "no such design")));
  BOOST_TEST(missing.kind == TroubleKind::not_found);
  BOOST_TEST(missing.failure.message == "no such design");
  BOOST_TEST(failed(answer(404)).kind == TroubleKind::not_found);
  BOOST_TEST(failed(answer(401, envelope("api_access_denied"))).kind == TroubleKind::unauthorized);
  BOOST_TEST(failed(answer(500)).kind == TroubleKind::transient);
  BOOST_TEST(failed(lost(TransportError::timeout, true)).kind == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(a_plain_call_asks_only_whether_it_worked) {
  const auto worked = [](const HttpOutcome& outcome) {
    return std::holds_alternative<std::monostate>(classify_plain(outcome, test_now).outcome);
  };
  BOOST_TEST(worked(answer(200, "")));
  BOOST_TEST(worked(answer(204)));
  BOOST_TEST(!worked(answer(302)));
  BOOST_TEST(!worked(answer(401, envelope("unauthorized"))));
  BOOST_TEST(!worked(answer(503)));
  BOOST_TEST(!worked(lost(TransportError::refused, false)));
}

BOOST_AUTO_TEST_CASE(what_stands_in_front_of_the_api_does_not_show_that_it_is_there) {
  const auto trouble = [](const HttpOutcome& outcome) {
    return std::get<Trouble>(classify_plain(outcome, test_now).outcome).kind;
  };
  BOOST_TEST(trouble(answer(404, envelope("endpoint_not_found"))) == TroubleKind::not_found);
  BOOST_TEST(trouble(answer(404, "<html>")) == TroubleKind::transient);
  BOOST_TEST(trouble(answer(405)) == TroubleKind::transient);
}

BOOST_AUTO_TEST_SUITE_END()
