#include "pressrun/api/classify.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/printing.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(classify_listing)

using namespace pressrun;
using namespace pressrun::api;

namespace {

/// What a read brought; the test ends where it failed.
template <class Wanted, class Outcome>
Wanted brought(const Answer<Outcome>& answer) {
  BOOST_REQUIRE(std::holds_alternative<Wanted>(answer.outcome));
  return std::get<Wanted>(answer.outcome);
}

template <class Outcome>
TroubleKind trouble(const Answer<Outcome>& answer) {
  return brought<Trouble>(answer).kind;
}

Listing<ListedDesign> designs(const std::string& body, std::vector<HttpHeader> headers = {}) {
  return brought<Listing<ListedDesign>>(classify_designs(answer(200, body, std::move(headers)), test_now));
}

std::optional<Balance> balance(const std::string& body) {
  return brought<std::optional<Balance>>(classify_balance(answer(200, body), test_now));
}

}  // namespace

BOOST_AUTO_TEST_CASE(designs_are_listed_with_their_project) {
  const auto got = designs(R"([
    {"id":"d1","name":"Kite sale","type":"printer_multipage","updated_at":1781000000,"project_id":"p1",
     "project_name":"Kites","preview_url":"https://x"},
    {"id":"d2","name":"Loose","type":"hologram","project_id":null,"project_name":null}])");
  BOOST_REQUIRE(got.items.size() == 2U);
  BOOST_TEST(got.items[0].id.text == "d1");
  BOOST_TEST(got.items[0].name == "Kite sale");
  BOOST_CHECK(got.items[0].type == DesignType::printer_multipage);
  BOOST_TEST(got.items[0].updated_at.value() == 1'781'000'000);
  BOOST_TEST(got.items[0].project_id == "p1");
  BOOST_TEST(got.items[0].project_name == "Kites");
  BOOST_CHECK(got.items[1].type == DesignType::unknown);
  BOOST_TEST(got.items[1].project_id == "");
  BOOST_TEST(!got.items[1].updated_at.has_value());
  BOOST_TEST(!got.total.has_value());
}

BOOST_AUTO_TEST_CASE(one_bad_item_does_not_cost_the_others) {
  const auto got = designs(R"([7,null,{"name":"no id"},{"id":5},[],{"id":"d","name":4,"updated_at":-1}])");
  BOOST_REQUIRE(got.items.size() == 1U);
  BOOST_TEST(got.items[0].id.text == "d");
  BOOST_TEST(got.items[0].name == "");
  BOOST_TEST(got.received == 6U);
}

BOOST_AUTO_TEST_CASE(the_number_of_items_kept_is_bounded) {
  std::string body = "[";
  for (int i = 0; i < 20'001; ++i)
    body += std::string(i == 0 ? "" : ",") + R"({"id":"d)" + std::to_string(i) + "\"}";
  const auto got = designs(body + "]");
  BOOST_TEST(got.items.size() == 20'000U);
  BOOST_TEST(got.received == 20'001U);
}

BOOST_AUTO_TEST_CASE(the_total_is_read_from_its_header_in_any_case) {
  BOOST_TEST(designs("[]", {{"X-Total-Count", "120"}}).total.value() == 120U);
  BOOST_TEST(designs("[]", {{"x-total-COUNT", "0"}}).total.value() == 0U);
}

BOOST_AUTO_TEST_CASE(a_total_that_is_no_count_is_no_total) {
  for (const std::string text : {"", "many", "-1", "1.5", "12 designs", "99999999999999999999999"})
    BOOST_TEST(!designs("[]", {{"X-Total-Count", text}}).total.has_value(), text);
}

BOOST_AUTO_TEST_CASE(weights_of_a_font_are_numbers_and_texts) {
  const auto got = brought<Listing<Font>>(classify_fonts(
      answer(
          200,
          R"([{"id":"f1","name":"Ubuntu Mono","type":"google","available_weights":[400,"700-italic",{},null]},
                 {"id":"f2","name":"House","type":"custom"}])"),
      test_now));
  BOOST_REQUIRE(got.items.size() == 2U);
  BOOST_TEST(got.items[0].name == "Ubuntu Mono");
  BOOST_TEST(got.items[0].type == "google");
  BOOST_TEST(got.items[0].weights == (std::vector<std::string>{"400", "700-italic"}));
  BOOST_TEST(got.items[1].weights.empty());
}

BOOST_AUTO_TEST_CASE(projects_are_listed) {
  const auto got = brought<Listing<Project>>(classify_projects(
      answer(200, R"([{"id":"p1","name":"Kites","created_at_ts":1780000000,"category_name":"Kites"}])"),
      test_now));
  BOOST_REQUIRE(got.items.size() == 1U);
  BOOST_TEST(got.items[0].id == "p1");
  BOOST_TEST(got.items[0].name == "Kites");
  BOOST_TEST(got.items[0].created_at.value() == 1'780'000'000);
}

BOOST_AUTO_TEST_CASE(what_is_no_listing_is_asked_for_again) {
  for (const std::string body : {"", "{}", "null", "<html>", "[1,", R"({"items":[]})"})
    BOOST_TEST(trouble(classify_designs(answer(200, body), test_now)) == TroubleKind::transient, body);
}

BOOST_AUTO_TEST_CASE(refusals_and_losses_are_those_of_any_read) {
  BOOST_TEST(trouble(classify_fonts(answer(401, envelope("unauthorized")), test_now)) ==
             TroubleKind::unauthorized);
  BOOST_TEST(trouble(classify_projects(answer(503, "<html>"), test_now)) == TroubleKind::transient);
  BOOST_TEST(trouble(classify_designs(lost(TransportError::tls_untrusted, false), test_now)) ==
             TroubleKind::untrusted);
  BOOST_TEST(!classify_designs(lost(TransportError::refused, false), test_now).server_answered);
}

BOOST_AUTO_TEST_CASE(a_balance_has_what_the_plan_gives_and_extra_credits) {
  const auto got = balance(
      R"({"generation_credits":{"available":120,"limit":500,"consumed":380,"extra":20},"ai_credits":{}})");
  BOOST_REQUIRE(got.has_value());
  BOOST_TEST(got->available.value() == 120);
  BOOST_TEST(got->extra == 20);
}

BOOST_AUTO_TEST_CASE(an_unlimited_plan_has_no_number) {
  const auto got = balance(R"({"generation_credits":{"available":null,"limit":null,"extra":0}})");
  BOOST_REQUIRE(got.has_value());
  BOOST_TEST(!got->available.has_value());
}

BOOST_AUTO_TEST_CASE(a_balance_that_is_not_told_is_none) {
  for (const std::string body : {"{}", R"({"generation_credits":7})", R"({"generation_credits":{"extra":5}})",
                                 R"({"generation_credits":{"available":"lots"}})"})
    BOOST_TEST(!balance(body).has_value(), body);
}

BOOST_AUTO_TEST_CASE(an_api_without_credits_endpoint_has_no_balance_and_no_error) {
  const auto got = classify_balance(answer(404, envelope("endpoint_not_found")), test_now);
  BOOST_TEST(!brought<std::optional<Balance>>(got).has_value());
  BOOST_TEST(trouble(classify_balance(answer(401, envelope("unauthorized")), test_now)) ==
             TroubleKind::unauthorized);
  BOOST_TEST(trouble(classify_balance(answer(200, "[]"), test_now)) == TroubleKind::transient);
}

BOOST_AUTO_TEST_SUITE_END()
