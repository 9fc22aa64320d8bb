#include "contract/transport_contract.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace pressrun::test {
namespace {

using namespace std::chrono_literals;

/// Keeps what it is given, up to a size.
class Kept final : public BodySink {
 public:
  explicit Kept(std::size_t most = 1U << 20U) : most_(most) {}
  bool write(std::string_view piece) override {
    if (bytes.size() + piece.size() > most_) return false;
    bytes += piece;
    return true;
  }
  std::string bytes;

 private:
  std::size_t most_;
};

HttpRequest get(std::string target) { return {"GET", std::move(target), {{"accept", "*/*"}}, ""}; }

std::string of_size(std::size_t size) {
  std::string body(size, '.');
  for (std::size_t i = 0; i < size; i += 7) body[i] = static_cast<char>('a' + i % 26);
  return body;
}

TransportError error_of(const HttpOutcome& outcome) {
  BOOST_REQUIRE(std::holds_alternative<TransportFailure>(outcome));
  return std::get<TransportFailure>(outcome).error;
}

using Check = std::function<void(const MakeTransport&)>;

struct Case {
  const char* name;
  Check check;
};

void each_request_goes_to_its_own_origin(const MakeTransport& make) {
  auto place = make({{"/ready", {200, {}, "api"}}}, {{"/a.png?x=1", {200, {}, "file"}}});
  const HttpOutcome own = place->finish(place->transport().send(get("/ready"), 5s));
  const HttpOutcome other =
      place->finish(place->transport().send(get(place->other_origin() + "/a.png?x=1"), 5s));
  BOOST_TEST(std::get<HttpResponse>(own).body == "api");
  BOOST_TEST(std::get<HttpResponse>(other).body == "file");
  BOOST_TEST(place->asked_of_api() == std::vector<std::string>{"/ready"}, boost::test_tools::per_element());
  BOOST_TEST(place->asked_of_other() == std::vector<std::string>{"/a.png?x=1"},
             boost::test_tools::per_element());
}

void a_body_goes_to_the_sink_whole(const MakeTransport& make) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{200'000}}) {
    auto place = make({}, {{"/a.png", {200, {{"ETag", "\"1\""}}, of_size(size)}}});
    Kept kept;
    const std::string url = place->other_origin() + "/a.png";
    const HttpOutcome outcome = place->finish(place->transport().receive(get(url), kept, size, 5s));
    BOOST_REQUIRE(std::holds_alternative<HttpResponse>(outcome));
    const HttpResponse& response = std::get<HttpResponse>(outcome);
    BOOST_TEST(response.status == 200);
    BOOST_TEST(response.body.empty());
    BOOST_REQUIRE(response.header("etag") != nullptr);
    BOOST_TEST((kept.bytes == of_size(size)));
  }
}

void more_than_the_bound_is_too_large(const MakeTransport& make) {
  auto place = make({}, {{"/a.png", {200, {}, of_size(1000)}}});
  Kept kept;
  const std::string url = place->other_origin() + "/a.png";
  const HttpOutcome outcome = place->finish(place->transport().receive(get(url), kept, 999, 5s));
  BOOST_TEST((error_of(outcome) == TransportError::too_large));
  BOOST_TEST(kept.bytes.size() <= 999U);
}

void an_answer_that_is_no_file_is_in_the_response(const MakeTransport& make) {
  auto place = make({}, {{"/a.png", {404, {}, "not there"}}});
  Kept kept;
  const std::string url = place->other_origin() + "/a.png";
  const HttpOutcome outcome = place->finish(place->transport().receive(get(url), kept, 1000, 5s));
  BOOST_TEST(std::get<HttpResponse>(outcome).status == 404);
  BOOST_TEST(std::get<HttpResponse>(outcome).body == "not there");
  BOOST_TEST(kept.bytes.empty());
}

void a_sink_that_takes_no_more_ends_it(const MakeTransport& make) {
  auto place = make({}, {{"/a.png", {200, {}, of_size(200'000)}}});
  Kept kept{100'000};
  const std::string url = place->other_origin() + "/a.png";
  const HttpOutcome outcome = place->finish(place->transport().receive(get(url), kept, 300'000, 5s));
  BOOST_TEST((error_of(outcome) == TransportError::not_taken));
}

void what_cannot_be_asked_safely_is_not_sent(const MakeTransport& make) {
  for (const char* url : {"http://files.example/a.png", "ftp://files.example/a.png", "a.png", ""}) {
    auto place = make({}, {});
    const HttpOutcome outcome = place->finish(place->transport().send(get(url), 5s));
    BOOST_TEST((error_of(outcome) == TransportError::malformed), url);
    BOOST_TEST(!std::get<TransportFailure>(outcome).may_have_been_sent);
  }
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"each_request_goes_to_its_own_origin", each_request_goes_to_its_own_origin},
      {"a_body_goes_to_the_sink_whole", a_body_goes_to_the_sink_whole},
      {"more_than_the_bound_is_too_large", more_than_the_bound_is_too_large},
      {"an_answer_that_is_no_file_is_in_the_response", an_answer_that_is_no_file_is_in_the_response},
      {"a_sink_that_takes_no_more_ends_it", a_sink_that_takes_no_more_ends_it},
      {"what_cannot_be_asked_safely_is_not_sent", what_cannot_be_asked_safely_is_not_sent},
  };
  return all;
}

}  // namespace

HttpOutcome TransportPlace::finish(asio::awaitable<HttpOutcome> work) {
  std::optional<HttpOutcome> outcome;
  std::exception_ptr error;
  asio::co_spawn(context_, std::move(work), [&](const std::exception_ptr& thrown, HttpOutcome got) {
    error = thrown;
    outcome = std::move(got);
  });
  while (!outcome) {
    context_.restart();
    context_.run_one();
  }
  if (error) std::rethrow_exception(error);
  return *std::move(outcome);
}

bool add_transport_contract(const std::string& name, const MakeTransport& make) {
  namespace ut = boost::unit_test;
  auto* suite = BOOST_TEST_SUITE("transport_contract_" + name);
  for (const Case& one : cases()) {
    const auto run = [make, check = one.check] { check(make); };
    suite->add(ut::make_test_case(run, one.name, __FILE__, __LINE__));
  }
  ut::framework::master_test_suite().add(suite);
  return true;
}

}  // namespace pressrun::test
