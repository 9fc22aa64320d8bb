#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressrun {

struct HttpHeader {
  std::string name;
  std::string value;
};

/// What is sent. `target`: an encoded path with its query, of the API that a transport was made for; or an
/// absolute URL, "https://files.example/a.png?x=1", of any origin.
struct HttpRequest {
  std::string method = "GET";
  std::string target;
  std::vector<HttpHeader> headers;
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::vector<HttpHeader> headers;
  std::string body;

  /// First value of the header, name compared without case; nullptr where absent.
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

enum class TransportError : std::uint8_t {
  name_not_found,   ///< DNS
  refused,          ///< connection refused, unreachable
  connect_timeout,  ///< no connection within the time
  tls_untrusted,    ///< certificate refused: wrong name, expired, unknown issuer. Trying again does not help
  tls_failed,       ///< handshake broke off
  proxy_refused,    ///< CONNECT was answered with something else than 2xx
  connection_lost,  ///< reset or end of file after bytes of the request were written
  timeout,          ///< no complete answer within the time
  malformed,        ///< bytes came that are no HTTP answer, or one cut short
  too_large,        ///< the answer exceeds the bound
  not_taken,        ///< whoever was to take the body could not: a full disk
  cancelled,        ///< we stopped it ourselves
};

struct TransportFailure {
  TransportError error = TransportError::connection_lost;
  bool may_have_been_sent =
      false;           ///< a byte of the request was handed to the system, and no whole answer came
  std::string detail;  ///< for people; our own words and the system's, never the server's
};

using HttpOutcome = std::variant<HttpResponse, TransportFailure>;

std::string_view to_string(TransportError error);

}  // namespace pressrun
