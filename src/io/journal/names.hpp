#pragma once

#include "io/journal/compact_json.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/domain/ledger.hpp"

#include <string>
#include <unordered_map>

namespace pressrun::io {

/// Texts that many rows share, each kept once under a number: sets of formats, designs, beginnings of
/// addresses. Numbers are never given anew, so what was read once stays true.
class Names {
 public:
  explicit Names(Statements& statements) : statements_(statements) {}

  /// Those that write make a number for what has none yet.
  std::int64_t number_of(const Formats& formats);
  std::int64_t number_of(const DesignId& design);

  const Formats& formats(std::int64_t number);
  const DesignId& design(std::int64_t number);
  /// The number of a design that may be unknown; 0: it is.
  std::int64_t find(const DesignId& design);
  Prefixes prefixes();

 private:
  std::int64_t prefix_number(std::string_view prefix);
  const std::string& prefix(std::int64_t number);

  Statements& statements_;
  std::unordered_map<std::string, std::int64_t> set_numbers_;
  std::unordered_map<std::int64_t, Formats> sets_;
  std::unordered_map<std::string, std::int64_t> design_numbers_;
  std::unordered_map<std::int64_t, DesignId> designs_;
  std::unordered_map<std::string, std::int64_t> prefix_numbers_;
  std::unordered_map<std::int64_t, std::string> prefixes_;
};

}  // namespace pressrun::io
