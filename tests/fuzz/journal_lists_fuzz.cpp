// The lists that a journal's rows hold in one column: any text is read or refused with a JournalError, and
// what was read is written so that it reads the same again.
#include "fuzz/properties.hpp"
#include "io/journal/compact_json.hpp"
#include "pressrun/ports/journal.hpp"

namespace {

using namespace pressrun;

template <class Read, class Write>
void reads_back(std::string_view text, Read read, Write write) {
  try {
    const std::string written = write(read(text));
    fuzz::require(write(read(written)) == written, "what was written reads the same", written);
  } catch (const JournalError&) {  // damaged: it says so
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace pressrun::io;
  const std::string text(bytes, bytes + size);
  Prefixes prefixes;
  prefixes.number = [](std::string_view) -> std::int64_t { return 0; };
  prefixes.text = [](std::int64_t) { return std::string{"https://files.test/"}; };
  reads_back(
      text, [&](std::string_view t) { return read_assets(t, prefixes); },
      [&](const auto& assets) { return write_assets(assets, prefixes); });
  reads_back(text, read_failures, write_failures);
  reads_back(text, read_failure, write_failure);
  reads_back(text, read_ids, write_ids);
  reads_back(text, read_orders, write_orders);
  reads_back(text, read_names, write_names);
  reads_back(text, read_design_formats, write_design_formats);
  return 0;
}
