// Header values alone, a line each: Retry-After, Date, the three of X-RateLimit. Waits are no longer than a
// day, rates make sense, and a date that is read can be written and read again.
#include "api/answer_headers.hpp"
#include "fuzz/response.hpp"

namespace {

using namespace pressrun;
using fuzz::require;

void check_date(std::string_view text) {
  const auto at = api::parse_http_date(text);
  if (!at) return;
  require(*at >= WallTime{} && *at < WallTime{std::chrono::hours{24} * 366 * 10'000},
          "a date is one of our times", text);
  require(!to_rfc3339(*at).empty(), "a date can be written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string input(bytes, bytes + size);
  std::string_view rest = input;
  HttpResponse response;
  response.status = 429;
  for (const char* name :
       {"Retry-After", "Date", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}) {
    response.headers.push_back({name, std::string{fuzz::take(rest, '\n')}});
    check_date(response.headers.back().value);
  }
  const WallTime now{std::chrono::seconds{1'795'399'200}};
  const auto wait = api::retry_after(response, now);
  require(!wait || (*wait > Duration{} && *wait <= std::chrono::hours{24}),
          "a wait is something, and a day at most");
  const auto rate = api::rate_reading(response, now);
  require(!rate || (rate->limit > 0 && rate->remaining >= 0 && rate->resets_in >= Duration{} &&
                    rate->resets_in <= std::chrono::hours{3}),
          "a rate makes sense");
  return 0;
}
