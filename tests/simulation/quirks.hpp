#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/simulator/model.hpp"

#include <cstdint>
#include <string>

namespace pressrun::test {

/// How the answers about some generations deviate from the contract, for some time or for good: formats that
/// do not come, banners without a name or an address, ids that are not known yet or no more. What is odd
/// about one generation is drawn from its id, so that it stays as it is.
class Quirks {
 public:
  Quirks(std::uint64_t seed, double share) : seed_(seed), share_(share) {}
  /// Changes the answer to a poll, or to a read of a banner.
  void doctor(const simulator::Model& model, const HttpRequest& request, HttpResponse& response,
              simulator::ServerTime now) const;

 private:
  void spoil_delivery(HttpResponse& response) const;

  std::uint64_t seed_;
  double share_;  ///< of generations
};

}  // namespace pressrun::test
