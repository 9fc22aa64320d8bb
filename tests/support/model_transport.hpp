#pragma once

#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/transport.hpp"
#include "pressrun/simulator/model.hpp"

#include <random>

namespace pressrun::test {

/// The API's model behind a network of virtual time: latency with jitter, and the model's network faults as a
/// client would see them. Requests reach the model in the order in which they arrive, not in which they left.
class ModelTransport final : public Transport {
 public:
  ModelTransport(simulator::Model& model, Clock& clock, std::uint64_t seed,
                 Duration most_jitter = std::chrono::milliseconds{20})
      : model_(model), clock_(clock), random_(seed), most_jitter_(most_jitter) {}

  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration timeout) override;

  /// While set, nobody is there: connections are refused.
  void set_away(bool away) { away_ = away; }
  [[nodiscard]] simulator::ServerTime server_now() const;

 private:
  Duration latency();
  asio::awaitable<HttpOutcome> lose(Instant until, TransportError error, const char* detail);

  simulator::Model& model_;
  Clock& clock_;
  std::mt19937_64 random_;
  Duration most_jitter_;
  bool away_ = false;
};

}  // namespace pressrun::test
