// Any scenario file: findings with a place, or a workspace that can be served.
#include "fuzz/properties.hpp"
#include "pressrun/simulator/model.hpp"

namespace {

using namespace pressrun;
using fuzz::require;

void check(simulator::Scenario scenario) {
  simulator::Model model{std::move(scenario)};
  const std::vector<HttpHeader> key{{"x-api-key", "k"}};
  for (const char* target : {"/designs", "/fonts", "/projects", "/credits", "/simulator/stats"}) {
    const auto reply =
        model.handle({"GET", target, key, ""}, simulator::ServerTime{std::chrono::hours{500'000}});
    require(reply.response.status >= 100 && reply.response.status < 1000, "an answer has a status", target);
    require(reply.delay >= std::chrono::nanoseconds{}, "no answer comes before its call");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  auto loaded = simulator::load_scenario(std::string(bytes, bytes + size), "scenario.yaml");
  if (const auto* findings = std::get_if<Diagnostics>(&loaded)) {
    require(!findings->items.empty(), "a refusal has a reason");
    fuzz::check(*findings);
    return 0;
  }
  check(std::get<simulator::Scenario>(std::move(loaded)));
  return 0;
}
