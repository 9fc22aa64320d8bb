#pragma once

#include "simulator/model/colours.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace pressrun::simulator {

enum class Kind : std::uint8_t {
  boolean,
  number,
  integer_choice,  ///< an integer in min…max that is a multiple of 100: font weights
  choice,          ///< one of `choices`
  text,            ///< a string of min…max characters
  colour,
  uuid,
  url,  ///< absolute, http or https
  text_list,
  url_list,
  object,      ///< with `members`; unknown ones are ignored
  padding,     ///< a number, or a string of one or two, a space between
  base64,      ///< a string of base64
  media_data,  ///< base64, or a data URI of it
  click_tag,   ///< an address, alone or behind a macro
  radius,      ///< a number ≥ 0, or {tl,tr,br,bl}, each ≥ 0
  generative,  ///< text_to_image: a boolean, or a prompt of three words and more
  prompt,      ///< a string of three words and more
  elsewhere,   ///< known, and checked by code of its own
  muted,       ///< a number in min…max; a boolean is refused with `invalid_payload`, as the vendor does
};

/// One property as API reference 5.3 and 6 have it.
struct Rule {
  std::string_view name;
  Kind kind = Kind::boolean;
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool above_min = false;  ///< min itself is too small
  bool required = false;
  bool nullable = false;
  std::span<const std::string_view> choices = {};
  std::span<const Rule> members = {};
  Colours colours = Colours::hex;
};

using Rules = std::span<const Rule>;

Rules shared_rules();                         ///< of every layer type but the read-only ones
Rules rules_of(std::string_view layer_type);  ///< the layer's own, empty for read-only types
Rules root_rules();
Rules request_rules();  ///< the body's fields besides elements, pages, formats
const Rule* find_rule(Rules rules, std::string_view name);

}  // namespace pressrun::simulator
