// Answers that come compressed: which codings are taken off, and how large what comes of them may be.
#include "io/transport/content_coding.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>
#include <vector>
#include <zlib.h>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(content_coding)

namespace {

constexpr int gzip = 15 + 16;
constexpr int zlib_framed = 15;
constexpr int bare = -15;

std::string compressed(std::string text, int window_bits = gzip) {
  z_stream stream{};
  BOOST_REQUIRE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) ==
                Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

HttpResponse answer(std::string body, const std::vector<std::string>& codings) {
  HttpResponse made;
  made.status = 200;
  made.headers.push_back({"Content-Type", "application/json"});
  for (const std::string& coding : codings) made.headers.push_back({"Content-Encoding", coding});
  made.headers.push_back({"X-Content-Encoding", "gzip"});
  made.body = std::move(body);
  return made;
}

const std::string text = R"({"id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77"})";
constexpr std::size_t plenty = 1 << 20;

/// Its body once it is decoded; what it was is left out of its headers, and all others stay.
void check_decoded(const HttpOutcome& outcome, const std::string& body) {
  BOOST_REQUIRE(std::holds_alternative<HttpResponse>(outcome));
  const auto& response = std::get<HttpResponse>(outcome);
  BOOST_TEST(response.body == body);
  BOOST_TEST(response.status == 200);
  BOOST_TEST(response.header("Content-Encoding") == nullptr);
  BOOST_TEST(response.headers.size() == 2U);
}

void check_as_it_came(const HttpResponse& came) {
  const HttpOutcome outcome = decoded(came, plenty);
  BOOST_REQUIRE(std::holds_alternative<HttpResponse>(outcome));
  const auto& response = std::get<HttpResponse>(outcome);
  BOOST_TEST(response.body == came.body);
  BOOST_TEST(response.headers.size() == came.headers.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(codings_are_taken_off_in_the_order_in_which_they_were_put_on) {
  const std::string twice = compressed(compressed(text, bare), gzip);
  check_decoded(decoded(answer(twice, {"deflate, gzip"}), plenty), text);
  check_decoded(decoded(answer(twice, {"deflate", "gzip"}), plenty), text);
  check_as_it_came(answer(twice, {"gzip, deflate"}));
}

BOOST_AUTO_TEST_CASE(lists_of_codings_may_be_written_loosely) {
  for (const char* list :
       {"gzip", " gzip", "gzip ,", ",,gzip,", "\tGZIP\t", "identity, gzip, Identity", "X-GZip"})
    BOOST_TEST_CONTEXT(list) check_decoded(decoded(answer(compressed(text), {list}), plenty), text);
  check_decoded(decoded(answer(compressed(text, zlib_framed), {"Deflate"}), plenty), text);
}

BOOST_AUTO_TEST_CASE(a_header_of_any_case_says_so) {
  HttpResponse coded = answer(compressed(text), {});
  coded.headers.push_back({"content-ENCODING", "gzip"});
  check_decoded(decoded(coded, plenty), text);
}

BOOST_AUTO_TEST_CASE(four_codings_are_taken_off_and_five_are_not) {
  std::string body = text;
  std::string list;
  for (int i = 0; i < 4; ++i) {
    body = compressed(body);
    list += "gzip,";
  }
  check_decoded(decoded(answer(body, {list}), plenty), text);
  check_as_it_came(answer(compressed(body), {list + "gzip"}));
}

BOOST_AUTO_TEST_CASE(what_is_coded_otherwise_comes_as_it_is_whole) {
  check_as_it_came(answer(text, {"br"}));
  check_as_it_came(answer(compressed(text), {"gzip, br"}));
  check_as_it_came(answer(compressed(text), {"br, gzip"}));
  check_as_it_came(answer(compressed(text), {"gzipped"}));
}

BOOST_AUTO_TEST_CASE(what_is_not_coded_or_has_no_body_comes_as_it_is) {
  check_as_it_came(answer(text, {}));
  check_as_it_came(answer(text, {""}));
  check_as_it_came(answer(text, {"identity"}));
  check_as_it_came(answer("", {"gzip"}));
}

BOOST_AUTO_TEST_CASE(what_is_damaged_anywhere_comes_as_it_is) {
  const std::string whole = compressed(text);
  for (std::size_t size = 1; size < whole.size(); ++size)
    check_as_it_came(answer(whole.substr(0, size), {"gzip"}));
  std::string wrong_sum = whole;
  wrong_sum[whole.size() - 6] = static_cast<char>(wrong_sum[whole.size() - 6] ^ 1);
  check_as_it_came(answer(wrong_sum, {"gzip"}));
  check_as_it_came(answer(text, {"gzip"}));
  check_as_it_came(answer(text, {"deflate"}));
  check_as_it_came(answer(compressed(text, bare), {"gzip"}));
}

BOOST_AUTO_TEST_CASE(files_that_follow_one_another_are_one) {
  const std::string first = compressed(text.substr(0, 7));
  const std::string second = compressed(text.substr(7));
  check_decoded(decoded(answer(first + compressed("") + second, {"gzip"}), plenty), text);
  check_decoded(decoded(answer(first + second + "padding", {"gzip"}), plenty), text);
  check_as_it_came(answer(first + second.substr(0, 12), {"gzip"}));
}

BOOST_AUTO_TEST_CASE(nothing_may_come_of_it) {
  check_decoded(decoded(answer(compressed(""), {"gzip"}), plenty), "");
}

BOOST_AUTO_TEST_CASE(an_answer_may_be_as_large_as_the_bound_and_no_larger) {
  const std::string large(200'000, 'x');
  for (const int shape : {gzip, zlib_framed, bare}) {
    const HttpResponse coded = answer(compressed(large, shape), {shape == gzip ? "gzip" : "deflate"});
    check_decoded(decoded(coded, large.size()), large);
    const HttpOutcome refused = decoded(coded, large.size() - 1);
    BOOST_REQUIRE(std::holds_alternative<TransportFailure>(refused));
    const auto& failure = std::get<TransportFailure>(refused);
    BOOST_CHECK(failure.error == TransportError::too_large);
    BOOST_TEST(failure.may_have_been_sent);
    BOOST_TEST(failure.detail == "the answer is too large once it is inflated");
  }
}

BOOST_AUTO_TEST_CASE(the_bound_holds_for_what_is_in_between_too) {
  const std::string inner = compressed(std::string(50'000, 'x'));
  BOOST_REQUIRE(inner.size() < 1000U);
  const std::string swollen = inner + std::string(5000, '\0');  // what follows a file is passed over
  const HttpResponse coded = answer(compressed(swollen), {"gzip, gzip"});
  BOOST_CHECK(std::holds_alternative<HttpResponse>(decoded(coded, 60'000)));
  BOOST_CHECK(std::holds_alternative<TransportFailure>(decoded(coded, 4000)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
