// A request as it is written, and what cannot be written; and failures in words.
#include "io/transport/exchange.hpp"
#include "io/transport/network_error.hpp"
#include "io/transport/origin.hpp"
#include "io/transport/tls.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(wire_request)

namespace {

HttpRequest request(const std::string& method, const std::string& target = "/x", std::string body = {}) {
  HttpRequest made;
  made.method = method;
  made.target = target;
  made.body = std::move(body);
  return made;
}

std::string written(const HttpRequest& request, const std::string& base = "https://api.test/v2") {
  const auto wire = to_wire(request, parse_origin(base));
  BOOST_REQUIRE(wire.has_value());
  return wire->bytes;
}

bool has_line(const std::string& bytes, const std::string& line) {
  return bytes.find("\r\n" + line + "\r\n") != std::string::npos;
}

bool can_be_written(const HttpRequest& request) {
  return to_wire(request, parse_origin("https://api.test")).has_value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_is_one_piece_of_head_and_body) {
  HttpRequest post = request("POST", "/designs/a%20b?x=%C3%A4", "{\"a\":\"\r\n\"}");
  post.headers = {{"x-api-key", "secret"}, {"Content-Type", "application/json"}};
  const std::string bytes = written(post);
  const std::string agent =
      bytes.substr(bytes.find("User-Agent: "), bytes.find("\r\nAccept") - bytes.find("User-Agent: "));
  BOOST_TEST(agent.starts_with("User-Agent: pressrun/"));
  BOOST_TEST(bytes ==
             "POST /v2/designs/a%20b?x=%C3%A4 HTTP/1.1\r\nHost: api.test\r\n" + agent +
                 "\r\nAccept-Encoding: identity\r\nx-api-key: secret\r\nContent-Type: application/json\r\n"
                 "Content-Length: 10\r\n\r\n{\"a\":\"\r\n\"}");
}

BOOST_AUTO_TEST_CASE(the_host_is_named_with_a_port_that_is_not_its_schemes_own) {
  BOOST_TEST(has_line(written(request("GET"), "https://api.test:443"), "Host: api.test"));
  BOOST_TEST(has_line(written(request("GET"), "https://api.test:8443"), "Host: api.test:8443"));
  BOOST_TEST(has_line(written(request("GET"), "http://[::1]:80"), "Host: [::1]"));
  BOOST_TEST(has_line(written(request("GET"), "http://127.0.0.1:443"), "Host: 127.0.0.1:443"));
}

BOOST_AUTO_TEST_CASE(a_length_is_told_where_there_is_a_body_or_might_be) {
  const std::pair<const char*, bool> methods[] = {{"GET", false}, {"HEAD", false},  {"POST", true},
                                                  {"PUT", true},  {"DELETE", true}, {"get", true}};
  for (const auto& [method, told] : methods) {
    BOOST_TEST_CONTEXT(method) {
      BOOST_TEST(has_line(written(request(method)), "Content-Length: 0") == told);
      BOOST_TEST(has_line(written(request(method, "/x", "abc")), "Content-Length: 3"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_body_may_have_any_bytes) {
  const std::string body("a\0\xFF\r\n\r\n", 7);
  BOOST_TEST(written(request("POST", "/x", body)).ends_with("Content-Length: 7\r\n\r\n" + body));
}

BOOST_AUTO_TEST_CASE(what_may_be_repeated_is_known_by_its_method) {
  const Origin origin = parse_origin("https://api.test");
  BOOST_TEST(to_wire(request("GET"), origin)->is_get);
  BOOST_TEST(!to_wire(request("POST"), origin)->is_get);
  BOOST_TEST(!to_wire(request("HEAD"), origin)->is_get);
  BOOST_TEST(to_wire(request("HEAD"), origin)->is_head);
  BOOST_TEST(!to_wire(request("GET"), origin)->is_head);
}

BOOST_AUTO_TEST_CASE(nobody_else_has_a_say_in_what_the_transport_says_itself) {
  HttpRequest post = request("POST", "/x", "abc");
  for (const char* name :
       {"Host", "host", "USER-AGENT", "Accept-Encoding", "content-length", "Transfer-Encoding", "Connection"})
    post.headers.push_back({name, "evil"});
  post.headers.push_back({"Hostage", "kept"});
  const std::string bytes = written(post);
  BOOST_TEST(bytes.find("evil") == std::string::npos);
  BOOST_TEST(has_line(bytes, "Hostage: kept"));
}

BOOST_AUTO_TEST_CASE(what_would_end_its_line_cannot_be_written) {
  for (const std::string& odd :
       {std::string{"a\r\nb"}, std::string{"a\nb"}, std::string{"a\rb"}, std::string{"a\0b", 3},
        std::string{"a\x7F"}, std::string{"a\tb"}, std::string{"\x1B[2J"}}) {
    HttpRequest get = request("GET");
    get.headers = {{"X-Note", odd}};
    BOOST_TEST(!can_be_written(get));
    BOOST_TEST(!can_be_written(request("GET", "/" + odd)));
    BOOST_TEST(!can_be_written(request("G" + odd)));
  }
}

BOOST_AUTO_TEST_CASE(names_of_headers_and_methods_are_tokens) {
  for (const char* name : {"", "X Note", "X:Note", "X-N\xC3\xB6te", "(X)", "X\"", "X/1"}) {
    HttpRequest get = request("GET");
    get.headers = {{name, "v"}};
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(!can_be_written(get));
      BOOST_TEST(!can_be_written(request(name)));
    }
  }
  HttpRequest get = request("GET");
  get.headers = {{"!#$%&'*+-.^_`|~09azAZ", "v \xC3\xB6 \"(/)"}, {"X-Empty", ""}};
  BOOST_TEST(can_be_written(get));
}

BOOST_AUTO_TEST_CASE(a_target_is_a_path) {
  for (const char* target : {"", "x", "*", "?x=1", "https://evil.test/", "/a b", " /a"})
    BOOST_TEST_CONTEXT(target) BOOST_TEST(!can_be_written(request("GET", target)));
  for (const char* target : {"/", "//", "/a?b#c", "/\xC3\xB6"})
    BOOST_TEST_CONTEXT(target) BOOST_TEST(can_be_written(request("GET", target)));
}

BOOST_AUTO_TEST_SUITE_END()

// ---- failures

BOOST_AUTO_TEST_SUITE(network_errors)

namespace {

namespace http = boost::beast::http;
namespace errors = boost::asio::error;

}  // namespace

BOOST_AUTO_TEST_CASE(what_broke_an_exchange_is_named_by_its_cause) {
  const struct {
    ErrorCode cause;
    TransportError error;
    const char* detail;
  } cases[] = {
      {boost::beast::error::timeout, TransportError::timeout,
       "no answer within the time allowed (--timeout)"},
      {errors::operation_aborted, TransportError::cancelled, "no answer before the run was stopped"},
      {http::error::body_limit, TransportError::too_large, nullptr},
      {http::error::header_limit, TransportError::too_large, nullptr},
      {http::error::buffer_overflow, TransportError::too_large, nullptr},
      {http::error::end_of_stream, TransportError::connection_lost,
       "no answer: the server closed the connection"},
      {http::error::partial_message, TransportError::malformed,
       "no answer: the connection was closed in the middle of it"},
      {http::error::bad_version, TransportError::malformed, nullptr},
      {http::error::bad_chunk, TransportError::malformed, nullptr},
      {errors::connection_reset, TransportError::connection_lost, nullptr},
      {errors::broken_pipe, TransportError::connection_lost, nullptr},
      {errors::eof, TransportError::connection_lost, nullptr},
      {errors::timed_out, TransportError::connection_lost, nullptr},
  };
  for (const auto& one : cases) {
    const TransportFailure failure = maybe_sent("no answer", one.cause);
    BOOST_TEST_CONTEXT(one.cause.message()) {
      BOOST_CHECK(failure.error == one.error);
      BOOST_TEST(failure.may_have_been_sent);
      BOOST_TEST(failure.detail ==
                 (one.detail != nullptr ? one.detail : "no answer: " + one.cause.message()));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_never_left_says_so_and_keeps_the_kind_that_it_is_given) {
  const TransportFailure plain = not_sent(TransportError::refused, "cannot connect");
  BOOST_CHECK(plain.error == TransportError::refused);
  BOOST_TEST(!plain.may_have_been_sent);
  BOOST_TEST(plain.detail == "cannot connect");
  const TransportFailure caused =
      not_sent(TransportError::name_not_found, "cannot find it", errors::host_not_found);
  BOOST_CHECK(caused.error == TransportError::name_not_found);
  BOOST_TEST(caused.detail.starts_with("cannot find it: "));
}

BOOST_AUTO_TEST_CASE(only_our_own_limit_is_a_time_out) {
  BOOST_TEST(is_timeout(boost::beast::error::timeout));
  BOOST_TEST(!is_timeout(errors::timed_out));
  BOOST_TEST(!is_timeout({}));
  BOOST_TEST(is_cancelled(errors::operation_aborted));
  BOOST_TEST(!is_cancelled({}));
}

BOOST_AUTO_TEST_SUITE_END()

// ---- TLS

BOOST_AUTO_TEST_SUITE(tls_context)

BOOST_AUTO_TEST_CASE(peers_are_verified_and_old_versions_are_not_spoken) {
  auto context = make_tls_context("");
  BOOST_TEST((SSL_CTX_get_verify_mode(context.native_handle()) & SSL_VERIFY_PEER) != 0);
  BOOST_TEST(SSL_CTX_get_min_proto_version(context.native_handle()) == TLS1_2_VERSION);
}

BOOST_AUTO_TEST_CASE(a_ca_file_that_cannot_be_used_is_named) {
  for (const std::string file : {"/nowhere/ca.pem", "/", PRESSRUN_SOURCE_DIR "/CMakeLists.txt"}) {
    const auto names_it = [&](const std::invalid_argument& error) {
      return std::string{error.what()}.starts_with("CA file '" + file + "' cannot be used: ");
    };
    BOOST_CHECK_EXCEPTION(make_tls_context(file), std::invalid_argument, names_it);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
