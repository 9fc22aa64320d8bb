// Rows as JSON lines (the first byte is L) or as one JSON array.
#include "fuzz/rows.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun;
  if (size == 0) return 0;
  const bool lines = bytes[0] == 'L';
  fuzz::check_rows(std::string(bytes + 1, bytes + size),
                   [lines](std::unique_ptr<manifest::ByteStream> stream, manifest::Findings&) {
                     return lines ? manifest::read_json_lines(std::move(stream), fuzz::rows_file)
                                  : manifest::read_json_array(std::move(stream), fuzz::rows_file);
                   });
  return 0;
}
