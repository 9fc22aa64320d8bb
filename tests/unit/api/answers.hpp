#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/domain/time.hpp"

#include <chrono>
#include <string>

namespace pressrun::api {

inline const WallTime test_now =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{2};

inline HttpOutcome answer(int status, std::string body = "", std::vector<HttpHeader> headers = {}) {
  return HttpResponse{status, std::move(headers), std::move(body)};
}

/// The API's error envelope.
inline std::string envelope(const std::string& id, const std::string& message = "no") {
  return R"({"id":")" + id + R"(","message":")" + message + R"(","version":"v2026-08-21"})";
}

inline HttpOutcome lost(TransportError error, bool may_have_been_sent) {
  return TransportFailure{error, may_have_been_sent, "detail"};
}

}  // namespace pressrun::api
