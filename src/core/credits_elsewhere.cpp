#include "pressrun/core/credits_elsewhere.hpp"

#include "pressrun/core/ledger.hpp"

namespace pressrun {

void CreditsElsewhere::note(std::size_t journal, const ContentRecord& record, RunNumber first_run) {
  for (const GenerationRequest& request : record.requests) {
    if (request.run >= first_run) reserved_[{journal, request.number}] = credits_of(request).all();
  }
}

std::uint64_t CreditsElsewhere::beside(std::size_t journal) const {
  std::uint64_t sum = 0;
  for (const auto& [request, credits] : reserved_) sum += request.first == journal ? 0 : credits;
  return sum;
}

}  // namespace pressrun
