#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pressrun::api {

/// What the API wants a value to be; how a scalar of the manifest is turned into JSON follows from it.
enum class ValueKind : std::uint8_t {
  text,  ///< also enumerations, colours, URLs and UUIDs: the scalar as written
  number,
  boolean,
  boolean_or_text,
  number_or_corners,  ///< a number, or an object of numbers
  object,             ///< its members have rows of their own, "mask_properties.radius"
  text_list,
};

struct PropertyRule {
  std::string_view element;   ///< layer type; "*": every type; "root": the background
  std::string_view property;  ///< members of an object are joined by a dot
  ValueKind kind = ValueKind::text;
  std::string_view source;  ///< section of the API reference
};

struct FieldRule {
  std::string_view field;  ///< of the request body; members of an object are joined by a dot
  ValueKind kind = ValueKind::text;
  bool may_be_null = false;
  std::string_view source;
};

/// Every property that the API reference names, one row per layer type. A property of a given name is of the
/// same kind on every type.
std::span<const PropertyRule> property_rules();
/// Every field of the asynchronous request bodies, less `elements` and `pages`.
std::span<const FieldRule> field_rules();

std::optional<ValueKind> kind_of_property(std::string_view property);
const FieldRule* rule_of_field(std::string_view field);

/// Names that a layer of this type takes, shared ones included, members of objects not. Empty for a type that
/// takes none (group, container, code); nothing for a type that the reference does not know.
std::optional<std::vector<std::string_view>> properties_of(std::string_view element_type);

}  // namespace pressrun::api
