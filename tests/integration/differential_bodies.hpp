#pragma once

#include "integration/differential_values.hpp"
#include "pressrun/domain/design.hpp"

#include <string>

namespace pressrun::test {

/// Makes requests for one design: sound ones, and such with one to three things changed in them.
class BodyMaker {
 public:
  /// `visual`: the id of a banner of the design in its first format.
  BodyMaker(const Design& design, std::string visual) : design_(design), visual_(std::move(visual)) {}

  /// The same number gives the same request, with one compiler: the order of arguments has a say.
  [[nodiscard]] Mapping request(std::uint64_t number) const;

 private:
  const Design& design_;
  std::string visual_;
};

}  // namespace pressrun::test
