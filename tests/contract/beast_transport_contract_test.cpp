// The contract of every transport, on the real one, and what only connections can show.
#include "contract/transport_contract.hpp"
#include "pressrun/io/beast_transport.hpp"
#include "support/loopback_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

std::string written(const HttpResponse& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Status\r\n";
  for (const HttpHeader& header : answer.headers) text += header.name + ": " + header.value + "\r\n";
  return text + "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
}

std::string url_of(const test::LoopbackServer& server) {
  return "http://127.0.0.1:" + std::to_string(server.port());
}

class Loopback final : public test::TransportPlace {
 public:
  Loopback(const std::vector<test::Page>& of_api, const std::vector<test::Page>& of_other) {
    api_.play({script_of(of_api)});
    other_.play({script_of(of_other)});
    io::TransportOptions options;
    options.base_url = url_of(api_);
    transport_.emplace(context_.get_executor(), options);
  }
  Transport& transport() override { return *transport_; }
  [[nodiscard]] std::string other_origin() const override { return url_of(other_); }
  [[nodiscard]] std::vector<std::string> asked_of_api() const override { return targets_of(api_); }
  [[nodiscard]] std::vector<std::string> asked_of_other() const override { return targets_of(other_); }

 private:
  static test::Script script_of(const std::vector<test::Page>& pages) {
    test::Script script;
    for (const test::Page& page : pages) script.push_back({written(page.answer)});
    return script;
  }
  static std::vector<std::string> targets_of(const test::LoopbackServer& server) {
    std::vector<std::string> targets;
    for (const std::string& request : server.requests) {
      const std::size_t begin = request.find(' ') + 1;
      targets.push_back(request.substr(begin, request.find(' ', begin) - begin));
    }
    return targets;
  }

  test::LoopbackServer api_{context_};
  test::LoopbackServer other_{context_};
  std::optional<io::BeastTransport> transport_;
};

[[maybe_unused]] const bool added = test::add_transport_contract(
    "beast", [](std::vector<test::Page> of_api, std::vector<test::Page> of_other) {
      return std::make_unique<Loopback>(of_api, of_other);
    });

/// Keeps all, and counts the pieces.
class Pieces final : public BodySink {
 public:
  bool write(std::string_view piece) override {
    ++pieces;
    bytes += piece;
    return true;
  }
  int pieces = 0;
  std::string bytes;
};

/// An API and a place of files, each with connections of their own.
struct Origins {
  asio::io_context context{1};
  test::LoopbackServer api{context};
  test::LoopbackServer files{context};
  std::optional<io::BeastTransport> transport;
  Pieces sink;
  Duration silence = 5s;

  void start(std::vector<test::Script> of_files) {
    api.play({{{test::ok("api")}, {test::ok("api")}}});
    files.play(std::move(of_files));
    io::TransportOptions options;
    options.base_url = url_of(api);
    transport.emplace(context.get_executor(), options);
  }
  HttpOutcome finish(asio::awaitable<HttpOutcome> work) {
    std::optional<HttpOutcome> outcome;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error, HttpOutcome got) {
      if (error) std::rethrow_exception(error);
      outcome = std::move(got);
    });
    while (!outcome) {
      context.restart();
      context.run_one();
    }
    return *std::move(outcome);
  }
  HttpOutcome fetch(std::uint64_t most = 1U << 20U) {
    HttpRequest request{"GET", url_of(files) + "/a.png", {}, ""};
    return finish(transport->receive(std::move(request), sink, most, silence));
  }
  HttpOutcome ask_api() {
    HttpRequest request{"GET", "/ready", {{"x-api-key", "secret"}}, ""};
    return finish(transport->send(std::move(request), 5s));
  }
  static std::optional<TransportError> error_of(const HttpOutcome& outcome) {
    const auto* failure = std::get_if<TransportFailure>(&outcome);
    return failure == nullptr ? std::nullopt : std::optional{failure->error};
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(streamed, Origins)

BOOST_AUTO_TEST_CASE(each_origin_keeps_connections_of_its_own) {
  start({{{test::ok("one")}, {test::ok("two")}}});
  for (int i = 0; i < 2; ++i) {
    BOOST_TEST(!error_of(ask_api()).has_value());
    BOOST_TEST(!error_of(fetch()).has_value());
  }
  BOOST_TEST(sink.bytes == "onetwo");
  BOOST_TEST(api.connections == 1);
  BOOST_TEST(files.connections == 1);
  for (const std::string& request : files.requests)
    BOOST_TEST(request.find("x-api-key") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_that_does_not_say_how_long_it_is_is_bounded_as_it_comes) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
  start({{{chunked}, {chunked}}});
  BOOST_TEST(!error_of(fetch(6)).has_value());
  BOOST_TEST(sink.bytes == "abcdef");
  sink.bytes.clear();
  BOOST_TEST((error_of(fetch(5)) == TransportError::too_large));
  BOOST_TEST(sink.bytes.size() <= 5U);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_cut_short_is_never_whole) {
  start({{{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde", test::Then::close}}});
  BOOST_TEST((error_of(fetch()) == TransportError::malformed));
  BOOST_TEST(sink.bytes == "abcde");
}

BOOST_AUTO_TEST_CASE(a_file_that_came_compressed_is_not_taken_for_one) {
  start({{{test::ok("coded", "Content-Encoding: gzip\r\n")}}});
  BOOST_TEST((error_of(fetch()) == TransportError::malformed));
  BOOST_TEST(sink.bytes.empty());
}

BOOST_AUTO_TEST_CASE(silence_ends_it) {
  silence = 50ms;
  start({{{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde", test::Then::stall}}});
  BOOST_TEST((error_of(fetch()) == TransportError::timeout));
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_died_is_replaced_before_a_byte_is_taken) {
  start({{{test::ok("one")}, {"", test::Then::reset}}, {{test::ok("two")}}});
  BOOST_TEST(!error_of(fetch()).has_value());
  BOOST_TEST(!error_of(fetch()).has_value());
  BOOST_TEST(sink.bytes == "onetwo");
  BOOST_TEST(files.connections == 2);
}

BOOST_AUTO_TEST_SUITE_END()
