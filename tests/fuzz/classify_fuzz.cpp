// Any answer gets a verdict, and nothing of it that is kept is unbounded, no text or no web address.
// Input: a byte that picks the status (K: 200, P: 400, U: 429), a line of header values separated by |, the
// body. Not part of the test run; tests/data/answers is what to start it with:
// clang-format off
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iinclude -Isrc
//     tests/fuzz/classify_fuzz.cpp src/api/*.cpp src/domain/*.cpp -lboost_json -lcrypto -o classify_fuzz
// clang-format on
#include "api/text.hpp"
#include "pressrun/api/check_request.hpp"
#include "pressrun/api/classify.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

namespace {

using namespace pressrun;

constexpr std::array statuses{200, 202, 201, 204, 302, 400, 401, 404, 409, 410, 429, 500, 503, 0, 999};
const std::string uuid = "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77";

void require(bool holds) {
  if (!holds) std::abort();
}

std::string_view take(std::string_view& from, char end) {
  const auto at = from.find(end);
  const std::string_view part = from.substr(0, at);
  from.remove_prefix(at == std::string_view::npos ? from.size() : at + 1);
  return part;
}

HttpResponse response_from(std::string_view input) {
  HttpResponse response;
  response.status = statuses[static_cast<unsigned char>(input.front()) % statuses.size()];
  input.remove_prefix(1);
  std::string_view values = take(input, '\n');
  for (const char* name :
       {"Retry-After", "Date", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}) {
    response.headers.push_back({name, std::string{take(values, '|')}});
  }
  response.body = input;
  return response;
}

void check(const Failure& failure) {
  require(failure.message.size() <= 600 && api::is_utf8(failure.message) && api::is_utf8(failure.id));
  api::may_pass(failure);
}

void check(const std::optional<Duration>& wait) {
  require(!wait || (*wait > Duration{} && *wait <= std::chrono::hours{24}));
}

void check(const ReadFailed& failed) {
  check(failed.failure);
  check(failed.retry_after);
}

void check(const PollOutcome& outcome) {
  if (const auto* failed = std::get_if<ReadFailed>(&outcome)) check(*failed);
  const auto* final = std::get_if<Finalized>(&outcome);
  if (final == nullptr) return;
  for (const Failure& failure : final->failures) check(failure);
  for (const Asset& asset : final->assets) require(asset.url.starts_with("http") && asset.width >= 0);
}

void check(const SubmitOutcome& outcome) {
  if (const auto* accepted = std::get_if<Accepted>(&outcome)) require(api::is_uuid(accepted->id.text));
  if (const auto* unknown = std::get_if<OutcomeUnknown>(&outcome)) check(unknown->failure);
  if (const auto* refused = std::get_if<Refused>(&outcome)) {
    check(refused->failure);
    check(refused->retry_after);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string input(bytes, bytes + size);
  const HttpOutcome outcome = response_from(input);
  const WallTime now{std::chrono::seconds{1'795'399'200}};
  check(api::classify_submission(outcome, now).outcome);
  check(api::classify_poll(outcome, RequestId{uuid}, now).outcome);
  const auto design = api::classify_design(outcome, DesignId{uuid}, now);
  if (const auto* failed = std::get_if<ReadFailed>(&design.outcome)) check(*failed);
  if (const auto* read = std::get_if<Design>(&design.outcome)) api::RequestCheck{read}.check(JobSpec{});
  const auto plain = api::classify_plain(outcome, now);
  if (const auto* failed = std::get_if<ReadFailed>(&plain.outcome)) check(*failed);
  return 0;
}
