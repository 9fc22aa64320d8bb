#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// Bounds of one document. Generous for people, small for an attacker.
struct YamlLimits {
  static constexpr std::size_t bytes = 16U * 1024 * 1024;
  static constexpr std::size_t depth = 64;
  static constexpr std::size_t members = 10'000;       ///< of one mapping: lookups are linear
  static constexpr std::size_t alias_nodes = 200'000;  ///< copied by aliases and merge keys together
};

/// Reads one YAML document into values with their places. yaml-cpp scans; this checks what yaml-cpp 0.7 lets
/// pass (duplicate keys, aliases without end, several documents, unknown tags) and merges `<<`. The text must
/// be known to `texts` under `file`. Null for an empty document; nothing when it could not be read.
std::optional<Value> read_yaml(const std::string& text, const FileName& file, const Texts& texts,
                               Findings& findings);

/// Finds what no text may hold: NUL and other control characters, invalid UTF-8. False, with a finding, if
/// any.
bool check_text(std::string_view text, const FileName& file, Findings& findings);

}  // namespace pressrun::manifest
