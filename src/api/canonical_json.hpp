#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace pressrun::api {

/// Strings beyond this many bytes may be folded (see below).
constexpr std::size_t longest_kept_string = 4096;

/// Whether a long string is written out, or as {"bytes":<its size>,"sha256":"<64 hex> of its bytes"}.
enum class LongStrings : bool { whole, folded };

// JSON in one spelling: no blanks, members sorted by the bytes of their names, strings escaped as little as
// JSON allows, numbers as RFC 8785 has them (ECMAScript's Number::toString: 1.0 is 1, 1e3 is 1000, -0 is 0).
// Integers of 64 bits keep all their digits, also beyond 2^53. Array order counts, and so does null.
void write_canonical(std::string& to, const boost::json::value& value,
                     LongStrings long_strings = LongStrings::whole);
std::string canonical(const boost::json::value& value, LongStrings long_strings = LongStrings::whole);
void write_canonical_string(std::string& to, std::string_view text);
void write_canonical_number(std::string& to, double number);  ///< null where it is not finite

}  // namespace pressrun::api
