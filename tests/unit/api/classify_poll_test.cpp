#include "pressrun/api/classify.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/printing.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::api;
using namespace std::chrono_literals;

namespace {

const RequestId request{"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77"};

// API reference §7, the sample.
const std::string sample_body = R"({"id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","is_finalized":true,
 "banners":[{"id":"b0000000-0000-4000-8000-000000000001","version":1,"sharing_id":"c0000000-0000-4000-8000-000000000001",
   "file":{"type":"png","url":"https://files.example/b1.png","cdn_url":"https://cdn.example/b1.png","filename":"b1.png"},
   "format":{"id":"square","unit":"px","width":1080,"height":1080},
   "template":{"id":"11111111-1111-4111-8111-111111111111","name":"Kite sale"}}],
 "errors":[{"template_format_name":"story","reason":"The text cannot fit within the defined space."}],
 "version":"v2026-08-21"})";

PollOutcome polled(const HttpOutcome& outcome) { return classify_poll(outcome, request, test_now).outcome; }

ReadFailed failed(const HttpOutcome& outcome) {
  const PollOutcome got = polled(outcome);
  BOOST_REQUIRE(std::holds_alternative<ReadFailed>(got));
  return std::get<ReadFailed>(got);
}

Finalized finalized(const std::string& body) {
  const PollOutcome got = polled(answer(200, body));
  BOOST_REQUIRE(std::holds_alternative<Finalized>(got));
  return std::get<Finalized>(got);
}

std::string with_banner(const std::string& banner) {
  return R"({"is_finalized":true,"banners":[)" + banner + "]}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(classify_poll_)

BOOST_AUTO_TEST_CASE(a_final_answer_gives_assets_and_failures) {
  const Finalized got = finalized(sample_body);
  BOOST_REQUIRE(got.assets.size() == 1U);
  const Asset expected{"square",
                       1080,
                       1080,
                       "px",
                       "png",
                       "b0000000-0000-4000-8000-000000000001",
                       "https://files.example/b1.png",
                       "https://cdn.example/b1.png",
                       "b1.png",
                       ""};
  BOOST_CHECK(got.assets[0] == expected);
  BOOST_REQUIRE(got.failures.size() == 1U);
  const Failure text{"story", "cannot_build_banner", "The text cannot fit within the defined space."};
  BOOST_TEST(got.failures[0] == text);
}

BOOST_AUTO_TEST_CASE(a_request_that_is_at_work_is_not_ready) {
  BOOST_CHECK(
      std::holds_alternative<NotReady>(polled(answer(202, R"({"is_finalized":false,"banners":[]})"))));
  BOOST_CHECK(std::holds_alternative<NotReady>(polled(answer(202, ""))));
  BOOST_CHECK(
      std::holds_alternative<NotReady>(polled(answer(200, R"({"is_finalized":false,"banners":[]})"))));
}

BOOST_AUTO_TEST_CASE(an_empty_final_answer_is_final) {
  const Finalized got = finalized(R"({"is_finalized":true,"banners":[]})");
  BOOST_TEST(got.assets.empty());
  BOOST_TEST(got.failures.empty());
}

BOOST_AUTO_TEST_CASE(results_stand_for_a_missing_or_garbled_is_finalized) {
  for (const std::string flag :
       {"", R"("is_finalized":null,)", R"("is_finalized":"yes",)", R"("is_finalized":1,)"}) {
    const std::string results = R"("banners":[{"file":{"url":"https://f.test/a.png"}}]})";
    BOOST_TEST(finalized("{" + flag + results).assets.size() == 1U);
    BOOST_TEST(finalized("{" + flag + R"("errors":[{"reason":"no"}]})").failures.size() == 1U);
    BOOST_TEST(failed(answer(200, "{" + flag + R"("banners":[]})")).why == ReadTrouble::transient);
  }
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_is_asked_for_again) {
  for (const std::string body :
       {"", "<html>", "null", "[]", "{}", R"({"is_finalized":true})",
        R"({"is_finalized":true,"banners":"many"})", R"({"is_finalized":true,"banners":[)",
        R"({"is_finalized":true,"id":"99999999-6b1e-4f4a-9a75-2b6d0e1c8f77","banners":[]})"}) {
    const ReadFailed got = failed(answer(200, body));
    BOOST_TEST(got.why == ReadTrouble::transient);
    BOOST_TEST(got.failure.id == "unreadable_answer");
  }
  BOOST_TEST(failed(answer(204)).why == ReadTrouble::transient);
}

BOOST_AUTO_TEST_CASE(the_id_is_compared_without_case_and_may_be_absent) {
  finalized(R"({"id":"3F2A9C18-6B1E-4F4A-9A75-2B6D0E1C8F77","is_finalized":true,"banners":[]})");
  finalized(R"({"id":12,"is_finalized":true,"banners":[]})");
}

BOOST_AUTO_TEST_CASE(every_status_of_the_polling_table_has_its_meaning) {
  BOOST_TEST(failed(answer(401, envelope("unauthorized"))).why == ReadTrouble::unauthorized);
  BOOST_TEST(failed(answer(403)).why == ReadTrouble::unauthorized);
  BOOST_TEST(failed(answer(404, envelope("generation_request_not_found"))).why == ReadTrouble::not_found);
  BOOST_TEST(failed(answer(404, envelope("endpoint_not_found"))).why == ReadTrouble::not_found);
  BOOST_TEST(failed(answer(410, envelope("generation_request_gone"))).why == ReadTrouble::gone);
  BOOST_TEST(failed(answer(429, envelope("rate_limit_exceeded"))).why == ReadTrouble::bare_429);
  BOOST_TEST(failed(answer(429, envelope("feature_not_in_plan"))).why == ReadTrouble::plan);
  BOOST_TEST(failed(answer(400, envelope("invalid_payload"))).why == ReadTrouble::rejected);
  for (const int status : {0, 100, 408, 425, 499, 500, 502, 503, 504, 600}) {
    BOOST_TEST(failed(answer(status)).why == ReadTrouble::transient);
  }
}

BOOST_AUTO_TEST_CASE(a_verdict_without_the_envelope_is_asked_for_again) {
  BOOST_TEST(failed(answer(404, "<html>no such route</html>")).why == ReadTrouble::transient);
  for (const int status : {302, 400, 405, 410, 413, 451}) {
    BOOST_TEST(failed(answer(status)).why == ReadTrouble::transient);
  }
}

BOOST_AUTO_TEST_CASE(retry_after_is_passed_on_where_asking_again_helps) {
  const std::vector<HttpHeader> wait{{"Retry-After", "7"}};
  const ReadFailed throttled = failed(answer(429, envelope("request_rate_limited"), wait));
  BOOST_TEST(throttled.why == ReadTrouble::throttled);
  BOOST_CHECK(throttled.retry_after == 7s);
  BOOST_CHECK(failed(answer(503, "", wait)).retry_after == 7s);
  BOOST_TEST(!failed(answer(401, "", wait)).retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(a_lost_poll_is_transient_unless_the_certificate_was_refused) {
  BOOST_TEST(failed(lost(TransportError::connection_lost, true)).why == ReadTrouble::transient);
  BOOST_TEST(failed(lost(TransportError::name_not_found, false)).why == ReadTrouble::transient);
  BOOST_TEST(failed(lost(TransportError::tls_untrusted, false)).why == ReadTrouble::untrusted);
}

BOOST_AUTO_TEST_CASE(the_answers_limits_are_read_beside_its_outcome) {
  const std::vector<HttpHeader> headers{
      {"x-ratelimit-limit", "600"}, {"x-ratelimit-remaining", "599"}, {"x-ratelimit-reset", "1795399230"}};
  const auto got = classify_poll(answer(202, "", headers), request, test_now);
  BOOST_REQUIRE(got.rate.has_value());
  BOOST_TEST(got.rate->limit == 600);
  BOOST_TEST(got.rate->remaining == 599);
  BOOST_CHECK(got.rate->resets_in == 30s);
}

BOOST_AUTO_TEST_CASE(one_bad_field_of_a_banner_costs_that_field_alone) {
  const Finalized got = finalized(with_banner(
      R"({"id":7,"file":{"type":["png"],"url":"https://f.test/a.png","cdn_url":null,"filename":"x\u0000y"},
          "format":{"id":"square","width":"wide","height":-5,"unit":1e400}})"));
  BOOST_REQUIRE(got.assets.size() == 1U);
  const Asset expected{"square", 0, 0, "", "", "", "https://f.test/a.png", "", "x\xEF\xBF\xBDy", ""};
  BOOST_CHECK(got.assets[0] == expected);
}

BOOST_AUTO_TEST_CASE(a_banner_without_a_format_is_a_multipage_document) {
  BOOST_TEST(finalized(with_banner(R"({"file":{"url":"https://f.test/a.pdf"}})")).assets.at(0).format == "");
}

BOOST_AUTO_TEST_CASE(a_zip_brings_its_backup_image) {
  const auto got = finalized(with_banner(
      R"({"file":{"type":"zip","url":"https://f.test/a.zip","fallback_image_url":"https://f.test/a.jpeg"}})"));
  BOOST_TEST(got.assets.at(0).fallback_image_url == "https://f.test/a.jpeg");
  BOOST_TEST(got.assets.at(0).cdn_url == "");
}

BOOST_AUTO_TEST_CASE(the_deprecated_copy_of_the_file_serves_where_the_file_is_missing) {
  const auto got = finalized(with_banner(R"({"image":{"type":"png","url":"https://f.test/a.png"}})"));
  BOOST_TEST(got.assets.at(0).url == "https://f.test/a.png");
  BOOST_TEST(got.assets.at(0).type == "png");
}

BOOST_AUTO_TEST_CASE(addresses_that_are_no_web_addresses_are_failures) {
  for (const std::string url : {"", "javascript:alert(1)", "ftp://f.test/a", "file:///etc/passwd", "https://",
                                "https:///a", "//f.test/a.png", "https://f.test/a b",
                                R"(https://f.test/a\nb)", R"(https://f.test/\"x)", "https://f.test/\xff"}) {
    const Finalized got =
        finalized(with_banner(R"({"format":{"id":"square"},"file":{"url":")" + url + R"("}})"));
    BOOST_TEST(got.assets.empty());
    BOOST_REQUIRE(got.failures.size() == 1U);
    BOOST_TEST(got.failures[0].format == "square");
    BOOST_TEST(got.failures[0].id == "bad_url");
  }
  BOOST_TEST(finalized(with_banner(R"({"file":{"url":"http://127.0.0.1:80/é.png?x=1#y"}})")).assets.size() ==
             1U);
}

BOOST_AUTO_TEST_CASE(a_bad_second_address_is_dropped_and_the_file_kept) {
  const auto got =
      finalized(with_banner(R"({"file":{"url":"https://f.test/a.png","cdn_url":"javascript:x"}})"));
  BOOST_TEST(got.assets.at(0).cdn_url == "");
}

BOOST_AUTO_TEST_CASE(entries_that_are_no_objects_do_not_cost_the_others) {
  const Finalized got = finalized(
      R"({"is_finalized":true,"banners":[1,null,"x",{"file":{"url":"https://f.test/a.png"}}],"errors":["plain words",{},null]})");
  BOOST_TEST(got.assets.size() == 1U);
  BOOST_REQUIRE(got.failures.size() == 3U);
  BOOST_TEST(got.failures[0].message == "plain words");
  BOOST_TEST(got.failures[1].id == "rendering_failed");
}

BOOST_AUTO_TEST_CASE(reasons_get_an_id_and_say_whether_they_may_pass) {
  struct Case {
    std::string reason;
    std::string id;
    bool passes;
  };
  const std::vector<Case> cases{
      {"The text cannot fit within the defined space.", "cannot_build_banner", false},
      {"Element title error: The text 'x' cannot fit within the defined space.", "cannot_build_banner",
       false},
      {"Image could not be fetched", "image_fetching_error", false},
      {"Failed to download image: timed out", "image_fetching_error", false},
      {"Rendering timed out", "timeout", true},
      {"Image rendering timed out", "timeout", true},
      {"Timeout", "timeout", true},
      {"Internal error", "internal_error", true},
      {"Service temporarily unavailable, try again", "internal_error", true},
      {"Font resolution failed", "rendering_failed", false},
      {"Invalid image", "rendering_failed", false},
      {"media processing failed", "rendering_failed", false},
      {"", "rendering_failed", false},
      {"Something odd", "rendering_failed", false},
  };
  for (const Case& c : cases) {
    const Finalized got = finalized(
        R"({"is_finalized":true,"banners":[],"errors":[{"template_format_name":"story","reason":")" +
        c.reason + R"("}]})");
    BOOST_TEST_CONTEXT(c.reason) {
      const Failure expected{"story", c.id, c.reason};
      BOOST_TEST(got.failures.at(0) == expected);
      BOOST_TEST(may_pass(got.failures.at(0)) == c.passes);
    }
  }
  BOOST_TEST(may_pass(Failure{"story", "internal_server_error", ""}));
  BOOST_TEST(!may_pass(Failure{"story", "missing", "the API said nothing about this format"}));
  BOOST_TEST(!may_pass(Failure{"story", "image_fetching_error", "timed out"}));
}

BOOST_AUTO_TEST_SUITE_END()
