#pragma once

#include "pressrun/domain/value.hpp"

#include <cstdint>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace pressrun::test {

/// The same throws with every library: no std distribution.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class List>
  auto& pick(List&& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 engine_;
};

/// What the API reference says of one property or field, written down from its text alone: the client's table
/// and the simulator's are both compared with it. Values are separated by '|'; see value_of().
struct Sample {
  std::string_view types;  ///< of layers, separated by blanks; "*": all; "root"
  std::string_view name;   ///< members of an object behind a dot
  std::string_view good;   ///< accepted on every type of design, by every version
  std::string_view odd;    ///< refused, or at the border
};

std::span<const Sample> property_samples();  ///< API reference §6
std::span<const Sample> field_samples();     ///< API reference §5.3

/// "[a;b]" is a list, "@12" twelve letters, "@u12" twelve letters of two bytes, all else a plain scalar.
Value value_of(std::string_view written);
Value good_value(const Sample& sample, Dice& dice);
Value odd_value(const Sample& sample, Dice& dice);
Value any_value(Dice& dice);    ///< something that some property takes, and odd things
Value any_colour(Dice& dice);   ///< every notation, and what is nearly one
Value any_address(Dice& dice);  ///< web addresses, and what is nearly one
Value any_scalar(Dice& dice);

void set(Mapping& mapping, std::string_view key, Value value);  ///< replaces a member of that name
bool belongs(std::string_view types, std::string_view type);

}  // namespace pressrun::test
