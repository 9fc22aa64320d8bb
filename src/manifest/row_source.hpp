#pragma once

#include "manifest/model.hpp"
#include "manifest/rows.hpp"

#include <memory>

namespace pressrun::manifest {

struct RowSource {
  std::unique_ptr<RowReader> rows;  ///< null where they cannot be read; that is a finding
  FileName file;                    ///< null where they stand in the manifest
};
/// Opens the rows of an entry that has some.
RowSource open_rows(const Entry& entry, const Model& model, Findings& findings);

}  // namespace pressrun::manifest
