#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::io {

/// Where the API is, read once from the base URL; or where a file is.
struct Origin {
  bool tls = true;
  std::string host;  ///< a name or an address, without brackets
  std::uint16_t port = 0;
  std::string path_prefix;  ///< "" or "/v2": no slash at its end

  [[nodiscard]] std::string authority() const;    ///< "[::1]:8080"; the port always there
  [[nodiscard]] std::string host_header() const;  ///< the same without the scheme's own port
};

/// An absolute URL: whom to ask, and for what.
struct Address {
  Origin origin;       ///< without a path
  std::string target;  ///< encoded path with its query, as a request has it
};

struct Proxy {
  std::string host;
  std::uint16_t port = 0;
  std::string authorization;  ///< "Basic …", a secret; empty: none

  [[nodiscard]] std::string authority() const;
};

/// Throws std::invalid_argument: unreadable, other scheme than http(s), user-info, query, fragment, or plain
/// HTTP to anything but a loopback address. The text never repeats the URL, which could hold a secret.
Origin parse_origin(std::string_view url);

/// Of a URL that an answer gave: what `parse_origin` refuses is refused here, but for path, query and
/// fragment, which is left out. Throws std::invalid_argument; the text does not repeat the URL.
Address parse_address(std::string_view url);

/// "http://[user:password@]host[:port]" or "host:port"; nothing for "". Throws std::invalid_argument.
std::optional<Proxy> parse_proxy(std::string_view url);

/// As curl reads NO_PROXY: "*", a host, or a domain with or without its leading dot; each may name a port.
bool bypasses_proxy(const Origin& origin, std::string_view no_proxy);

/// "localhost", 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view host);

/// Whether the host is written as an IPv4 or IPv6 address.
bool is_address(std::string_view host);

}  // namespace pressrun::io
