// The simulator over HTTP, as a client sees it.
#include "integration/simulator_client.hpp"

BOOST_AUTO_TEST_SUITE(simulator_server)

using namespace pressrun;
using namespace pressrun::test;

BOOST_FIXTURE_TEST_CASE(one_connection_carries_many_calls, SimulatorFixture) {
  start();
  auto client = connect();
  BOOST_TEST(client.call("GET", "/ready").result_int() == 200U);
  const Response submitted = client.call("POST", teaser_path, R"({"elements":{"title":{"payload":"é"}}})");
  BOOST_TEST(submitted.result_int() == 200U);
  BOOST_TEST(submitted[http::field::content_type] == "application/json");
  const std::string id{json::parse(submitted.body()).at("generation_request_id").as_string()};
  const Response polled = client.call("GET", "/generation-request/" + id);
  BOOST_TEST(json::parse(polled.body()).at("is_finalized").as_bool());
  BOOST_TEST(counted("requests") == 3);
}

BOOST_FIXTURE_TEST_CASE(requests_sent_at_once_are_answered_in_order, SimulatorFixture) {
  start();
  auto client = connect();
  client.send(request_text("GET", "/ready") + request_text("GET", "/nowhere") +
              request_text("GET", "/ready"));
  BOOST_TEST(client.answer().result_int() == 200U);
  BOOST_TEST(client.answer().result_int() == 404U);
  BOOST_TEST(client.answer().result_int() == 200U);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_says_so_is_let_go, SimulatorFixture) {
  start();
  auto client = connect();
  client.send(request_text("GET", "/ready", "", "Connection: close\r\n"));
  const Response response = client.answer();
  BOOST_TEST(response[http::field::connection] == "close");
  BOOST_TEST(client.bytes() == "");
  BOOST_TEST((client.failure == asio::error::eof));
}

BOOST_FIXTURE_TEST_CASE(a_head_is_answered_without_a_body, SimulatorFixture) {
  start();
  auto client = connect();
  const Response head = client.call("HEAD", "/");
  const std::string length{head[http::field::content_length]};
  BOOST_TEST(head.body() == "");
  BOOST_TEST(length == std::to_string(client.call("GET", "/").body().size()));
}

BOOST_FIXTURE_TEST_CASE(a_body_is_called_for_where_the_client_waits, SimulatorFixture) {
  start();
  auto client = connect();
  const std::string body = R"({"elements":{}})";
  const std::string whole = request_text("POST", teaser_path, body, "Expect: 100-continue\r\n");
  client.send(whole.substr(0, whole.size() - body.size()));
  BOOST_TEST(client.bytes(25) == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(body);
  BOOST_TEST(client.answer().result_int() == 200U);
}

BOOST_FIXTURE_TEST_CASE(too_large_a_body_is_refused_and_nothing_happens, SimulatorFixture) {
  start();
  auto client = connect();
  client.send("POST " + teaser_path + " HTTP/1.1\r\nHost: s\r\nContent-Length: 9000000\r\n\r\n");
  BOOST_TEST(client.answer().result_int() == 413U);
  BOOST_TEST(counted("requests") == 0);
}

BOOST_FIXTURE_TEST_CASE(too_long_a_header_is_refused, SimulatorFixture) {
  start();
  auto client = connect();
  client.send(request_text("GET", "/ready", "", "X-Long: " + std::string(70'000, 'a') + "\r\n"));
  BOOST_TEST(client.answer().result_int() == 431U);
}

BOOST_FIXTURE_TEST_CASE(what_is_no_request_is_refused, SimulatorFixture) {
  start();
  auto client = connect();
  client.send("good morning\r\n\r\n");
  BOOST_TEST(client.answer().result_int() == 400U);
}

BOOST_FIXTURE_TEST_CASE(an_idle_connection_is_closed, SimulatorFixture) {
  options.idle_timeout = 1ms;
  start();
  auto client = connect();
  BOOST_TEST(client.bytes() == "");
  BOOST_TEST((client.failure == asio::error::eof));
}

BOOST_FIXTURE_TEST_CASE(one_connection_too_many_is_closed, SimulatorFixture) {
  options.most_connections = 1;
  start();
  auto first = connect();
  BOOST_TEST(first.call("GET", "/ready").result_int() == 200U);
  auto second = connect();
  BOOST_TEST(second.bytes() == "");
  BOOST_TEST(first.call("GET", "/ready").result_int() == 200U);
}

BOOST_FIXTURE_TEST_CASE(the_statistics_are_those_of_the_model, SimulatorFixture) {
  start();
  auto client = connect();
  client.call("POST", teaser_path, R"({"elements":{}})");
  const json::value stats = json::parse(client.call("GET", "/simulator/stats").body());
  BOOST_TEST(stats.at("accepted_generations").to_number<int>() == 1);
  BOOST_TEST(stats == json::parse(server->stats_json()));
}

BOOST_FIXTURE_TEST_CASE(a_page_tells_people_what_is_served, SimulatorFixture) {
  simulator::Scenario scenario = quick();
  scenario.company = "Kites & <Co>";
  start(std::move(scenario));
  auto client = connect();
  const Response page = client.call("GET", "/");
  BOOST_TEST(page[http::field::content_type] == "text/html; charset=utf-8");
  for (const std::string part :
       {"Kites &amp; &lt;Co&gt;", "Teaser banner", teaser.c_str(), "accepted_generations"})
    BOOST_TEST(page.body().find(part) != std::string::npos, part);
  BOOST_TEST(page.body().find(server->base_url()) != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_port_in_use_is_an_error, SimulatorFixture) {
  start();
  const std::string url = server->base_url();
  simulator::ServerOptions same;
  same.port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  BOOST_CHECK_THROW(simulator::Server(context, quick(), same), boost::system::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
