#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/routes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pressrun::simulator {

/// What the scenario's faults do to one call.
struct Strike {
  const Fault* fault = nullptr;  ///< at most one besides the delays
  bool processed = true;         ///< whether the call takes effect nevertheless
  std::chrono::nanoseconds delay{};
};

/// Draws faults. Each draw hashes the call and how often it came, so one call's luck does not hang on
/// another's.
class Faults {
 public:
  Faults(std::vector<Fault> faults, std::uint64_t seed);
  Strike strike(const HttpRequest& request, Endpoint endpoint, ServerTime now);

 private:
  [[nodiscard]] bool strikes(std::size_t index, std::uint64_t call, Endpoint endpoint,
                             std::chrono::nanoseconds age);

  std::vector<Fault> faults_;
  std::vector<int> struck_;  ///< beside faults_
  std::uint64_t seed_;
  std::optional<ServerTime> first_call_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;
};

/// The answer that takes the place of the real one: "status" and "bare_429".
HttpResponse faulty_answer(const Fault& fault);

/// Damages an answer that was made: "empty", "no_id".
void spoil(const Fault& fault, HttpResponse& response);

NetworkFault network_fault(const std::string& kind);
bool is_submit(Endpoint endpoint);

}  // namespace pressrun::simulator
