#pragma once

#include "fuzz/properties.hpp"
#include "pressrun/domain/http.hpp"

#include <array>

namespace pressrun::fuzz {

inline std::string_view take(std::string_view& from, char end) {
  const auto at = from.find(end);
  const std::string_view part = from.substr(0, at);
  from.remove_prefix(at == std::string_view::npos ? from.size() : at + 1);
  return part;
}

/// A byte that picks the status (K: 200, P: 400, U: 429), a line of header values separated by |, the body.
inline HttpResponse response_from(std::string_view input) {
  constexpr std::array statuses{200, 202, 201, 204, 302, 400, 401, 404, 409, 410, 429, 500, 503, 0, 999};
  HttpResponse response;
  if (input.empty()) return response;
  response.status = statuses[static_cast<unsigned char>(input.front()) % statuses.size()];
  input.remove_prefix(1);
  std::string_view values = take(input, '\n');
  for (const char* name : {"Retry-After", "Date", "X-RateLimit-Limit", "X-RateLimit-Remaining",
                           "X-RateLimit-Reset", "X-Total-Count"}) {
    response.headers.push_back({name, std::string{take(values, '|')}});
  }
  response.body = input;
  return response;
}

}  // namespace pressrun::fuzz
