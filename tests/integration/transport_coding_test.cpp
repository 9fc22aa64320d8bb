// Answers that come compressed although the request asked for none of that.
#include "transport_fixture.hpp"

#include <stdexcept>
#include <vector>
#include <zlib.h>

namespace pressrun::test {
namespace {

constexpr int gzip = 15 + 16;
constexpr int zlib = 15;
constexpr int bare = -15;

std::string deflated(const std::string& text, int window_bits) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("no zlib");
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string coded(const std::string& coding, const std::string& body) {
  return ok(body, "Content-Encoding: " + coding + "\r\n");
}

const std::string text = R"({"generation_request_id":"3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77"})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_coding, TransportFixture)

BOOST_AUTO_TEST_CASE(what_was_compressed_unasked_is_inflated) {
  const std::vector<std::string> answers{
      coded("gzip", deflated(text, gzip)),
      coded("GZip", deflated(text, gzip)),
      coded("x-gzip", deflated(text, gzip)),
      coded("deflate", deflated(text, zlib)),
      coded("deflate", deflated(text, bare)),
      coded("identity", text),
      coded("gzip, identity", deflated(text, gzip)),
      coded("gzip, gzip", deflated(deflated(text, gzip), gzip)),
      coded("gzip", deflated(text.substr(0, 9), gzip) + deflated(text.substr(9), gzip)),
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + deflated(text, gzip),
  };
  for (const std::string& each : answers) {
    start({{{each, Then::close}}});
    const HttpOutcome outcome = send("POST", "{}");
    BOOST_TEST_CONTEXT(each) {
      BOOST_REQUIRE(summary(outcome) == "200");
      const auto& response = std::get<HttpResponse>(outcome);
      BOOST_TEST(response.body == text);
      if (each.find("identity\r\n") == std::string::npos || each.find("gzip") != std::string::npos)
        BOOST_TEST(response.header("content-encoding") == nullptr);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_large_answer_is_inflated_whole) {
  std::string large = "[";
  for (int i = 0; i < 200'000; ++i) large += std::to_string(i) + ",";
  large += "0]";
  start({{{coded("gzip", deflated(large, gzip))}}});
  BOOST_TEST((std::get<HttpResponse>(send("GET")).body == large));
}

BOOST_AUTO_TEST_CASE(the_connection_is_kept_as_after_any_answer) {
  start({{{coded("gzip", deflated(text, gzip))}, {ok()}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(server.connections == 1);
}

// Damaged or in another coding: its status still speaks, its bytes are nothing that can be read.
BOOST_AUTO_TEST_CASE(what_cannot_be_inflated_comes_as_it_is) {
  const std::string whole = deflated(text, gzip);
  std::string flipped = whole;
  flipped[whole.size() / 2] = static_cast<char>(~flipped[whole.size() / 2]);
  std::string wrong_sum = whole;
  wrong_sum[whole.size() - 6] = static_cast<char>(~wrong_sum[whole.size() - 6]);
  const std::vector<std::pair<std::string, std::string>> bodies{
      {"gzip", whole.substr(0, whole.size() - 1)},
      {"gzip", whole.substr(0, 12)},
      {"gzip", "\x1f\x8b"},
      {"gzip", text},
      {"gzip", flipped},
      {"gzip", wrong_sum},
      {"deflate", text},
      {"br", whole},
      {"gzip, br", whole},
      {"gzip,gzip,gzip,gzip,gzip", whole},
  };
  for (const auto& [coding, body] : bodies) {
    for (const char* method : {"GET", "POST"}) {
      start({{{coded(coding, body), Then::close}}});
      const HttpOutcome outcome = send(method);
      BOOST_REQUIRE(summary(outcome) == "200");
      BOOST_TEST((std::get<HttpResponse>(outcome).body == body));
      BOOST_TEST(*std::get<HttpResponse>(outcome).header("content-encoding") == coding);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_body_has_none_to_inflate) {
  start({{{"HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n"}, {coded("gzip", "")}}});
  BOOST_TEST(summary(send("GET")) == "204");
  BOOST_TEST(std::get<HttpResponse>(send("GET")).body.empty());
}

BOOST_AUTO_TEST_CASE(the_bound_of_an_answer_holds_for_what_it_becomes) {
  options.max_response_bytes = 100'000;
  const auto answer_of = [](std::size_t size) {
    return coded("gzip", deflated(std::string(size, 'x'), gzip));
  };
  start({{{answer_of(100'000), Then::close}}});
  BOOST_TEST(std::get<HttpResponse>(send("GET")).body.size() == 100'000U);
  start({{{answer_of(100'001), Then::close}}});
  BOOST_TEST(summary(send("GET")) == "too_large, sent");
  // A bomb, and one within another.
  start({{{answer_of(50'000'000), Then::close}}});
  BOOST_TEST(summary(send("POST")) == "too_large, sent");
  const std::string bomb = deflated(deflated(std::string(50'000'000, 'x'), gzip), gzip);
  start({{{coded("gzip, gzip", bomb), Then::close}}});
  BOOST_TEST(summary(send("POST")) == "too_large, sent");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
