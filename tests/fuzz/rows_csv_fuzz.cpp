// Rows as CSV (the first byte is no T) or with tabs. Every accepted row has the cells that the header names,
// and written as CSV again it reads the same.
#include "fuzz/rows.hpp"

namespace {

using namespace pressrun;

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string{"\"\""} : std::string{c};
  return out + "\"";
}

std::string written(const std::vector<manifest::Row>& rows) {
  std::string text;
  for (const Member& cell : *rows.front().value.mapping())
    text += (text.empty() ? "" : ",") + in_quotes(cell.key);
  text += "\n";
  for (const manifest::Row& row : rows) {
    std::string line;
    for (const Member& cell : *row.value.mapping())
      line += (line.empty() ? "" : ",") + in_quotes(cell.value.scalar()->text);
    text += line + "\n";
  }
  return text;
}

auto reader(bool tabs) {
  return [tabs](std::unique_ptr<manifest::ByteStream> bytes, manifest::Findings& findings) {
    return manifest::read_csv(std::move(bytes), fuzz::rows_file, tabs, findings);
  };
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const auto read = fuzz::check_rows(std::string(bytes + 1, bytes + size), reader(bytes[0] == 'T'));
  if (read.rows.empty()) return 0;
  const auto again = fuzz::check_rows(written(read.rows), reader(false));
  fuzz::require(again.findings.items.empty() && again.rows.size() == read.rows.size(),
                "rows can be written again");
  for (std::size_t i = 0; i < read.rows.size(); ++i)
    fuzz::require(equal(read.rows[i].value, again.rows[i].value), "a row reads back as it was");
  return 0;
}
