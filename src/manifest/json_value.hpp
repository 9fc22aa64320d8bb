#pragma once

#include "pressrun/domain/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// One JSON text as a value; it begins at `at`, and every part of it knows its own place. Numbers keep the
/// digits they were written with.
struct JsonRead {
  std::optional<Value> value;
  std::string problem;  ///< why there is none
  std::string hint = {};
  SourcePos at = {};  ///< where the problem shows
};
JsonRead read_json_value(std::string_view text, const SourcePos& at);

}  // namespace pressrun::manifest
