#pragma once

#include "pressrun/ports/transport.hpp"
#include "pressrun/simulator/model.hpp"
#include "support/virtual_clock.hpp"

#include <functional>
#include <optional>
#include <random>

namespace pressrun::test {

/// The API's model behind a network of virtual time: latency with jitter, and the model's network faults as a
/// client would see them. Requests reach the model in the order in which they arrive, not in which they left.
class ModelTransport final : public Transport {
 public:
  ModelTransport(simulator::Model& model, VirtualClock& clock, std::uint64_t seed,
                 Duration most_jitter = std::chrono::milliseconds{20})
      : model_(model), clock_(clock), random_(seed), most_jitter_(most_jitter) {}

  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration timeout) override;

  /// Answers in place of the server where it returns something; asked for each request.
  std::function<std::optional<HttpOutcome>(const HttpRequest&)> meddle;
  /// True for a request that the network holds up: the client gives up on it. To deliver it later is up to
  /// whoever says so.
  std::function<bool(const HttpRequest&)> holds_up;
  /// Sees each request before a byte of it leaves.
  std::function<void(const HttpRequest&)> looks_on;
  /// Changes what the server answers, before the network gets it.
  std::function<void(const HttpRequest&, HttpResponse&)> doctor;
  /// Sees each answer that reaches the client.
  std::function<void(const HttpRequest&, const HttpResponse&)> hears;

  /// While set, nobody is there: connections are refused.
  void set_away(bool away) { away_ = away; }
  [[nodiscard]] simulator::ServerTime server_now() const;

 private:
  Duration latency();
  asio::awaitable<HttpOutcome> lose(Instant until, TransportError error, const char* detail);

  simulator::Model& model_;
  VirtualClock& clock_;
  std::mt19937_64 random_;
  Duration most_jitter_;
  bool away_ = false;
};

}  // namespace pressrun::test
