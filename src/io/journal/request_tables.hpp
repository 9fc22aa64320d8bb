#pragma once

#include "io/journal/ledger_sums.hpp"

#include <vector>

namespace pressrun::io {

/// Writes generation requests and their ids.
class RequestTables {
 public:
  RequestTables(Statements& statements, Names& names, LedgerSums& sums)
      : statements_(statements), names_(names), sums_(sums) {}

  /// Numbers it.
  void add(const HeldContent& held, GenerationRequest& request, std::int64_t worker);
  /// All of it, and its credits, which were `before`.
  void save(const HeldContent& held, const GenerationRequest& request, const Credits& before);
  void save_ids(RequestNumber request, const std::vector<IssuedId>& before, const std::vector<IssuedId>& now);

 private:
  Statements& statements_;
  Names& names_;
  LedgerSums& sums_;
};

}  // namespace pressrun::io
