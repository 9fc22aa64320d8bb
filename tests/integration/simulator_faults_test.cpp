// Each network fault of the simulator, as a client sees it; and the end of the server in the middle of one.
#include "integration/simulator_client.hpp"

BOOST_AUTO_TEST_SUITE(simulator_faults)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string body = R"({"elements":{}})";

/// Waits until the server has met so many requests.
void settle(SimulatorFixture& fixture, std::int64_t requests) {
  while (fixture.counted("requests") < requests) {
    fixture.context.restart();
    fixture.context.run_one();
  }
}

/// The answer to GET /ready in bytes, from a connection without faults.
std::size_t whole_size(SimulatorFixture& fixture) {
  auto client = fixture.connect();
  client.send(request_text("GET", "/ready"));
  std::string read;
  while (read.find("\r\n\r\n") == std::string::npos && !client.failure) read += client.bytes(1);
  BOOST_TEST_REQUIRE(read.starts_with("HTTP/1.1 200 OK\r\n"));
  return read.size() + std::stoul(read.substr(read.find("Content-Length: ") + 16));
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_reset_before_processing_leaves_no_generation, SimulatorFixture) {
  start_with("reset_before");
  auto client = connect();
  client.send(request_text("POST", teaser_path, body));
  BOOST_TEST(client.bytes() == "");
  BOOST_TEST((client.failure == asio::error::connection_reset));
  BOOST_TEST(counted("accepted_generations") == 0);
}

BOOST_FIXTURE_TEST_CASE(a_reset_after_processing_leaves_one, SimulatorFixture) {
  start_with("reset_after");
  auto client = connect();
  client.send(request_text("POST", teaser_path, body));
  BOOST_TEST(client.bytes() == "");
  BOOST_TEST((client.failure == asio::error::connection_reset));
  BOOST_TEST(counted("accepted_generations") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_truncated_answer_is_half_of_it, SimulatorFixture) {
  start_with("truncate");
  auto client = connect();
  client.send(request_text("GET", "/ready"));
  const std::string half = client.bytes();
  BOOST_TEST((client.failure == asio::error::eof));
  BOOST_TEST(half.starts_with("HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(half.size() == whole_size(*this) / 2);
}

BOOST_FIXTURE_TEST_CASE(garbage_is_no_http, SimulatorFixture) {
  start_with("garbage");
  auto client = connect();
  client.send(request_text("GET", "/ready"));
  client.answer();
  BOOST_TEST((client.failure == http::error::bad_version), client.failure.message());
}

BOOST_FIXTURE_TEST_CASE(a_dripping_answer_never_ends, SimulatorFixture) {
  start_with("drip");
  auto client = connect();
  client.send(request_text("GET", "/ready"));
  settle(*this, 1);
  const std::size_t size = whole_size(*this);
  BOOST_TEST(client.bytes(size - 1).starts_with("HTTP/1.1 200 OK\r\n"));
  whole_size(*this);
  BOOST_TEST(client.waiting_bytes() == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_stalled_answer_never_begins, SimulatorFixture) {
  start_with("stall");
  auto client = connect();
  client.send(request_text("POST", teaser_path, body));
  settle(*this, 1);
  whole_size(*this);  // others are served meanwhile
  BOOST_TEST(client.waiting_bytes() == 0U);
  BOOST_TEST(counted("accepted_generations") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_delayed_answer_lets_others_pass, SimulatorFixture) {
  simulator::Scenario scenario = quick();
  simulator::Fault delay;
  delay.kind = "delay";
  delay.probability = 1;
  delay.at_most = 1;
  delay.delay = 1h;
  scenario.faults.push_back(delay);
  start(std::move(scenario));
  auto client = connect();
  client.send(request_text("GET", "/ready"));
  settle(*this, 1);
  whole_size(*this);
  BOOST_TEST(client.waiting_bytes() == 0U);
}

/// With a client in every state that a connection can be in.
BOOST_AUTO_TEST_CASE(stop_ends_everything) {
  for (const std::string kind : {"drip", "stall", "delay", "truncate", "garbage", "none"}) {
    SimulatorFixture fixture;
    simulator::Scenario scenario = quick();
    if (kind != "none") {
      simulator::Fault fault;
      fault.kind = kind;
      fault.probability = 1;
      fault.delay = kind == "delay" ? std::chrono::nanoseconds{1h} : 0ns;
      scenario.faults.push_back(fault);
    }
    fixture.start(std::move(scenario));
    auto idle = fixture.connect();
    auto busy = fixture.connect();
    auto half_sent = fixture.connect();
    busy.send(request_text("GET", "/ready"));
    half_sent.send("GET /rea");
    settle(fixture, 1);
    fixture.server->stop();
    fixture.context.restart();
    fixture.context.run();  // ends, or the test's time does
    error_code failed;
    idle.socket().non_blocking(true);
    char byte = 0;
    idle.socket().read_some(asio::buffer(&byte, 1), failed);
    BOOST_TEST((failed == asio::error::eof), kind << ": " << failed.message());
  }
}

BOOST_FIXTURE_TEST_CASE(a_server_can_go_before_its_loop_runs, SimulatorFixture) {
  start();
  server.reset();
  context.run();
  BOOST_TEST(context.stopped());
}

BOOST_AUTO_TEST_SUITE_END()
