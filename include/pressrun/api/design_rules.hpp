#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
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

/// How a text must be written.
enum class Notation : std::uint8_t {
  any,
  colour,         ///< hex or gradient; CMYK on printed designs, and there, in later versions, no gradient
  fill,           ///< the same, with gradients on printed designs too
  hex,            ///< "#RRGGBB", "#RRGGBBAA"
  hex_or_cmyk,    ///< on every design
  hex_or_print,   ///< hex; CMYK on printed designs
  web_address,    ///< http or https
  https_address,  ///< http is taken with a warning
  uuid,
  color_profile,  ///< a UUID, or the name of a built-in profile
  prompt,         ///< three words or more
  font,           ///< a UUID, or a name of the workspace's
  padding,        ///< "v h" or one value, px
  base64,
  base64_or_data,  ///< or a data URI
  click_tag,       ///< a web address, or a macro and one
};

/// What a value may be, beyond its kind.
struct Limit {
  double min = -std::numeric_limits<double>::infinity();  ///< of a number; of a text, its characters
  double max = std::numeric_limits<double>::infinity();
  bool above_min = false;  ///< `min` itself is not allowed
  double step = 0;         ///< a number must be a multiple
  std::span<const std::string_view> choices = {};
  Notation notation = Notation::any;
  std::size_t most_items = 0;  ///< of a list, where there is a bound; more is a warning
  /// False: the reference marks this as unverified, as the guide's word, or as a list that has grown since: a
  /// value outside is a warning.
  bool verified = true;
};

struct PropertyRule {
  std::string_view element;   ///< layer type; "*": every type; "root": the background
  std::string_view property;  ///< members of an object are joined by a dot
  ValueKind kind = ValueKind::text;
  std::string_view source;  ///< section of the API reference
  Limit limit = {};
  std::string_view since = {};  ///< the version that brought it: "v2026-09-24"; empty: it was always there
};

/// A value that a property takes since a later version only.
struct LateChoice {
  std::string_view property;
  std::string_view value;
  std::string_view source;
  std::string_view since;
};

struct FieldRule {
  std::string_view field;  ///< of the request body; members of an object are joined by a dot
  ValueKind kind = ValueKind::text;
  bool may_be_null = false;
  std::string_view source;
  Limit limit = {};
};

/// Every property that the API reference names, one row per layer type. A property of a given name is of the
/// same kind on every type.
std::span<const PropertyRule> property_rules();
std::span<const LateChoice> late_choices();
/// Every field of the asynchronous request bodies, less `elements` and `pages`.
std::span<const FieldRule> field_rules();

/// What a value may be, in a few words: "number from 0 to 100", "one of 'cover', 'fill'".
std::string describe(ValueKind kind, const Limit& limit);

std::optional<ValueKind> kind_of_property(std::string_view property);
/// The rule of a property on a type of layer, shared ones included; null where there is none. Members of an
/// object are joined by a dot.
const PropertyRule* rule_of(std::string_view element_type, std::string_view property);
/// The rules that types of layers have for a property, equal ones once; none where no type has it.
std::span<const PropertyRule* const> rules_of_all_types(std::string_view property);
/// What holds for a property whatever the layer's type; null where types differ, or none has it.
const PropertyRule* common_rule(std::string_view property);
/// The same for a type that the reference does not give the property to, but a design does: a value beyond
/// the limits is a warning.
const PropertyRule* doubtful_rule(std::string_view property);
const FieldRule* rule_of_field(std::string_view field);

/// Names that a layer of this type takes, shared ones included, members of objects not. Empty for a type that
/// takes none (group, container, code); nothing for a type that the reference does not know.
std::optional<std::vector<std::string_view>> properties_of(std::string_view element_type);
std::vector<std::string_view> shared_properties();  ///< what every type takes

}  // namespace pressrun::api
