#pragma once

#include "manifest/csv_records.hpp"
#include "manifest/rows.hpp"

#include <memory>

namespace pressrun::manifest {

/// A table's rows by the names that its first record gives. Columns without name and rows without content,
/// which spreadsheets write for the unused part of a sheet, are passed over. Null: the header cannot be used;
/// that is a finding.
std::unique_ptr<RowReader> read_table(std::unique_ptr<TableRecords> records, FileName file,
                                      Findings& findings);

}  // namespace pressrun::manifest
