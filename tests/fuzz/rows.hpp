#pragma once

#include "fuzz/properties.hpp"
#include "manifest/rows.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace pressrun::fuzz {

inline const FileName rows_file = std::make_shared<const std::string>("rows");

/// Bytes handed out in pieces of one size.
class Pieces final : public manifest::ByteStream {
 public:
  Pieces(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t taken = std::min({size, bytes_.size() - at_, piece_});
    std::memcpy(into, bytes_.data() + at_, taken);
    at_ += taken;
    return taken;
  }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

struct ReadRows {
  std::vector<manifest::Row> rows;
  Diagnostics findings;
};

/// A row is a mapping of different names, each cell with its place; what is no text was a finding.
inline void check(const manifest::Row& row, std::size_t size) {
  const Mapping* cells = row.value.mapping();
  require(cells != nullptr && cells->size() <= size + 1, "a row is a mapping no larger than the file");
  require(row.at.line > 0, "a row knows its line");
  for (const Member& cell : *cells) {
    require(is_text(cell.key) && row.value.find(cell.key) == &cell.value, "columns are texts and differ",
            cell.key);
    if (const Scalar* scalar = cell.value.scalar())
      require(is_text(scalar->text), "a cell is text", scalar->text);
  }
}

template <class Open>
ReadRows read_all(Open open) {
  manifest::Findings findings{std::make_shared<const manifest::Texts>()};
  ReadRows read;
  if (auto reader = open(findings)) {
    while (auto row = reader->next(findings)) read.rows.push_back(std::move(*row));
  }
  read.findings = std::move(findings.diagnostics);
  return read;
}

/// However the bytes come, the rows are the same; `open` takes a stream and findings.
template <class Open>
ReadRows check_rows(const std::string& bytes, Open open) {
  const auto in_pieces = [&](std::size_t piece) {
    return read_all([&](auto& findings) { return open(std::make_unique<Pieces>(bytes, piece), findings); });
  };
  ReadRows whole = in_pieces(65536);
  const ReadRows torn = in_pieces(1);
  fuzz::check(whole.findings);
  require(whole.findings.items.size() < 100, "findings of rows are folded");
  require(whole.rows.size() <= bytes.size() && whole.rows.size() == torn.rows.size(),
          "rows do not hang on reads");
  for (std::size_t i = 0; i < whole.rows.size(); ++i) {
    check(whole.rows[i], bytes.size());
    require(equal(whole.rows[i].value, torn.rows[i].value), "cells do not hang on reads");
  }
  return whole;
}

}  // namespace pressrun::fuzz
