#pragma once

#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/value.hpp"

#include <boost/json.hpp>

#include <string>
#include <variant>

namespace pressrun::api {

/// What is wrong with a value, ready to follow the value in a sentence: "is not a number".
struct Mismatch {
  std::string text;
};
using Coerced = std::variant<boost::json::value, Mismatch>;

Coerced as_text(const Scalar& scalar);     ///< exactly as written; only null is none
Coerced as_number(const Scalar& scalar);   ///< plain or quoted; an integer stays one
Coerced as_boolean(const Scalar& scalar);  ///< true/false/yes/no/1/0 in any case, plain or quoted
Coerced as_boolean_or_text(const Scalar& scalar);
Coerced as_resolved(const Scalar& scalar);  ///< by YAML 1.2's core schema

}  // namespace pressrun::api
