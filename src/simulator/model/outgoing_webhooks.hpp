#pragma once

#include "pressrun/simulator/model.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::simulator {

/// Which deliveries are to be attempted, and when: the ladder of attempts, and what the scenario does to
/// them. What they say and who signs them is not its business.
class OutgoingWebhooks {
 public:
  OutgoingWebhooks(const WebhookRules& rules, std::uint64_t seed) : rules_(rules), seed_(seed) {}

  /// A generation is finished at `ready`; its end is told to `url`.
  void add(std::size_t generation, std::string url, ServerTime ready);
  [[nodiscard]] std::optional<ServerTime> next() const;

  struct Attempt {
    std::uint64_t number = 0;  ///< of the delivery: the same at each attempt
    std::size_t generation = 0;
    std::string url;
    bool arrives = true;  ///< false: it is lost on the way
  };
  /// One that is due; until it is acknowledged, the next is due as the ladder has it.
  std::optional<Attempt> take(ServerTime now);
  void acknowledged(std::uint64_t number);
  /// 64 hexadecimal digits.
  [[nodiscard]] std::string id(std::uint64_t number) const;

 private:
  struct Delivery {
    std::size_t generation = 0;
    std::string url;
    std::size_t attempts = 0;
    bool repeats = false;  ///< comes once more, though it is acknowledged
    std::optional<ServerTime> due;
  };
  void schedule(std::uint64_t number, std::optional<ServerTime> at);
  [[nodiscard]] double draw(std::uint64_t number, std::uint64_t what) const;

  const WebhookRules& rules_;
  std::uint64_t seed_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Delivery> open_;
  std::set<std::pair<ServerTime, std::uint64_t>> due_;
};

}  // namespace pressrun::simulator
