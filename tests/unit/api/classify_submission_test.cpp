#include "pressrun/api/classify.hpp"
#include "unit/api/answers.hpp"
#include "unit/api/printing.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

BOOST_AUTO_TEST_SUITE(classify_submission_)

using namespace pressrun;
using namespace pressrun::api;
using namespace std::chrono_literals;

namespace {

const std::string uuid = "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77";
const std::string accepted_body = R"({"generation_request_id":")" + uuid + R"(","version":"v2026-08-21"})";

Refused refused(const HttpOutcome& outcome) {
  const auto got = classify_submission(outcome, test_now);
  BOOST_REQUIRE(std::holds_alternative<Refused>(got.outcome));
  return std::get<Refused>(got.outcome);
}

Failure in_doubt(const HttpOutcome& outcome) {
  const auto got = classify_submission(outcome, test_now);
  BOOST_REQUIRE(std::holds_alternative<OutcomeUnknown>(got.outcome));
  return std::get<OutcomeUnknown>(got.outcome).failure;
}

struct ErrorCase {
  int status;
  std::string id;
  TroubleKind expected;
  friend std::ostream& operator<<(std::ostream& out, const ErrorCase& c) {
    return out << c.status << " " << c.id;
  }
};

// API reference §2.2, row by row.
const std::vector<ErrorCase> documented_errors{
    {400, "invalid_payload", TroubleKind::rejected},
    {400, "invalid_json", TroubleKind::rejected},
    {400, "wrong_type", TroubleKind::rejected},
    {400, "missing_required", TroubleKind::rejected},
    {400, "unknown_field", TroubleKind::rejected},
    {400, "unknown_enum_value", TroubleKind::rejected},
    {400, "out_of_range", TroubleKind::rejected},
    {400, "mutually_exclusive", TroubleKind::rejected},
    {400, "conditional_dependency_missing", TroubleKind::rejected},
    {400, "unknown_format_key", TroubleKind::rejected},
    {400, "invalid_query_param", TroubleKind::rejected},
    {400, "invalid_filetype", TroubleKind::rejected},
    {400, "invalid_design_type", TroubleKind::rejected},
    {400, "template_not_static", TroubleKind::rejected},
    {400, "more_than_one_format", TroubleKind::rejected},
    {415, "unsupported_media_type", TroubleKind::rejected},
    {406, "not_acceptable", TroubleKind::rejected},
    {405, "method_not_allowed", TroubleKind::rejected},
    {404, "template_not_found", TroubleKind::rejected},
    {404, "format_not_found", TroubleKind::rejected},
    {404, "visual_not_found", TroubleKind::rejected},
    {404, "not_related_to_same_template", TroubleKind::rejected},
    {404, "not_related_to_same_format", TroubleKind::rejected},
    {404, "endpoint_not_found", TroubleKind::rejected},
    {410, "generation_request_gone", TroubleKind::rejected},
    {429, "request_rate_limited", TroubleKind::bare_429},
    {429, "rate_limit_exceeded", TroubleKind::bare_429},
    {429, "feature_not_in_plan", TroubleKind::plan},
    {402, "feature_not_in_plan", TroubleKind::plan},
    {401, "api_access_denied", TroubleKind::unauthorized},
    {401, "unauthorized", TroubleKind::unauthorized},
    {403, "unauthorized", TroubleKind::unauthorized},
    {400, "template_not_active", TroubleKind::rejected},
    {409, "previous_secret_still_active", TroubleKind::rejected},
    {408, "of_an_id_nobody_knows", TroubleKind::throttled},
    {400, "cannot_build_banner", TroubleKind::rejected},
    {400, "image_fetching_error", TroubleKind::rejected},
};

}  // namespace

// An id proves itself: a gateway may put its own status on the API's words.
BOOST_AUTO_TEST_CASE(an_answer_with_a_request_id_is_accepted_whatever_its_status) {
  for (const int status : {200, 201, 202, 203, 206, 207, 299, 302, 400, 408, 429, 500, 502, 504, 600}) {
    BOOST_TEST_CONTEXT(status) {
      const auto got = classify_submission(answer(status, accepted_body), test_now);
      BOOST_REQUIRE(std::holds_alternative<Accepted>(got.outcome));
      BOOST_TEST(std::get<Accepted>(got.outcome).id.text == uuid);
      BOOST_TEST(got.server_answered);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_request_id_outweighs_the_envelope_of_a_refusal) {
  for (const int status : {400, 401, 402, 403, 404, 408, 409, 422, 425, 429, 500}) {
    for (const std::string id : {"invalid_payload", "feature_not_in_plan", "rate_limit_exceeded"}) {
      BOOST_TEST_CONTEXT(status << " " << id) {
        const std::string both =
            R"({"id":")" + id + R"(","message":"no","generation_request_id":")" + uuid + R"("})";
        for (const auto& classify : {classify_submission, classify_delivery}) {
          const auto outcome = classify(answer(status, both), test_now).outcome;
          BOOST_REQUIRE(std::holds_alternative<Accepted>(outcome));
          BOOST_TEST(std::get<Accepted>(outcome).id.text == uuid);
        }
      }
    }
  }
  // What is no id of a request proves nothing.
  const std::string other = R"({"id":"invalid_payload","message":"no","generation_request_id":"7"})";
  BOOST_TEST(refused(answer(400, other)).kind == TroubleKind::rejected);
}

BOOST_AUTO_TEST_CASE(an_answer_says_when_it_was_given_and_by_which_version) {
  const std::vector<HttpHeader> date{{"date", "Mon, 23 Nov 2026 01:59:30 GMT"}};
  const auto accepted = classify_submission(answer(200, accepted_body, date), test_now).outcome;
  BOOST_CHECK(std::get<Accepted>(accepted).as_of == test_now - 30s);
  const Refused no = refused(answer(400, envelope("invalid_payload"), date));
  BOOST_CHECK(no.as_of == test_now - 30s);
  BOOST_TEST(no.api_version == "v2026-08-21");
  for (const std::string bad : {"", "yesterday"}) {
    const auto got = classify_submission(answer(200, accepted_body, {{"Date", bad}}), test_now).outcome;
    BOOST_CHECK(std::get<Accepted>(got).as_of == WallTime{});
  }
  BOOST_TEST(refused(answer(400, R"({"id":"x","message":"y","version":"latest"})")).api_version.empty());
  BOOST_TEST(refused(lost(TransportError::refused, false)).api_version.empty());
}

BOOST_DATA_TEST_CASE(a_success_without_a_usable_id_leaves_the_outcome_unknown,
                     boost::unit_test::data::make<std::string>(
                         {"", "   ", "<html>ok</html>", "null", "[]", "{}", "{", "\x00\xff\xfe",
                          R"({"generation_request_id":null})", R"({"generation_request_id":42})",
                          R"({"generation_request_id":""})", R"({"generation_request_id":"../../auth"})",
                          R"({"generation_request_id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f7"})",
                          R"({"generation_request_id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f7g"})",
                          R"({"generation_request_id":"3f2a9c18a6b1e-4f4a-9a75-2b6d0e1c8f77"})"})) {
  BOOST_TEST(in_doubt(answer(200, sample)).id == "unreadable_answer");
}

BOOST_AUTO_TEST_CASE(a_doubt_keeps_what_was_seen) {
  BOOST_TEST(in_doubt(answer(204)).id == "unreadable_answer");
  BOOST_TEST(in_doubt(answer(200, "{\"generation_request_id\":\"" + uuid)).message.find(uuid) !=
             std::string::npos);
  const HttpOutcome coded = answer(200, "\x1f\x8b\x08xyz", {{"content-encoding", "gzip"}});
  BOOST_TEST(in_doubt(coded).message ==
             "the answer names no generation request; HTTP status 200: 6 bytes that cannot be read as gzip");
}

BOOST_DATA_TEST_CASE(documented_errors_are_refusals, boost::unit_test::data::make(documented_errors)) {
  const Refused got = refused(answer(sample.status, envelope(sample.id, "because")));
  BOOST_TEST(got.kind == sample.expected);
  BOOST_TEST(got.failure.id == sample.id);
  BOOST_TEST(got.failure.message == "because");
  BOOST_TEST(!got.retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(server_errors_leave_the_outcome_unknown_with_and_without_an_envelope) {
  for (int status = 500; status < 600; ++status) {
    BOOST_TEST(in_doubt(answer(status, envelope("internal_error"))).id == "internal_error");
    BOOST_TEST(in_doubt(answer(status)).id == "http_" + std::to_string(status));
  }
}

BOOST_AUTO_TEST_CASE(statuses_that_http_does_not_have_leave_the_outcome_unknown) {
  for (const int status : {-1, 0, 100, 199, 600, 999}) in_doubt(answer(status, "{}"));
}

BOOST_AUTO_TEST_CASE(redirects_leave_the_outcome_unknown_and_say_so) {
  for (int status = 300; status < 400; ++status) {
    for (const std::string& body : {std::string{}, envelope("moved")}) {
      const Failure got = in_doubt(answer(status, body, {{"Location", "https://elsewhere.test/"}}));
      BOOST_TEST(got.message.find("redirects are not followed") != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(client_errors_without_the_envelope_leave_the_outcome_unknown) {
  for (int status = 400; status < 500; ++status) {
    if (status == 429) continue;
    for (const char* body : {"", "<html>", R"({"message":"Forbidden"})", R"({"id":"tea)", "[]"})
      in_doubt(answer(status, body));
    const bool credentials = status == 401 || status == 403;
    const bool later = status == 408 || status == 425;
    const TroubleKind expected = credentials     ? TroubleKind::unauthorized
                                 : status == 402 ? TroubleKind::plan
                                 : later         ? TroubleKind::throttled
                                                 : TroubleKind::rejected;
    BOOST_TEST(refused(answer(status, envelope("any"))).kind == expected);
  }
}

BOOST_AUTO_TEST_CASE(a_bare_page_about_credentials_is_no_verdict_on_the_key) {
  for (const int status : {401, 403}) {
    BOOST_TEST(in_doubt(answer(status)).id == "http_" + std::to_string(status));
    BOOST_TEST(in_doubt(answer(status, "<html>")).id == "http_" + std::to_string(status));
  }
}

BOOST_AUTO_TEST_CASE(a_429_with_retry_after_is_throttled) {
  const Refused got = refused(answer(429, envelope("request_rate_limited"), {{"retry-after", "1659"}}));
  BOOST_TEST(got.kind == TroubleKind::throttled);
  BOOST_CHECK(got.retry_after == 1659s);
  BOOST_TEST(refused(answer(429, envelope("rate_limit_exceeded"), {{"Retry-After", "2"}})).kind ==
             TroubleKind::throttled);
  BOOST_TEST(refused(answer(429, "not json", {{"Retry-After", "2"}})).kind == TroubleKind::throttled);
}

BOOST_AUTO_TEST_CASE(a_429_without_a_readable_retry_after_is_bare) {
  BOOST_TEST(refused(answer(429)).kind == TroubleKind::bare_429);
  BOOST_TEST(refused(answer(429, "<html>")).kind == TroubleKind::bare_429);
  BOOST_TEST(refused(answer(429, envelope("rate_limit_exceeded"), {{"Retry-After", "soon"}})).kind ==
             TroubleKind::bare_429);
}

BOOST_AUTO_TEST_CASE(a_feature_outside_the_plan_is_never_waited_for) {
  const Refused got = refused(answer(429, envelope("feature_not_in_plan"), {{"Retry-After", "5"}}));
  BOOST_TEST(got.kind == TroubleKind::plan);
  BOOST_TEST(!got.retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(a_lost_answer_after_bytes_left_leaves_the_outcome_unknown) {
  for (const auto error :
       {TransportError::connection_lost, TransportError::timeout, TransportError::malformed,
        TransportError::too_large, TransportError::cancelled, TransportError::tls_untrusted}) {
    const Failure failure = in_doubt(lost(error, true));
    BOOST_TEST(failure.id == to_string(error));
    BOOST_TEST(failure.message == "detail");
  }
  BOOST_TEST(!classify_submission(lost(TransportError::timeout, true), test_now).server_answered);
}

BOOST_AUTO_TEST_CASE(a_request_that_never_left_is_unsent) {
  for (const auto error :
       {TransportError::name_not_found, TransportError::refused, TransportError::connect_timeout,
        TransportError::tls_failed, TransportError::proxy_refused, TransportError::cancelled,
        TransportError::connection_lost}) {
    BOOST_TEST(refused(lost(error, false)).kind == TroubleKind::unsent);
  }
  BOOST_TEST(refused(lost(TransportError::tls_untrusted, false)).kind == TroubleKind::untrusted);
}

BOOST_AUTO_TEST_CASE(several_problems_are_told_one_by_one) {
  const std::string body = R"({"id":"invalid_payload","message":"Several problems.","errors":[
    {"path":"elements.title.color","code":"wrong_type","message":"not a colour"},
    {"code":"out_of_range","message":"too large"}, 7, {"path":3}]})";
  BOOST_TEST(refused(answer(400, body)).failure.message ==
             "Several problems.; elements.title.color: not a colour; too large");
}

BOOST_AUTO_TEST_CASE(messages_are_bounded_between_two_characters) {
  std::string umlauts = "x";
  for (int i = 0; i < 400; ++i) umlauts += "ü";
  const std::string message = refused(answer(400, envelope("invalid_payload", umlauts))).failure.message;
  BOOST_TEST(message == umlauts.substr(0, 499));
  const std::string raw = in_doubt(answer(400, std::string(5000, 'y'))).message;
  BOOST_TEST(raw == "HTTP status 400: " + std::string(200, 'y'));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_replaced) {
  const Failure failure = refused(answer(400, envelope("bad\xff", "a\\u0000b\xc3"))).failure;
  BOOST_TEST(failure.id == "bad\xEF\xBF\xBD");
  BOOST_TEST(failure.message ==
             "a\xEF\xBF\xBD"
             "b\xEF\xBF\xBD");
  BOOST_TEST(in_doubt(answer(400, std::string("\xf0\x9f\0z", 4))).message ==
             "HTTP status 400: \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
}

BOOST_AUTO_TEST_CASE(nesting_without_end_is_no_envelope) {
  BOOST_TEST(in_doubt(answer(400, std::string(100'000, '['))).id == "http_400");
  const std::string deep = R"({"id":"x","a":)" + std::string(100, '[') + std::string(100, ']') + "}";
  BOOST_TEST(in_doubt(answer(400, deep)).id == "http_400");
}

BOOST_AUTO_TEST_CASE(of_a_gateways_page_only_the_words_are_kept) {
  const auto got =
      classify_submission(answer(502,
                                 "\n<html>\r\n<head><title>502 Bad "
                                 "Gateway</title></head>\n<body><center>nginx</center></body></html>"),
                          test_now);
  BOOST_TEST(std::get<OutcomeUnknown>(got.outcome).failure.message ==
             "HTTP status 502: 502 Bad Gateway nginx");
}

BOOST_AUTO_TEST_SUITE_END()
