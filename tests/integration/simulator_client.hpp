#pragma once

#include "pressrun/simulator/server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace pressrun::test {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

using Response = http::response<http::string_body>;

inline const std::string teaser = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149";
inline const std::string teaser_path = "/async/banner-builder/" + teaser + "/generate";

/// Turns the loop that client and server share until `done` holds a value.
template <class T>
T turn_until(asio::io_context& context, const std::optional<T>& done) {
  while (!done) {
    context.restart();
    context.run_one();
  }
  return *done;
}

inline std::string request_text(const std::string& method, const std::string& target,
                                const std::string& body = {}, const std::string& more_headers = {}) {
  return method + " " + target + " HTTP/1.1\r\nHost: simulator\r\nx-api-key: any\r\n" + more_headers +
         (body.empty() ? "" : "Content-Type: application/json\r\nContent-Length: ") +
         (body.empty() ? "" : std::to_string(body.size()) + "\r\n") + "\r\n" + body;
}

/// One connection, as bytes and as HTTP. Knows nothing of the program's own transport.
class SimulatorClient {
 public:
  SimulatorClient(asio::io_context& context, const simulator::Server& server)
      : context_(context), socket_(context) {
    const std::string url = server.base_url();
    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    std::optional<error_code> done;
    socket_.async_connect({asio::ip::address_v4::loopback(), port},
                          [&](error_code failed) { done = failed; });
    BOOST_TEST_REQUIRE(!turn_until(context_, done));
  }

  void send(const std::string& bytes) {
    std::optional<error_code> done;
    asio::async_write(socket_, asio::buffer(bytes), [&](error_code failed, std::size_t) { done = failed; });
    BOOST_TEST_REQUIRE(!turn_until(context_, done));
  }

  /// The next answer; `failure` tells why there is none.
  Response answer(bool to_head = false) {
    http::response_parser<http::string_body> parser;
    parser.skip(to_head);
    std::optional<error_code> done;
    http::async_read(socket_, buffer_, parser, [&](error_code failed, std::size_t) { done = failed; });
    failure = turn_until(context_, done);
    return parser.release();
  }

  Response call(const std::string& method, const std::string& target, const std::string& body = {}) {
    send(request_text(method, target, body));
    Response response = answer(method == "HEAD");
    BOOST_TEST_REQUIRE(!failure, method << " " << target << ": " << failure.message());
    return response;
  }

  /// So many bytes, or all until the end; then `failure` tells which end.
  std::string bytes(std::size_t most = 1 << 20) {
    std::string read(most, '\0');
    std::optional<error_code> done;
    std::size_t size = 0;
    asio::async_read(socket_, asio::buffer(read), [&](error_code failed, std::size_t got) {
      size = got;
      done = failed;
    });
    failure = turn_until(context_, done);
    read.resize(size);
    return read;
  }

  [[nodiscard]] std::size_t waiting_bytes() { return socket_.available(); }
  tcp::socket& socket() { return socket_; }

  error_code failure;

 private:
  asio::io_context& context_;
  tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
};

/// The bundled workspace without limits, where rendering takes no time.
inline simulator::Scenario quick() {
  simulator::Scenario scenario = simulator::default_scenario();
  scenario.limits = {0, true, {0, 0}, {0, 0}, {0, 0}};
  scenario.render = {0ns, 0, 0, 0ns};
  return scenario;
}

struct SimulatorFixture {
  SimulatorFixture() { options.drip_interval = 0ms; }

  void start(simulator::Scenario scenario = quick()) {
    server.emplace(context, std::move(scenario), options);
  }
  /// One call, of any kind, meets this fault.
  void start_with(const std::string& fault, const std::string& on = "any") {
    simulator::Scenario scenario = quick();
    simulator::Fault given;
    given.kind = fault;
    given.on = on;
    given.probability = 1;
    given.at_most = 1;
    scenario.faults.push_back(given);
    start(std::move(scenario));
  }
  SimulatorClient connect() { return SimulatorClient{context, *server}; }
  std::int64_t counted(const std::string& name) {
    return json::parse(server->stats_json()).at(name).to_number<std::int64_t>();
  }

  asio::io_context context;
  simulator::ServerOptions options;
  std::optional<simulator::Server> server;
};

}  // namespace pressrun::test
