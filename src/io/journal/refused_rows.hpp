#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/refused_job.hpp"

#include <vector>

namespace pressrun::io {

/// Jobs that cannot be made because of their rows, as the last registration of a campaign told. Their table
/// is made when the first of them comes: a journal without it is one without them, and a program that does
/// not know it passes it over. They count only while the campaign's registration is one that is written anew
/// each time (it is empty): what such a program registers since has taken their place.
class RefusedRows {
 public:
  explicit RefusedRows(Statements& statements) : statements_(statements) {}

  void clear(CampaignNumber campaign);
  void add(CampaignNumber campaign, const RefusedJob& job);
  /// In the manifest's order.
  [[nodiscard]] std::vector<RefusedJob> of(CampaignNumber campaign);
  [[nodiscard]] bool is_there();  ///< the table

 private:
  Statements& statements_;
};

}  // namespace pressrun::io
