#include "simulation/odd_answers.hpp"

#include <array>
#include <string>

namespace pressrun::test {
namespace {

struct OddAnswer {
  int status = 0;       ///< 0: nobody answers, for `error`
  const char* id = "";  ///< empty: a page without the API's envelope
  const char* retry_after = "";
  TransportError error = TransportError::refused;
};

constexpr std::array<OddAnswer, 12> to_submissions{{
    {400, "bad_request", ""},
    {400, "", ""},
    {302, "", ""},
    {409, "conflict", ""},
    {401, "unauthorized", ""},
    {403, "forbidden", ""},
    {429, "request_rate_limited", "2"},
    {429, "rate_limit_exceeded", ""},
    {429, "feature_not_in_plan", ""},
    {0, "", "", TransportError::refused},
    {0, "", "", TransportError::tls_untrusted},
    {0, "", "", TransportError::name_not_found},
}};

constexpr std::array<OddAnswer, 12> to_reads{{
    {400, "bad_request", ""},
    {401, "unauthorized", ""},
    {404, "generation_request_not_found", ""},
    {410, "generation_request_expired", ""},
    {409, "conflict", ""},
    {301, "", ""},
    {429, "feature_not_in_plan", ""},
    {429, "request_rate_limited", "2"},
    {429, "rate_limit_exceeded", ""},
    {503, "service_unavailable", ""},
    {0, "", "", TransportError::connect_timeout},
    {0, "", "", TransportError::tls_untrusted},
}};

/// Of another format than was asked for, which no documented answer is.
HttpResponse odd_banner() {
  HttpResponse response;
  response.status = 200;
  response.body =
      R"({"id":"0c3a8a51-0d5c-4f4c-8b5a-2f8ed2c0ffee","format":{"id":"another","width":1,"height":1},)"
      R"("file":{"type":"png","url":"https://storage.example.com/odd.png"}})";
  return response;
}

}  // namespace

HttpOutcome odd_answer(const HttpRequest& request, std::mt19937_64& random) {
  const bool sync = request.method == "POST" && request.target.starts_with("/banner-builder/");
  if (sync && random() % 3 == 0) return odd_banner();
  const auto& kinds = request.method == "POST" ? to_submissions : to_reads;
  const OddAnswer& odd = kinds.at(random() % kinds.size());
  if (odd.status == 0) {
    TransportFailure failure;
    failure.error = odd.error;
    failure.detail = "the network is odd";
    return failure;
  }
  HttpResponse response;
  response.status = odd.status;
  response.body = R"({"id":")" + std::string{odd.id} + R"(","message":"Odd."})";
  if (*odd.id == '\0') response.body = "<html>";
  if (*odd.retry_after != '\0') response.headers.push_back({"Retry-After", odd.retry_after});
  return response;
}

}  // namespace pressrun::test
