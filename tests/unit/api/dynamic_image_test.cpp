#include "pressrun/api/dynamic_image.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(dynamic_image)

using namespace pressrun;

namespace {

const DesignId hero{"64238d01-d402-474b-8c2d-fbc957e9d290"};

std::string body_with(const std::string& url, const std::string& design = hero.text) {
  return R"({"id":"i","design_id":")" + design +
         R"(","formats":[{"id":"a b","uid":"u-1","dynamic_image_url":")" + url +
         R"("},{"id":"no address"}]})";
}

std::variant<api::DynamicImage, Trouble> told(int status, std::string body) {
  return api::classify_dynamic_image(HttpResponse{status, {}, std::move(body)}, hero, WallTime{}).outcome;
}

TroubleKind trouble(int status, std::string body) {
  return std::get<Trouble>(told(status, std::move(body))).kind;
}

}  // namespace

BOOST_AUTO_TEST_CASE(both_modes_are_said_each_time) {
  const HttpRequest request = api::create_dynamic_image(hero, {true, false});
  BOOST_TEST(request.method == "POST");
  BOOST_TEST(request.target == "/designs/" + hero.text + "/dynamic-image-url");
  BOOST_TEST(request.body == R"({"enable_rate_limit":false,"enable_production_mode":true})");
}

BOOST_AUTO_TEST_CASE(an_answer_says_whether_it_was_there) {
  const auto fresh = std::get<api::DynamicImage>(told(201, body_with("https://img.example/i/u-1")));
  BOOST_TEST(!fresh.was_there);
  BOOST_REQUIRE(fresh.formats.size() == 1U);
  BOOST_TEST(fresh.formats.front().name == "a b");
  BOOST_TEST(std::get<api::DynamicImage>(told(200, body_with("https://img.example/i/u-1"))).was_there);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_an_address_is_none) {
  for (const char* url : {"javascript:alert(1)", "https://a b/", "https://user:pw@img.example/i",
                          "//img.example/i", "https:///i", "https://img.example/i#x", ""})
    BOOST_TEST((trouble(201, body_with(url)) == TroubleKind::transient), url);
  BOOST_TEST(
      (trouble(201, body_with("https://e.example/" + std::string(2000, 'x'))) == TroubleKind::transient));
}

BOOST_AUTO_TEST_CASE(other_answers_are_told_apart) {
  BOOST_TEST((trouble(201, body_with("https://img.example/i", "other")) == TroubleKind::transient));
  BOOST_TEST((trouble(200, "<html>") == TroubleKind::transient));
  BOOST_TEST((trouble(503, "") == TroubleKind::transient));
  BOOST_TEST((trouble(400, R"({"id":"template_not_active","message":"m"})") == TroubleKind::rejected));
  BOOST_TEST((trouble(400, "<html>a proxy's page") == TroubleKind::transient));
  BOOST_TEST((trouble(401, R"({"id":"unauthorized","message":"m"})") == TroubleKind::unauthorized));
  BOOST_TEST((trouble(404, R"({"id":"template_not_found","message":"m"})") == TroubleKind::not_found));
  BOOST_TEST((trouble(429, R"({"id":"feature_not_in_plan","message":"m"})") == TroubleKind::plan));
  const auto lost = api::classify_dynamic_image(TransportFailure{}, hero, WallTime{});
  BOOST_TEST((std::get<Trouble>(lost.outcome).kind == TroubleKind::transient));
}

BOOST_AUTO_TEST_CASE(layers_become_parameters) {
  const auto query = api::image_query(
      R"({"elements":{"cta label":{"color":"#FFF","font_size":12.5,"hidden":true,"x":null},"title":{"payload":"a & b=ü"}}})");
  BOOST_TEST(query.text ==
             "cta%20label.color=%23FFF&cta%20label.font_size=12.5&cta%20label.hidden=true&"
             "title.payload=a%20%26%20b%3D%C3%BC");
  BOOST_TEST(query.unusable.empty());
  BOOST_TEST(query.left_out.empty());
}

BOOST_AUTO_TEST_CASE(what_a_url_cannot_say_is_named) {
  const auto query = api::image_query(
      R"({"elements":{"photo":{"mask_properties":{"radius":1}},"vars":{"city":"Oslo"},"a.b":{"payload":"x"}},)"
      R"("image_file_type":"png","template_format_names":["x"]})");
  BOOST_TEST(query.unusable == (std::vector<std::string>{"elements.photo.mask_properties", "elements.vars",
                                                         "elements.a.b"}),
             boost::test_tools::per_element());
  BOOST_TEST(query.left_out == std::vector<std::string>{"image_file_type"}, boost::test_tools::per_element());
  BOOST_TEST(query.text.empty());
}

BOOST_AUTO_TEST_CASE(parameters_go_behind_those_that_are_there) {
  BOOST_TEST(api::with_query("https://e/i", "a.b=c") == "https://e/i?a.b=c");
  BOOST_TEST(api::with_query("https://e/i?s=1", "a.b=c") == "https://e/i?s=1&a.b=c");
  BOOST_TEST(api::with_query("https://e/i", "") == "https://e/i");
}

BOOST_AUTO_TEST_CASE(a_format_is_spelled_both_ways) {
  BOOST_TEST(api::other_spelling({"a b", "u-1", "https://e/i/u-1"}) == "https://e/i/a%20b");
  BOOST_TEST(api::other_spelling({"a b", "u-1", "https://e/i/a%20b?s=1"}) == "https://e/i/u-1?s=1");
  BOOST_TEST(api::other_spelling({"a b", "u-1", "https://e/i"}).empty());
  BOOST_TEST(api::other_spelling({"a b", "", "https://e/i/a%20b"}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
