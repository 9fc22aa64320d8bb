#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <optional>
#include <string>

namespace pressrun::manifest {

/// Which design an entry is of.
struct DesignReference {
  DesignId id;               ///< empty: given by name, and not bound yet
  std::string name;          ///< empty: given by id
  std::string project = {};  ///< beside a name: its project, by name or id
  SourcePos at;              ///< where it is given
};

/// What an entry says of its design, references replaced; null where the key is not there.
struct DesignKeys {
  const Value* id = nullptr;
  const Value* name = nullptr;
  const Value* project = nullptr;
};

/// `entry`: its path and place. Nothing: there is a finding.
std::optional<DesignReference> read_reference(const DesignKeys& keys, const std::string& entry,
                                              const SourcePos& at, Findings& findings);

}  // namespace pressrun::manifest
