#include "pressrun/domain/http.hpp"

#include <algorithm>

namespace pressrun {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

const std::string* HttpResponse::header(std::string_view name) const {
  const auto same = [&](const HttpHeader& header) {
    return std::ranges::equal(header.name, name, {}, lower, lower);
  };
  const auto found = std::ranges::find_if(headers, same);
  return found == headers.end() ? nullptr : &found->value;
}

std::string_view to_string(TransportError error) {
  switch (error) {
    case TransportError::name_not_found:
      return "name_not_found";
    case TransportError::refused:
      return "refused";
    case TransportError::connect_timeout:
      return "connect_timeout";
    case TransportError::tls_untrusted:
      return "tls_untrusted";
    case TransportError::tls_failed:
      return "tls_failed";
    case TransportError::proxy_refused:
      return "proxy_refused";
    case TransportError::connection_lost:
      return "connection_lost";
    case TransportError::timeout:
      return "timeout";
    case TransportError::malformed:
      return "malformed";
    case TransportError::too_large:
      return "too_large";
    case TransportError::not_taken:
      return "not_taken";
    case TransportError::cancelled:
      return "cancelled";
  }
  return "unknown";
}

}  // namespace pressrun
