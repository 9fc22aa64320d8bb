#include "pressrun/api/encode_request.hpp"
#include "pressrun/api/fingerprint.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(requests)

using namespace pressrun;
using namespace pressrun::api;

namespace {

Job job(Endpoint endpoint, std::string body) {
  Job made;
  made.design_id = DesignId{"11111111-1111-4111-8111-111111111111"};
  made.endpoint = endpoint;
  made.body = std::move(body);
  return made;
}

std::string header(const HttpRequest& request, const std::string& name) {
  const auto found = std::ranges::find(request.headers, name, &HttpHeader::name);
  return found == request.headers.end() ? "" : found->value;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_submission_is_posted_to_the_designs_endpoint) {
  const HttpRequest image = submission(job(Endpoint::generate, "{}"), {});
  BOOST_TEST(image.method == "POST");
  BOOST_TEST(image.target == "/async/banner-builder/11111111-1111-4111-8111-111111111111/generate");
  BOOST_TEST(image.body == "{}");
  BOOST_TEST(header(image, "content-type") == "application/json");
  BOOST_TEST(header(image, "accept") == "application/json");
  const HttpRequest pages = submission(job(Endpoint::generate_multipage_pdf, R"({"pages":{}})"), {});
  BOOST_TEST(pages.target ==
             "/async/banner-builder/11111111-1111-4111-8111-111111111111/generate-multipage-pdf");
}

BOOST_AUTO_TEST_CASE(no_request_carries_a_key) {
  for (const HttpRequest& request : {submission(job(Endpoint::generate, "{}"), {}), poll(RequestId{"r"}),
                                     read_design(DesignId{"d"}), verify_key(), health()}) {
    BOOST_TEST(header(request, "x-api-key") == "");
  }
}

BOOST_AUTO_TEST_CASE(formats_are_set_by_who_asks_and_the_rest_goes_as_it_is) {
  const std::string both =
      R"({"elements":{"a":{"skew_y":1.1}},"template_format_names":["x","y"],"video":{}})";
  const std::string none = R"({"elements":{"a":{"skew_y":1.1}},"video":{}})";
  struct Case {
    std::string body;
    std::vector<std::string> formats;
    std::string sent;
  };
  const std::vector<Case> cases{
      {both, {"y"}, R"({"elements":{"a":{"skew_y":1.1}},"template_format_names":["y"],"video":{}})"},
      {both, {"y", "x"}, R"({"elements":{"a":{"skew_y":1.1}},"template_format_names":["y","x"],"video":{}})"},
      {none, {"b", "a"}, R"({"elements":{"a":{"skew_y":1.1}},"template_format_names":["b","a"],"video":{}})"},
      {both, {}, none},
      {none, {}, none},
      {"{}", {"a\"b\\c"}, R"({"template_format_names":["a\"b\\c"]})"},
      {"{}", {}, "{}"},
      {R"({"a":"}],\"{","template_format_names":["}"]})", {}, R"({"a":"}],\"{"})"},
      {R"({"template_format_names":["x"],"z":[[{"y":1}],[]]})",
       {"q"},
       R"({"template_format_names":["q"],"z":[[{"y":1}],[]]})"},
      {R"({"a":12345678901234567890.5,"b":0.1})",
       {"x"},
       R"({"a":12345678901234567890.5,"b":0.1,"template_format_names":["x"]})"},
  };
  for (const Case& c : cases)
    BOOST_TEST(submission(job(Endpoint::generate, c.body), c.formats).body == c.sent);
}

BOOST_AUTO_TEST_CASE(whom_the_end_is_told_to_is_no_part_of_the_job) {
  const Job plain = job(Endpoint::generate, R"({"elements":{},"video":{}})");
  BOOST_TEST(!names_callback(plain));
  BOOST_TEST(submission(plain, {"x"}, "https://h.test/1").body ==
             R"({"callback_url":"https://h.test/1","elements":{},"template_format_names":["x"],"video":{}})");
  BOOST_TEST(submission(plain, {"x"}).body == R"({"elements":{},"template_format_names":["x"],"video":{}})");
  BOOST_TEST(names_callback(job(Endpoint::generate, R"({"callback_url":"https://a.test"})")));
  BOOST_TEST(!names_callback(job(Endpoint::generate, R"({"elements":{"callback_url":{}}})")));
}

BOOST_AUTO_TEST_CASE(one_format_goes_in_the_singular_to_the_synchronous_endpoint) {
  Job now = job(Endpoint::generate_sync, R"({"template_format_names":["x"],"video":{}})");
  now.formats = {"x"};
  BOOST_TEST(submission(now, {"y"}).body == R"({"template_format_name":"y","video":{}})");
  BOOST_CHECK(endpoint_for(now, {"y"}) == Endpoint::generate_sync);
}

// It would make one of them, and the others would count as paid for.
BOOST_AUTO_TEST_CASE(more_than_one_format_goes_to_the_asynchronous_endpoint) {
  const Job now = job(Endpoint::generate_sync, R"({"template_format_names":["x"]})");
  for (const std::vector<std::string>& formats : {std::vector<std::string>{}, {"x", "y"}}) {
    BOOST_CHECK(endpoint_for(now, formats) == Endpoint::generate);
    BOOST_TEST(submission(now, formats).target.starts_with("/async/"));
  }
  BOOST_TEST(submission(now, {}).body == "{}");
  BOOST_TEST(submission(now, {"x", "y"}).body == R"({"template_format_names":["x","y"]})");
}

BOOST_AUTO_TEST_CASE(a_multipage_document_has_no_formats_to_retry) {
  const Job pages = job(Endpoint::generate_multipage_pdf, R"({"pages":{}})");
  BOOST_TEST(submission(pages, {"x"}).body == pages.body);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_object_cannot_be_narrowed) {
  for (const char* body : {"[]", "", "{", "7", R"({"a)", R"({"a":1)", R"({a:1})"})
    BOOST_CHECK_THROW(submission(job(Endpoint::generate, body), {"x"}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(reads_have_their_targets) {
  BOOST_TEST(poll(RequestId{"3f2a"}).method == "GET");
  BOOST_TEST(poll(RequestId{"3f2a"}).target == "/generation-request/3f2a");
  BOOST_TEST(read_design(DesignId{"a/b"}).target == "/designs/a%2Fb?i=advanced");
  BOOST_TEST(read_banner("b/1").method == "GET");
  BOOST_TEST(read_banner("b/1").target == "/banners/b%2F1");
  BOOST_TEST(verify_key().method == "POST");
  BOOST_TEST(verify_key().target == "/auth");
  BOOST_TEST(verify_key().body == "");
  BOOST_TEST(health().method == "GET");
  BOOST_TEST(health().target == "/ready");
}

BOOST_AUTO_TEST_CASE(a_listing_names_a_page_only_when_asked_for_one) {
  BOOST_TEST(list_designs().target == "/designs");
  BOOST_TEST(list_designs(Page{2, 50}).target == "/designs?page=2&per_page=50");
  BOOST_TEST(list_fonts().target == "/fonts");
  BOOST_TEST(list_fonts(Page{3, 10}).target == "/fonts?page=3&per_page=10");
  BOOST_TEST(list_projects().target == "/projects");
  BOOST_TEST(list_projects(Page{1, 1}).target == "/projects?page=1&per_page=1");
  BOOST_TEST(credits().target == "/credits");
  BOOST_TEST(credits().method == "GET");
}

BOOST_AUTO_TEST_CASE(segments_are_encoded_down_to_the_unreserved_characters) {
  BOOST_TEST(encode_segment("summer sale/2026") == "summer%20sale%2F2026");
  BOOST_TEST(encode_segment("aZ09-._~") == "aZ09-._~");
  BOOST_TEST(encode_segment("é?#%&+\r\n") == "%C3%A9%3F%23%25%26%2B%0D%0A");
  BOOST_TEST(encode_segment("") == "");
}

BOOST_AUTO_TEST_CASE(a_fingerprint_is_the_sha256_of_target_and_body) {
  // printf '%s\n%s' /async/banner-builder/D/generate '{}' | sha256sum
  BOOST_TEST(fingerprint(Endpoint::generate, DesignId{"D"}, "{}").text ==
             "sha256:92d5c443dbac10d00681bc32cf162e7b15614ed1e1111733dc7cbef6af407c16");
}

BOOST_AUTO_TEST_CASE(every_part_of_what_is_sent_counts_in_the_fingerprint) {
  const auto base = fingerprint(Endpoint::generate, DesignId{"D"}, "{}");
  BOOST_TEST(base.text == fingerprint(Endpoint::generate, DesignId{"D"}, "{}").text);
  BOOST_TEST(base.text != fingerprint(Endpoint::generate_multipage_pdf, DesignId{"D"}, "{}").text);
  BOOST_TEST(base.text != fingerprint(Endpoint::generate, DesignId{"E"}, "{}").text);
  BOOST_TEST(base.text != fingerprint(Endpoint::generate, DesignId{"D"}, "{ }").text);
}

BOOST_AUTO_TEST_SUITE_END()
