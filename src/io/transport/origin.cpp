#include "io/transport/origin.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace pressrun::io {
namespace {

namespace urls = boost::urls;
namespace ip = boost::asio::ip;

constexpr std::uint16_t https_port = 443;
constexpr std::uint16_t http_port = 80;
constexpr std::size_t most_credential_bytes = 4096;
constexpr std::uint16_t proxy_port = 1080;  // as curl does where the proxy's URL names none

std::string join(const std::string& host, std::uint16_t port) {
  const std::string shown = host.find(':') == std::string::npos ? host : '[' + host + ']';
  return shown + ':' + std::to_string(port);
}

[[noreturn]] void refuse(const char* what, const char* why) {
  throw std::invalid_argument(std::string(what) + ": " + why);
}

/// Percent-encoded, a host could hold anything: a line break would be a second header.
bool is_host(const urls::url_view& url) {
  if (url.host_type() == urls::host_type::ipvfuture) return false;
  if (url.host_type() != urls::host_type::name) return true;
  const std::string host = url.host_address();
  return std::ranges::all_of(host, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

urls::url_view read(std::string_view text, const char* what) {
  const auto parsed = urls::parse_uri(urls::string_view(text.data(), text.size()));
  if (!parsed) refuse(what, "not a URL");
  if (parsed->host_address().empty()) refuse(what, "names no host");
  // Boost.URL 1.81 ends "127.0.0.1.example.com" behind the address, and takes what is left for a path.
  const auto path = parsed->encoded_path();
  if (!path.empty() && path.front() != '/')
    refuse(what, "has a host that begins like an address and is none");
  if (!is_host(*parsed)) refuse(what, "has a host with characters that no name has");
  return *parsed;
}

std::uint16_t port_of(const urls::url_view& url, std::uint16_t otherwise, const char* what) {
  if (!url.has_port() || url.port().empty()) return otherwise;
  if (url.port_number() == 0) refuse(what, "has an impossible port");
  return url.port_number();
}

std::string base64(const std::string& plain) {
  if (plain.size() > most_credential_bytes) refuse("proxy URL", "user and password are too long");
  std::vector<unsigned char> encoded((plain.size() + 2) / 3 * 4 + 1);  // OpenSSL ends it with a zero
  const std::vector<unsigned char> bytes(plain.begin(), plain.end());
  const int length = EVP_EncodeBlock(encoded.data(), bytes.data(), static_cast<int>(bytes.size()));
  return {encoded.begin(), encoded.begin() + length};
}

std::string lower_host(const urls::url_view& url) {
  std::string host = url.host_address();
  boost::algorithm::to_lower(host);
  return host;
}

/// Without its path.
Origin origin_of(const urls::url_view& url, const char* what) {
  if (url.has_userinfo()) refuse(what, "a user or password has no place in it");
  const bool tls = url.scheme_id() == urls::scheme::https;
  if (!tls && url.scheme_id() != urls::scheme::http) refuse(what, "neither https nor http");
  Origin origin{tls, lower_host(url), port_of(url, tls ? https_port : http_port, what), {}};
  if (!tls && !is_loopback(origin.host)) refuse(what, "plain http is for loopback addresses only; use https");
  return origin;
}

/// "10.0.0.0/8", "fd00::/8": whether the host is an address of that network.
bool is_in_network(std::string_view network, const std::string& host) {
  boost::system::error_code error;
  const ip::address address = ip::make_address(host, error);
  if (error || network.find('/') == std::string_view::npos) return false;
  const std::string text{network};
  if (address.is_v4()) {
    const auto net = ip::make_network_v4(text, error);
    return !error && ip::network_v4{address.to_v4(), net.prefix_length()}.canonical() == net.canonical();
  }
  const auto net = ip::make_network_v6(text, error);
  return !error && ip::network_v6{address.to_v6(), net.prefix_length()}.canonical() == net.canonical();
}

bool names(std::string_view pattern, const Origin& origin) {
  const std::string port = ':' + std::to_string(origin.port);
  if (!is_address(pattern) && pattern.ends_with(port)) pattern.remove_suffix(port.size());
  if (pattern.size() > 2 && pattern.front() == '[' && pattern.back() == ']')
    pattern = pattern.substr(1, pattern.size() - 2);
  if (is_in_network(pattern, origin.host)) return true;
  if (pattern.starts_with("*.")) pattern.remove_prefix(1);
  if (pattern.starts_with('.')) pattern.remove_prefix(1);
  if (pattern.empty()) return false;
  if (pattern == "*" || boost::algorithm::iequals(pattern, origin.host)) return true;
  return !is_address(origin.host) && boost::algorithm::iends_with(origin.host, '.' + std::string(pattern));
}

}  // namespace

std::string Origin::authority() const { return join(host, port); }

std::string Origin::host_header() const {
  const std::string whole = authority();
  return port == (tls ? https_port : http_port) ? whole.substr(0, whole.rfind(':')) : whole;
}

std::string Proxy::authority() const { return join(host, port); }

bool is_address(std::string_view host) {
  boost::system::error_code error;
  ip::make_address(std::string(host), error);
  return !error;
}

bool is_loopback(std::string_view host) {
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(host), error);
  return error ? boost::algorithm::iequals(host, "localhost") : address.is_loopback();
}

Origin parse_origin(std::string_view text) {
  constexpr const char* what = "base URL";
  const urls::url_view url = read(text, what);
  if (url.has_query() || url.has_fragment()) refuse(what, "a query or fragment has no place in it");
  Origin origin = origin_of(url, what);
  const auto path = url.encoded_path();
  origin.path_prefix.assign(path.data(), path.size());
  boost::algorithm::trim_right_if(origin.path_prefix, [](char c) { return c == '/'; });
  return origin;
}

Address parse_address(std::string_view text) {
  constexpr const char* what = "URL";
  const urls::url_view url = read(text, what);
  Address address{origin_of(url, what), {}};
  const auto path = url.encoded_path();
  address.target.assign(path.data(), path.size());
  if (address.target.empty()) address.target = "/";
  if (!url.has_query()) return address;
  const auto query = url.encoded_query();
  address.target.append("?").append(query.data(), query.size());
  return address;
}

std::optional<Proxy> parse_proxy(std::string_view text) {
  constexpr const char* what = "proxy URL";
  if (text.empty()) return std::nullopt;
  const std::string whole =
      text.find("://") == std::string_view::npos ? "http://" + std::string(text) : std::string(text);
  const urls::url_view url = read(whole, what);
  if (url.scheme_id() != urls::scheme::http) refuse(what, "only http:// proxies can be used");
  Proxy proxy{lower_host(url), port_of(url, proxy_port, what), {}};
  if (url.has_userinfo()) proxy.authorization = "Basic " + base64(url.user() + ':' + url.password());
  return proxy;
}

bool bypasses_proxy(const Origin& origin, std::string_view no_proxy) {
  if (is_loopback(origin.host)) return true;
  while (!no_proxy.empty()) {
    const std::size_t end = no_proxy.find_first_of(", \t");
    if (names(no_proxy.substr(0, end), origin)) return true;
    no_proxy.remove_prefix(end == std::string_view::npos ? no_proxy.size() : end + 1);
  }
  return false;
}

}  // namespace pressrun::io
