#include "integration/differential_bodies.hpp"

#include "integration/differential_changes.hpp"

namespace pressrun::test {
namespace {

Change any_change(Dice& dice) {
  const auto names = changes_of_names();
  const auto values = changes_of_values();
  const auto fields = changes_of_fields();
  const std::size_t number = dice.below(names.size() + values.size() + fields.size());
  if (number < names.size()) return names[number];
  const std::size_t rest = number - names.size();
  return rest < values.size() ? values[rest] : fields[rest - values.size()];
}

}  // namespace

Mapping BodyMaker::request(std::uint64_t number) const {
  Dice dice{number};
  Mapping made = sound_request(design_, dice);
  const Bench bench{design_, visual_, made, dice};
  for (std::size_t i = 0, count = dice.below(4); i < count; ++i) any_change(dice)(bench);
  return made;
}

}  // namespace pressrun::test
