// `delivery: sync`: what it may be asked for with, what is sent, and what its answer means.
#include "pressrun/api/check_request.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(delivery)

using namespace pressrun;
using namespace pressrun::api;

namespace {

const std::string banner =
    R"({"id":"b1","version":1,"format":{"id":"square","width":10,"height":20,"unit":"px"},)"
    R"("file":{"type":"png","url":"https://s.test/b1.png","cdn_url":"https://c.test/b1.png"}})";

Mapping asking(const std::string& delivery, Mapping more = {}) {
  Mapping request{entry("delivery", plain(delivery, 4), 4)};
  for (Member& member : more) request.push_back(std::move(member));
  return request;
}

Mapping of_one_format(Mapping more = {}) {
  more.push_back(entry("template_format_names", list({plain("square")}), 5));
  return asking("sync", std::move(more));
}

Mapping of_layer(std::string layer, Value value) {
  return of_one_format({entry("elements", map({entry(std::move(layer), std::move(value), 6)}))});
}

std::vector<Diagnostic> check(Mapping request, const Design& design = static_design()) {
  return RequestCheck{&design}.check(spec_of(std::move(request))).items;
}

Diagnostic only(Mapping request, const Design& design = static_design()) {
  const auto all = check(std::move(request), design);
  for (const Diagnostic& each : all) BOOST_TEST_MESSAGE(render(each));
  BOOST_REQUIRE(all.size() == 1U);
  return all[0];
}

Job job(Mapping request) { return std::get<Job>(encode(spec_of(std::move(request)), nullptr)); }

SubmitOutcome told(const HttpOutcome& outcome) { return classify_delivery(outcome, test_now).outcome; }

}  // namespace

BOOST_AUTO_TEST_CASE(one_format_of_a_static_design_may_be_delivered_at_once) {
  BOOST_TEST(check(of_one_format()).empty());
  BOOST_TEST(check(of_layer("headline", map({entry("payload", quoted("x"))}))).empty());
  BOOST_TEST(check(asking("async")).empty());
  Design single = static_design();
  single.formats.resize(1);
  BOOST_TEST(check(asking("sync"), single).empty());
}

BOOST_AUTO_TEST_CASE(without_exactly_one_format_it_is_refused) {
  const Diagnostic all = only(asking("sync"));
  BOOST_TEST(all.at.line == 4U);
  BOOST_TEST(all.message == "'delivery: sync' makes one format");
  const Value two = list({plain("square"), plain("story")});
  BOOST_TEST(only(asking("sync", {entry("template_format_names", two)})).path == "delivery");
  // Without the design nobody knows how many there are: the API would render the first.
  BOOST_TEST(RequestCheck{nullptr}.check(spec_of(asking("sync"))).items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_synchronous_endpoint_does_not_take_is_refused) {
  BOOST_TEST(only(asking("snyc")).message.find("'sync'") != std::string::npos);
  BOOST_TEST(only(of_one_format({entry("callback_url", plain("https://x.test/h"), 7)})).at.line == 7U);
  BOOST_TEST(only(of_layer("headline", quoted("bare"))).message.find("must be a mapping") !=
             std::string::npos);
  const Mapping prompt{entry("text_to_image", quoted("a kite at dawn"), 9)};
  BOOST_TEST(only(of_layer("photo", map(prompt))).at.line == 9U);
  const Diagnostic cut = only(of_layer("photo", map({entry("remove_bg", plain("true"))})));
  BOOST_CHECK(cut.severity == Severity::warning);
}

BOOST_AUTO_TEST_CASE(a_design_that_is_not_static_is_refused) {
  const Design design = animated_design();
  Mapping request = asking("sync", {entry("template_format_names", plain(design.formats.at(0).name))});
  BOOST_TEST(only(std::move(request), design).message ==
             "'delivery: sync' is for static designs; design 'hero' is animated");
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_has_a_suggestion) {
  Mapping request = of_one_format();
  request.front().key = "delivry";
  BOOST_TEST(only(std::move(request)).hint == "did you mean 'delivery'?");
}

BOOST_AUTO_TEST_CASE(one_format_is_sent_in_the_singular_to_an_endpoint_of_its_own) {
  const Job made = job(of_layer("headline", map({entry("payload", quoted("x"))})));
  BOOST_CHECK(made.endpoint == Endpoint::generate_sync);
  const HttpRequest request = submission(made, {"square"});
  BOOST_TEST(request.target == "/banner-builder/11111111-1111-4111-8111-111111111111/generate");
  BOOST_TEST(request.body == R"({"elements":{"headline":{"payload":"x"}},"template_format_name":"square"})");
}

BOOST_AUTO_TEST_CASE(the_word_is_not_sent_either_way) {
  BOOST_TEST(job(asking("async")).body == "{}");
  BOOST_TEST(submission(job(of_one_format()), {"square"}).body == R"({"template_format_name":"square"})");
}

BOOST_AUTO_TEST_CASE(to_change_the_delivery_is_not_to_change_the_picture) {
  Mapping later = of_one_format();
  later.front() = entry("delivery", plain("async"));
  BOOST_TEST(job(later).fingerprint.text == job(of_one_format()).fingerprint.text);
  // What is polled and what is not cannot share a request; two that are the same can.
  BOOST_TEST(job(later).bundle.text != job(of_one_format()).bundle.text);
  BOOST_TEST(job(of_one_format()).bundle.text == job(of_one_format()).bundle.text);
}

BOOST_AUTO_TEST_CASE(the_answer_is_the_picture) {
  const SubmitOutcome outcome = told(answer(200, banner));
  BOOST_REQUIRE(std::holds_alternative<Delivered>(outcome));
  const Asset& asset = std::get<Delivered>(outcome).asset;
  BOOST_TEST(asset.format == "square");
  BOOST_TEST(asset.url == "https://s.test/b1.png");
  BOOST_TEST(asset.cdn_url == "https://c.test/b1.png");
  BOOST_TEST(asset.id == "b1");
}

BOOST_AUTO_TEST_CASE(the_answer_says_when_it_was_given) {
  const auto outcome = told(answer(200, banner, {{"Date", "Mon, 23 Nov 2026 01:59:30 GMT"}}));
  BOOST_CHECK(std::get<Delivered>(outcome).as_of == test_now - std::chrono::seconds{30});
  BOOST_CHECK(std::get<Delivered>(told(answer(200, banner))).as_of == WallTime{});
}

// Its id is there to ask for it: a picture that is paid for is never in doubt for want of an address.
BOOST_AUTO_TEST_CASE(a_picture_without_an_address_is_delivered_by_its_id) {
  const std::string id = "b0000000-0000-4000-8000-000000000001";
  for (const std::string file : {R"({"url":"javascript:x"})", R"({"url":null})", "null", "{}", "7"}) {
    const SubmitOutcome outcome = told(answer(200, R"({"id":")" + id + R"(","file":)" + file + "}"));
    BOOST_TEST_CONTEXT(file) {
      BOOST_REQUIRE(std::holds_alternative<Delivered>(outcome));
      BOOST_TEST(std::get<Delivered>(outcome).asset.id == id);
      BOOST_TEST(std::get<Delivered>(outcome).asset.url.empty());
    }
  }
  for (const int status : {201, 202, 203, 502})
    BOOST_CHECK(std::holds_alternative<Delivered>(told(answer(status, banner))));
}

BOOST_AUTO_TEST_CASE(an_answer_of_the_other_kind_is_polled) {
  const std::string id = "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77";
  const SubmitOutcome outcome = told(answer(200, R"({"generation_request_id":")" + id + R"("})"));
  BOOST_TEST(std::get<Accepted>(outcome).id.text == id);
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_file_leaves_doubt) {
  const std::string no_id = R"({"format":{"id":"square"},"file":{"url":"javascript:x"}})";
  const std::string error = R"({"id":"internal_error","message":"Oops."})";
  for (const std::string& body : {std::string{}, std::string{"{}"}, std::string{"<html>"}, no_id, error})
    BOOST_CHECK(std::holds_alternative<OutcomeUnknown>(told(answer(200, body))));
}

BOOST_AUTO_TEST_CASE(past_its_ten_seconds_the_api_answers_500_and_nobody_knows) {
  const std::string envelope = R"({"id":"internal_server_error","message":"Oops."})";
  BOOST_CHECK(std::holds_alternative<OutcomeUnknown>(told(answer(500, envelope))));
  const SubmitOutcome refused = told(answer(400, R"({"id":"template_not_static","message":"No."})"));
  BOOST_CHECK(std::get<Refused>(refused).kind == TroubleKind::rejected);
}

BOOST_AUTO_TEST_SUITE_END()
