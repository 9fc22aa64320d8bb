#include "pressrun/api/classify.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/printing.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(classify_poll_)

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

Trouble failed(const HttpOutcome& outcome) {
  const PollOutcome got = polled(outcome);
  BOOST_REQUIRE(std::holds_alternative<Trouble>(got));
  return std::get<Trouble>(got);
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
                       "",
                       "11111111-1111-4111-8111-111111111111"};
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

BOOST_AUTO_TEST_CASE(banners_that_are_seen_before_the_end_are_kept_by_their_ids) {
  const std::string banners =
      R"("banners":[{"id":"b1","format":{"id":"square"}},{"file":{"url":"https://f.test/a.png"}},
    {"id":"b2","file":{"url":"https://f.test/b.png"}}])";
  for (const int status : {200, 202}) {
    const PollOutcome got = polled(answer(status, R"({"is_finalized":false,)" + banners + "}"));
    BOOST_REQUIRE(std::holds_alternative<NotReady>(got));
    const std::vector<Asset>& seen = std::get<NotReady>(got).assets;
    BOOST_REQUIRE(seen.size() == 2U);
    BOOST_TEST(seen[0].id == "b1");
    BOOST_TEST(seen[0].format == "square");
    BOOST_TEST(seen[1].url == "https://f.test/b.png");
  }
  const std::string another = R"({"id":"99999999-6b1e-4f4a-9a75-2b6d0e1c8f77",)" + banners + "}";
  BOOST_TEST(std::get<NotReady>(polled(answer(202, another))).assets.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_final_answer_is_final) {
  const Finalized got = finalized(R"({"is_finalized":true,"banners":[]})");
  BOOST_TEST(got.assets.empty());
  BOOST_TEST(got.failures.empty());
}

BOOST_AUTO_TEST_CASE(a_list_that_is_null_or_missing_is_empty) {
  const std::string own = R"("id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77","is_finalized":true)";
  for (const std::string lists :
       {R"(,"banners":null,"errors":null)", R"(,"banners":null)", "", R"(,"errors":[])"}) {
    const Finalized got = finalized("{" + own + lists + "}");
    BOOST_TEST(got.assets.empty());
    BOOST_TEST(got.failures.empty());
  }
  BOOST_TEST(finalized("{" + own + R"(,"banners":null,"errors":[{"reason":"no"}]})").failures.size() == 1U);
  // Without the request's own id such an answer may be anybody's.
  BOOST_TEST(failed(answer(200, R"({"is_finalized":true,"banners":null})")).kind == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(results_stand_for_a_missing_or_garbled_is_finalized) {
  for (const std::string flag :
       {"", R"("is_finalized":null,)", R"("is_finalized":"yes",)", R"("is_finalized":1,)"}) {
    const std::string results = R"("banners":[{"file":{"url":"https://f.test/a.png"}}]})";
    BOOST_TEST(finalized("{" + flag + results).assets.size() == 1U);
    BOOST_TEST(finalized("{" + flag + R"("errors":[{"reason":"no"}]})").failures.size() == 1U);
    BOOST_TEST(failed(answer(200, "{" + flag + R"("banners":[]})")).kind == TroubleKind::transient);
  }
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_is_asked_for_again) {
  for (
      const std::string body :
      {"", "<html>", "null", "[]", "{}", R"({"is_finalized":true})",
       R"({"is_finalized":true,"banners":"many"})", R"({"is_finalized":true,"banners":[)",
       R"({"is_finalized":true,"id":"99999999-6b1e-4f4a-9a75-2b6d0e1c8f77","banners":[]})",
       R"({"is_finalized":true,"generation_request_id":"99999999-6b1e-4f4a-9a75-2b6d0e1c8f77","banners":[]})"}) {
    const Trouble got = failed(answer(200, body));
    BOOST_TEST(got.kind == TroubleKind::transient);
    BOOST_TEST(got.failure.id == "unreadable_answer");
  }
  BOOST_TEST(failed(answer(204)).kind == TroubleKind::transient);
}

BOOST_AUTO_TEST_CASE(the_id_is_compared_without_case_and_may_be_absent) {
  finalized(R"({"id":"3F2A9C18-6B1E-4F4A-9A75-2B6D0E1C8F77","is_finalized":true,"banners":[]})");
  finalized(R"({"id":12,"is_finalized":true,"banners":[]})");
}

BOOST_AUTO_TEST_CASE(every_status_of_the_polling_table_has_its_meaning) {
  BOOST_TEST(failed(answer(401, envelope("unauthorized"))).kind == TroubleKind::unauthorized);
  BOOST_TEST(failed(answer(403, envelope("forbidden"))).kind == TroubleKind::unauthorized);
  BOOST_TEST(failed(answer(403)).kind == TroubleKind::transient);  // somebody's in front of the API
  BOOST_TEST(failed(answer(404, envelope("generation_request_not_found"))).kind == TroubleKind::not_found);
  BOOST_TEST(failed(answer(404, envelope("endpoint_not_found"))).kind == TroubleKind::not_found);
  BOOST_TEST(failed(answer(410, envelope("generation_request_gone"))).kind == TroubleKind::gone);
  BOOST_TEST(failed(answer(429, envelope("rate_limit_exceeded"))).kind == TroubleKind::bare_429);
  BOOST_TEST(failed(answer(429, envelope("feature_not_in_plan"))).kind == TroubleKind::plan);
  BOOST_TEST(failed(answer(400, envelope("invalid_payload"))).kind == TroubleKind::rejected);
  for (const int status : {0, 100, 408, 425, 499, 500, 502, 503, 504, 600}) {
    BOOST_TEST(failed(answer(status)).kind == TroubleKind::transient);
  }
}

BOOST_AUTO_TEST_CASE(a_verdict_without_the_envelope_is_asked_for_again) {
  BOOST_TEST(failed(answer(404, "<html>no such route</html>")).kind == TroubleKind::transient);
  for (const int status : {302, 400, 405, 410, 413, 451}) {
    BOOST_TEST(failed(answer(status)).kind == TroubleKind::transient);
  }
}

BOOST_AUTO_TEST_CASE(retry_after_is_passed_on_where_asking_again_helps) {
  const std::vector<HttpHeader> wait{{"Retry-After", "7"}};
  const Trouble throttled = failed(answer(429, envelope("request_rate_limited"), wait));
  BOOST_TEST(throttled.kind == TroubleKind::throttled);
  BOOST_CHECK(throttled.retry_after == 7s);
  BOOST_CHECK(failed(answer(503, "", wait)).retry_after == 7s);
  BOOST_TEST(!failed(answer(401, "", wait)).retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(a_lost_poll_is_transient_unless_the_certificate_was_refused) {
  BOOST_TEST(failed(lost(TransportError::connection_lost, true)).kind == TroubleKind::transient);
  BOOST_TEST(failed(lost(TransportError::name_not_found, false)).kind == TroubleKind::transient);
  BOOST_TEST(failed(lost(TransportError::tls_untrusted, false)).kind == TroubleKind::untrusted);
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

// What a banner's file says, and what is made of it. The banner has an id in each.
BOOST_AUTO_TEST_CASE(addresses_are_taken_from_wherever_a_usable_one_stands) {
  struct Case {
    std::string name;
    std::string file;  ///< members of the banner
    std::string url;
    std::string cdn_url;
    bool warns;
  };
  const std::string too_long = "https://f.test/" + std::string(8'000, 'x');
  const std::string cdn = R"("cdn_url":"https://c.test/a.png")";
  const std::string c = "https://c.test/a.png";
  const std::vector<Case> cases{
      {"both", R"("file":{"url":"https://f.test/a.png",)" + cdn + "}", "https://f.test/a.png", c, false},
      {"a blank in it", R"("file":{"url":"https://f.test/a b.png",)" + cdn + "}", c, c, true},
      {"too long", R"("file":{"url":")" + too_long + R"(",)" + cdn + "}", c, c, true},
      {"null", R"("file":{"url":null,)" + cdn + "}", c, c, true},
      {"absent", R"("file":{)" + cdn + "}", c, c, true},
      {"another type", R"("file":{"url":["x"],)" + cdn + "}", c, c, true},
      {"neither", R"("file":{"url":"javascript:x","cdn_url":"ftp://x"})", "", "", false},
      {"no file", R"("format":{"id":"square"})", "", "", false},
      {"file of another type", R"("file":"https://f.test/a.png")", "", "", false},
      {"the copy where there is no file", R"("image":{"url":"https://f.test/i.png"})", "https://f.test/i.png",
       "", false},
      {"the copy where the file's is unusable",
       R"("file":{"url":"x"},"image":{"url":"https://f.test/i.png"})", "https://f.test/i.png", "", false},
      {"the copy's second", R"("file":{"url":""},"image":{)" + cdn + "}", c, c, true},
      {"a bad second address", R"("file":{"url":"https://f.test/a.png","cdn_url":"javascript:x"})",
       "https://f.test/a.png", "", false},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.name) {
      const Finalized got = finalized(with_banner(R"({"id":"b1",)" + each.file + "}"));
      BOOST_REQUIRE(got.assets.size() == 1U);
      BOOST_TEST(got.failures.empty());
      BOOST_TEST(got.assets[0].id == "b1");
      BOOST_TEST(got.assets[0].url == each.url);
      BOOST_TEST(got.assets[0].cdn_url == each.cdn_url);
      BOOST_TEST(got.warnings.size() == (each.warns ? 1U : 0U));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stand_in_is_told) {
  const Finalized got = finalized(with_banner(
      R"({"id":"b1","format":{"id":"square"},"file":{"url":"a b","cdn_url":"https://c.test/a.png"}})"));
  BOOST_TEST(got.warnings.at(0) == "'square': the storage URL cannot be used; the CDN's stands in for it");
}

BOOST_AUTO_TEST_CASE(the_deprecated_copy_tells_the_type_too) {
  const auto got = finalized(with_banner(R"({"image":{"type":"png","url":"https://f.test/a.png"}})"));
  BOOST_TEST(got.assets.at(0).type == "png");
}

BOOST_AUTO_TEST_CASE(addresses_that_are_no_web_addresses_are_none) {
  for (const std::string url : {"", "javascript:alert(1)", "ftp://f.test/a", "file:///etc/passwd", "https://",
                                "https:///a", "//f.test/a.png", "https://f.test/a b",
                                R"(https://f.test/a\nb)", R"(https://f.test/\"x)", "https://f.test/\xff"}) {
    const std::string file = R"("format":{"id":"square"},"file":{"url":")" + url + R"("}})";
    // Nothing is left to ask for it by.
    const Finalized lost = finalized(with_banner("{" + file));
    BOOST_TEST(lost.assets.empty());
    BOOST_REQUIRE(lost.failures.size() == 1U);
    BOOST_TEST(lost.failures[0].format == "square");
    BOOST_TEST(lost.failures[0].id == "bad_url");
    BOOST_CHECK(lost.failures[0].recovery == Recovery::never);
    // Its id is.
    const Finalized kept = finalized(with_banner(R"({"id":"b1",)" + file));
    BOOST_TEST(kept.failures.empty());
    BOOST_TEST(kept.assets.at(0).url == "");
  }
  BOOST_TEST(finalized(with_banner(R"({"file":{"url":"http://127.0.0.1:80/é.png?x=1#y"}})")).assets.size() ==
             1U);
}

BOOST_AUTO_TEST_CASE(a_banner_that_comes_twice_is_one) {
  const std::string bare = R"({"id":"b1","format":{"id":"square"}})";
  const std::string whole = R"({"id":"B1","format":{"id":"square"},"file":{"url":"https://f.test/a.png"}})";
  for (const std::string& both : {bare + "," + whole, whole + "," + bare, whole + "," + whole}) {
    const Finalized got = finalized(with_banner(both));
    BOOST_REQUIRE(got.assets.size() == 1U);
    BOOST_TEST(got.assets[0].url == "https://f.test/a.png");
    BOOST_TEST(got.warnings.at(0) == "'square': the answer has this banner twice");
  }
  // Without ids they are two.
  const std::string nameless = R"({"file":{"url":"https://f.test/a.png"}})";
  BOOST_TEST(finalized(with_banner(nameless + "," + nameless)).assets.size() == 2U);
}

BOOST_AUTO_TEST_CASE(banners_that_are_keyed_or_stand_alone_are_read) {
  const std::string one = R"({"id":"b1","file":{"url":"https://f.test/a.png"}})";
  for (const std::string& banners : {one, R"({"square":)" + one + "}", R"({"0":)" + one + R"(,"1":null})"}) {
    const Finalized got = finalized(R"({"is_finalized":true,"banners":)" + banners + "}");
    BOOST_REQUIRE(got.assets.size() == 1U);
    BOOST_TEST(got.assets[0].id == "b1");
    BOOST_TEST(!got.warnings.empty());
  }
}

BOOST_AUTO_TEST_CASE(entries_that_are_no_objects_do_not_cost_the_others) {
  const Finalized got = finalized(
      R"({"is_finalized":true,"banners":[1,null,"x",{"file":{"url":"https://f.test/a.png"}}],"errors":["plain words",{},null]})");
  BOOST_TEST(got.assets.size() == 1U);
  BOOST_TEST(got.warnings.size() == 3U);
  BOOST_REQUIRE(got.failures.size() == 3U);
  BOOST_TEST(got.failures[0].message == "plain words");
  BOOST_TEST(got.failures[1].id == "rendering_failed");
}

BOOST_AUTO_TEST_CASE(reasons_get_an_id_and_say_whether_they_may_pass) {
  struct Case {
    std::string reason;
    std::string id;
    Recovery recovery;
  };
  const std::vector<Case> cases{
      {"The text cannot fit within the defined space.", "cannot_build_banner", Recovery::never},
      {"Element title error: The text 'x' cannot fit within the defined space.", "cannot_build_banner",
       Recovery::never},
      {"Image could not be fetched", "image_fetching_error", Recovery::later},
      {"Failed to download image: timed out", "image_fetching_error", Recovery::later},
      {"Rendering timed out", "timeout", Recovery::soon},
      {"Image rendering timed out", "timeout", Recovery::soon},
      {"Timeout", "timeout", Recovery::soon},
      {"Internal error", "internal_error", Recovery::soon},
      {"Service temporarily unavailable, try again", "internal_error", Recovery::soon},
      {"Font resolution failed", "rendering_failed", Recovery::never},
      {"Invalid image", "rendering_failed", Recovery::never},
      {"media processing failed", "rendering_failed", Recovery::never},
      {"", "rendering_failed", Recovery::never},
      {"Something odd", "rendering_failed", Recovery::never},
  };
  for (const Case& c : cases) {
    const Finalized got = finalized(
        R"({"is_finalized":true,"banners":[],"errors":[{"template_format_name":"story","reason":")" +
        c.reason + R"("}]})");
    BOOST_TEST_CONTEXT(c.reason) {
      const Failure expected{"story", c.id, c.reason, c.recovery};
      BOOST_TEST(got.failures.at(0) == expected);
      BOOST_TEST(may_pass(got.failures.at(0)) == (c.recovery == Recovery::soon));
    }
  }
  BOOST_TEST(may_pass(Failure{"story", "internal_server_error", ""}));
  BOOST_TEST(!may_pass(Failure{"story", "missing", "the API said nothing about this format"}));
  BOOST_TEST(!may_pass(Failure{"story", "image_fetching_error", "timed out"}));
}

BOOST_AUTO_TEST_SUITE_END()
