#pragma once

#include "integration/differential_sound.hpp"
#include "pressrun/api/design_rules.hpp"

#include <span>
#include <string>

namespace pressrun::test {

/// What a change needs to know, and the request that it is made to.
struct Bench {
  const Design& design;
  const std::string& visual;  ///< a banner of the design in its first format
  Mapping& request;
  Dice& dice;

  Mapping& layers() const { return layers_in(request, design, dice); }
  /// An element of the design, or of the first page; any type, groups included.
  [[nodiscard]] const Element& element() const { return dice.pick(elements_of(design, "")); }
  /// One of the request; like all of these made, with good values, if there is none.
  Member& layer() const;
  Mapping& properties() const;
  /// Properties asked for of a layer of one of these types; null: the design has none.
  [[nodiscard]] Mapping* of_type(std::string_view types) const;
};

using Change = void (*)(const Bench&);

std::span<const Change> changes_of_names();
std::span<const Change> changes_of_values();
std::span<const Change> changes_of_fields();

std::string misspelt(const std::string& name, Dice& dice);
void rename(Mapping& mapping, Dice& dice);                       ///< misspells a key
void put_at(Mapping& into, std::string_view name, Value value);  ///< "mask_properties.radius": in the object
/// Just inside, at, and just outside of what the client's own table allows.
Value near_limit(api::ValueKind kind, const api::Limit& limit, Dice& dice);

}  // namespace pressrun::test
