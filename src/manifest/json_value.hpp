#pragma once

#include "pressrun/domain/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// One JSON text as a value; every part of it is placed at `at`. Numbers keep the digits they were written
/// with.
struct JsonRead {
  std::optional<Value> value;
  std::string problem;  ///< why there is none
};
JsonRead read_json_value(std::string_view text, const SourcePos& at);

}  // namespace pressrun::manifest
