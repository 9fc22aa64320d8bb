// A workbook of any bytes: rows, or findings. The first byte chooses a sheet by name or the first.
#include "fuzz/rows.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun;
  if (size == 0) return 0;
  const std::string sheet = bytes[0] == 'N' ? "Names" : "";
  const auto read = fuzz::read_all([&](manifest::Findings& findings) {
    fuzz::Pieces pieces(std::string(bytes + 1, bytes + size), 4096);
    return manifest::read_xlsx(pieces, fuzz::rows_file, sheet, findings);
  });
  fuzz::check(read.findings);
  fuzz::require(read.findings.items.size() < 100, "findings of rows are folded");
  for (const manifest::Row& row : read.rows)
    fuzz::require(row.value.mapping() != nullptr, "a row is a mapping");
  return 0;
}
