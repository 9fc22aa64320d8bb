#pragma once

#include "pressrun/io/beast_transport.hpp"
#include "support/loopback_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::test {

using namespace std::chrono_literals;

inline std::string base_url(const LoopbackServer& server) {
  return "http://127.0.0.1:" + std::to_string(server.port());
}

/// One server, one transport and the loop they share.
struct TransportFixture {
  asio::io_context context;
  LoopbackServer server{context};
  io::TransportOptions options;
  std::unique_ptr<io::BeastTransport> transport;
  Duration timeout = 20s;

  void start(std::vector<Script> scripts) {
    server.play(std::move(scripts));
    if (options.base_url == io::TransportOptions{}.base_url) options.base_url = base_url(server);
    transport = std::make_unique<io::BeastTransport>(context.get_executor(), options);
  }

  HttpOutcome send(const std::string& method, const std::string& body = {}) {
    HttpRequest request{method, "/things", {{"x-api-key", "secret-key"}}, body};
    std::optional<HttpOutcome> outcome;
    std::exception_ptr thrown;
    asio::co_spawn(context, transport->send(std::move(request), timeout),
                   [&](std::exception_ptr e, HttpOutcome got) {
                     thrown = e;
                     outcome = std::move(got);
                   });
    while (!outcome) {
      context.restart();
      context.run_one();
    }
    if (thrown) std::rethrow_exception(thrown);
    return *outcome;
  }

  /// Lets the server act on what has arrived.
  void settle(const std::function<bool()>& enough) {
    while (!enough()) {
      context.restart();
      context.run_one();
    }
  }
};

inline int status_of(const HttpOutcome& outcome) {
  const auto* response = std::get_if<HttpResponse>(&outcome);
  return response ? response->status : 0;
}

/// "connection_lost, sent" or "refused, unsent" or "200".
inline std::string summary(const HttpOutcome& outcome) {
  const auto* failure = std::get_if<TransportFailure>(&outcome);
  if (!failure) return std::to_string(status_of(outcome));
  // the API key and the proxy's password as the tests give them, plain and as they go over the wire
  for (const char* secret : {"secret", "bWU6c2VjcmV0"})
    BOOST_TEST(failure->detail.find(secret) == std::string::npos, failure->detail);
  BOOST_TEST(!failure->detail.empty());
  return std::string(to_string(failure->error)) + (failure->may_have_been_sent ? ", sent" : ", unsent");
}

}  // namespace pressrun::test
