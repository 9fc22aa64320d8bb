#include "pressrun/core/claim.hpp"

#include <algorithm>

namespace pressrun {

const Claim* rival(const Claim& wanted, const std::vector<Claim>& holders) {
  const auto found = std::ranges::find_if(holders, [&](const Claim& holder) {
    const bool same_request = holder.design == wanted.design && holder.sent_at == wanted.sent_at &&
                              holder.found_by_user && !(holder.key == wanted.key);
    return !same_request;
  });
  return found == holders.end() ? nullptr : &*found;
}

}  // namespace pressrun
