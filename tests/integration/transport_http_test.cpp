#include "transport_fixture.hpp"

namespace pressrun::test {

BOOST_FIXTURE_TEST_SUITE(transport_http, TransportFixture)

BOOST_AUTO_TEST_CASE(a_request_goes_out_as_it_should) {
  start({{{ok()}}});
  options.base_url += "/v2/";
  transport = std::make_unique<io::BeastTransport>(context.get_executor(), options);
  BOOST_TEST(summary(send("POST", "{\"a\":1}")) == "200");
  const std::string& seen = server.requests.at(0);
  BOOST_TEST(seen.starts_with("POST /v2/things HTTP/1.1\r\n"));
  BOOST_TEST(seen.find("Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n") != std::string::npos);
  BOOST_TEST(seen.find("User-Agent: pressrun/0.") != std::string::npos);
  BOOST_TEST(seen.find("Accept-Encoding: identity\r\n") != std::string::npos);
  BOOST_TEST(seen.find("x-api-key: secret-key\r\n") != std::string::npos);
  BOOST_TEST(seen.ends_with("Content-Length: 7\r\n\r\n{\"a\":1}"));
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_between_requests) {
  start({{{ok()}, {ok()}, {ok()}}});
  for (const char* method : {"GET", "POST", "GET"}) BOOST_TEST(summary(send(method)) == "200");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(connection_close_is_respected) {
  start({{{ok("{}", "Connection: close\r\n")}}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(server.connections == 2);
}

BOOST_AUTO_TEST_CASE(bodies_of_every_framing_are_read) {
  start({{{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
          {"HTTP/1.1 100 Continue\r\n\r\n" + ok("abcde"), Then::go_on, Step::whole, true},
          {"HTTP/1.1 200 OK\r\n\r\nabcde", Then::close}}});
  for (int i = 0; i < 3; ++i) BOOST_TEST(std::get<HttpResponse>(send("GET")).body == "abcde");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(answers_without_a_body_leave_the_connection_usable) {
  start({{{"HTTP/1.1 204 No Content\r\n\r\n"},
          {"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"},
          {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"}}});
  BOOST_TEST(summary(send("GET")) == "204");
  BOOST_TEST(summary(send("GET")) == "304");
  BOOST_TEST(summary(send("HEAD")) == "200");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_as_any_other) {
  const Step redirect{"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"};
  start({{redirect, redirect, {ok()}, {ok()}}});
  for (const char* method : {"POST", "GET"}) {
    const HttpOutcome outcome = send(method);
    BOOST_TEST(summary(outcome) == "302");
    BOOST_TEST(*std::get<HttpResponse>(outcome).header("location") == "/elsewhere");
  }
  BOOST_TEST(server.requests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_body_of_just_the_limit_is_read) {
  options.max_response_bytes = 2000;
  start({{{ok(std::string(2000, 'x'))}, {ok(std::string(2001, 'x'))}}});
  BOOST_TEST(std::get<HttpResponse>(send("GET")).body.size() == 2000U);
  BOOST_TEST(summary(send("GET")) == "too_large, sent");
}

BOOST_AUTO_TEST_CASE(line_breaks_in_a_header_are_not_sent) {
  start({{{ok()}}});
  HttpRequest request{"GET", "/", {{"x", "a\r\nHost: evil"}}, {}};
  std::optional<HttpOutcome> outcome;
  asio::co_spawn(context, transport->send(std::move(request), timeout),
                 [&](std::exception_ptr, HttpOutcome got) { outcome = std::move(got); });
  settle([&] { return outcome.has_value(); });
  BOOST_TEST(summary(*outcome) == "malformed, unsent");
  BOOST_TEST(server.connections == 0);
}

BOOST_AUTO_TEST_CASE(many_requests_run_at_once) {
  start({{{ok()}, {ok()}}});
  int done = 0;
  for (int i = 0; i < 40; ++i) {
    asio::co_spawn(
        context, transport->send(HttpRequest{"GET", "/", {}, {}}, timeout),
        [&](std::exception_ptr, const HttpOutcome& got) { done += status_of(got) == 200 ? 1 : 100; });
  }
  settle([&] { return done >= 40; });
  BOOST_TEST(done == 40);
  BOOST_TEST(server.connections == 40);
}

BOOST_AUTO_TEST_CASE(ipv6_is_spoken) {
  boost::system::error_code none;
  asio::ip::tcp::acceptor probe(context);
  probe.open(asio::ip::tcp::v6(), none);
  if (!none) probe.bind({asio::ip::address_v6::loopback(), 0}, none);
  if (none) {
    BOOST_TEST_MESSAGE("skipped: this machine has no IPv6 loopback");
    return;
  }
  LoopbackServer six(context, "::1");
  six.play({{{ok()}}});
  options.base_url = "http://[::1]:" + std::to_string(six.port());
  start({{}});
  BOOST_TEST(summary(send("GET")) == "200");
  BOOST_TEST(six.requests.at(0).find("Host: [::1]:" + std::to_string(six.port())) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::test
