#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/problems.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace pressrun::simulator {

/// The workspace's secret for webhooks (API reference 8.8): signing is off until somebody asks for one.
class SigningSecrets {
 public:
  /// `given`: the secret that is there from the start; empty: none.
  SigningSecrets(std::uint64_t seed, std::string given);

  std::string show(ServerTime now);  ///< the answer's body; mints one where there is none
  std::variant<std::string, ApiError> rotate(bool force, ServerTime now);
  std::string revoke(ServerTime now);
  /// The header of a delivery with this body, by every secret in force, the newest first (API reference 8.5);
  /// empty: signing is off.
  [[nodiscard]] std::string signature(const std::string& body, ServerTime now) const;

 private:
  void mint(ServerTime now);
  [[nodiscard]] std::string body(ServerTime now) const;
  [[nodiscard]] bool overlaps(ServerTime now) const;

  std::uint64_t seed_;
  std::uint64_t minted_ = 0;
  std::string secret_;
  std::string previous_;
  ServerTime created_at_{};
  std::optional<ServerTime> rotated_at_;
  ServerTime previous_until_{};
};

}  // namespace pressrun::simulator
