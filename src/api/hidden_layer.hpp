#pragma once

#include "api/coerce.hpp"
#include "pressrun/domain/value.hpp"

#include <algorithm>
#include <string>
#include <variant>

namespace pressrun::api {

/// Whether the layer's `hidden` is true: nothing of it is seen, so that what has no value there is not sent.
inline bool is_hidden_layer(const Mapping& properties) {
  const auto hidden = std::ranges::find(properties, "hidden", &Member::key);
  const Scalar* scalar = hidden == properties.end() ? nullptr : hidden->value.scalar();
  if (scalar == nullptr) return false;
  const Coerced made = as_boolean(*scalar);
  const auto* value = std::get_if<boost::json::value>(&made);
  return value != nullptr && *value == true;
}

/// Null, or nothing but white space.
inline bool is_empty_property(const Value& value) {
  const Scalar* scalar = value.scalar();
  return value.is_null() ||
         (scalar != nullptr && scalar->text.find_first_not_of(" \t\r\n") == std::string::npos);
}

}  // namespace pressrun::api
