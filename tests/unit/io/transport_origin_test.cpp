#include "io/transport/origin.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(transport_origin)

BOOST_AUTO_TEST_CASE(a_base_url_gives_host_port_and_prefix) {
  const Origin origin = parse_origin("https://API.abyssale.com/v2/");
  BOOST_TEST(origin.tls);
  BOOST_TEST(origin.authority() == "api.abyssale.com:443");
  BOOST_TEST(origin.host_header() == "api.abyssale.com");
  BOOST_TEST(origin.path_prefix == "/v2");
}

BOOST_AUTO_TEST_CASE(ipv6_keeps_its_brackets_where_a_port_follows) {
  BOOST_TEST(parse_origin("http://[::1]:8080").host == "::1");
  BOOST_TEST(parse_origin("http://[::1]:8080").host_header() == "[::1]:8080");
  BOOST_TEST(parse_origin("https://[::1]").host_header() == "[::1]");
}

BOOST_AUTO_TEST_CASE(plain_http_is_for_loopback) {
  for (const char* url : {"http://localhost:1", "http://127.8.9.1", "http://[::1]"})
    BOOST_CHECK_NO_THROW(parse_origin(url));
  for (const char* url :
       {"http://api.abyssale.com", "http://10.0.0.1", "http://localhost.evil.test", "http://[::2]"}) {
    BOOST_CHECK_THROW(parse_origin(url), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(unusable_urls_are_refused) {
  for (const char* url :
       {"", "api.abyssale.com", "ftp://localhost", "https://", "https://user@host", "https://u:p@host",
        "https://host?x=1", "https://host#x", "https://host:70000", "https://host:0"}) {
    BOOST_CHECK_THROW(parse_origin(url), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(a_host_that_begins_like_an_address_is_not_cut_off_behind_it) {
  for (const char* url : {"https://127.0.0.1.example.com", "http://127.0.0.1.example.com/",
                          "https://10.0.0.1x:443", "https://10.0.0.1%2ex"})
    BOOST_CHECK_THROW(parse_origin(url), std::invalid_argument);
  BOOST_CHECK_THROW(parse_proxy("http://10.0.0.1.example.com:3128"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_host_has_no_characters_that_would_leave_their_header) {
  for (const char* url :
       {"https://a%0d%0ab", "https://a%20b", "https://a%00b", "https://a%2fb", "https://[v7.x]"})
    BOOST_CHECK_THROW(parse_origin(url), std::invalid_argument);
  BOOST_CHECK_THROW(parse_proxy("http://proxy%0d%0ax:3128"), std::invalid_argument);
  BOOST_TEST(parse_origin("https://%61pi.abyssale.com").host == "api.abyssale.com");
}

BOOST_AUTO_TEST_CASE(a_refused_url_is_not_repeated) {
  try {
    parse_origin("https://user:hunter2@host");
    BOOST_ERROR("accepted");
  } catch (const std::invalid_argument& refused) {
    BOOST_TEST(std::string(refused.what()).find("hunter2") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_refused_proxy_is_not_repeated) {
  const std::string endless = "http://user:" + std::string(5000, 'h') + "unter2@proxy.test";
  for (const std::string& url :
       {std::string("socks5://user:hunter2@proxy.test"), std::string("http://user:hunter2@proxy.test:0"),
        std::string("http://user:hunter2@proxy test"), endless}) {
    try {
      parse_proxy(url);
      BOOST_ERROR("accepted");
    } catch (const std::invalid_argument& refused) {
      BOOST_TEST(std::string(refused.what()).find("unter2") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(credentials_of_every_length_are_encoded_whole) {
  const std::pair<const char*, const char*> pairs[] = {
      {"a:@", "Basic YTo="}, {"a:b@", "Basic YTpi"}, {"a:bc@", "Basic YTpiYw=="}};
  for (const auto& [given, expected] : pairs)
    BOOST_TEST(parse_proxy("http://" + std::string(given) + "p")->authorization == expected);
}

BOOST_AUTO_TEST_CASE(a_proxy_gives_its_address_and_authorization) {
  const auto proxy = parse_proxy("http://al%40ice:pa%3Ass@proxy.test:3128");
  BOOST_TEST(proxy->authority() == "proxy.test:3128");
  BOOST_TEST(proxy->authorization == "Basic YWxAaWNlOnBhOnNz");
  BOOST_TEST(parse_proxy("proxy.test:8080")->authority() == "proxy.test:8080");
  BOOST_TEST(!parse_proxy(""));
  BOOST_CHECK_THROW(parse_proxy("socks5://proxy.test"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(no_proxy_matches_hosts_and_domains) {
  const Origin origin = parse_origin("https://api.abyssale.com");
  for (const char* list : {"*", "api.abyssale.com", "x, API.Abyssale.com", ".abyssale.com", "abyssale.com",
                           "api.abyssale.com:443", "*.abyssale.com"}) {
    BOOST_TEST(bypasses_proxy(origin, list), list);
  }
  for (const char* list : {"", ",", "yssale.com", "api.abyssale.com.evil.test", "abyssale.com:8443", ".",
                           "*.yssale.com", "10.0.0.0/8"}) {
    BOOST_TEST(!bypasses_proxy(origin, list), list);
  }
  BOOST_TEST(bypasses_proxy(parse_origin("https://localhost"), ""));
  const Origin address = parse_origin("https://[2001:db8::5]");
  for (const char* list : {"2001:db8::5", "[2001:db8::5]", "[2001:DB8::5]:443"})
    BOOST_TEST(bypasses_proxy(address, list), list);
  for (const char* list : {"[2001:db8::6]", "[]", "[2001:db8::5]:8443", "db8::5"})
    BOOST_TEST(!bypasses_proxy(address, list), list);
}

BOOST_AUTO_TEST_CASE(no_proxy_matches_networks) {
  const Origin inside = parse_origin("https://10.1.2.3");
  for (const char* list : {"10.0.0.0/8", "x, 10.1.2.3/32", "0.0.0.0/0", "10.1.2.0/24"})
    BOOST_TEST(bypasses_proxy(inside, list), list);
  for (const char* list : {"10.2.0.0/16", "10.1.2.3/33", "10.1.2.3/", "fd00::/8", "/8"})
    BOOST_TEST(!bypasses_proxy(inside, list), list);
  BOOST_TEST(bypasses_proxy(parse_origin("https://[fd00::5]"), "fd00::/8"));
  BOOST_TEST(!bypasses_proxy(parse_origin("https://[fe00::5]"), "fd00::/8"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
