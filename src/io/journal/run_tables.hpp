#pragma once

#include "io/journal/book_row.hpp"
#include "io/journal/lease.hpp"
#include "io/journal/ledger_tables.hpp"
#include "io/journal/registrar.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::io {

/// Campaigns and their runs.
class RunTables {
 public:
  RunTables(std::filesystem::path file, Statements& statements, LedgerTables& ledger, Registrar& registrar,
            BookRow& book)
      : file_(std::move(file)),
        statements_(statements),
        ledger_(ledger),
        registrar_(registrar),
        book_(book) {}

  void move_campaign(CampaignNumber campaign, const std::string& path, const std::string& name);
  std::vector<RunRecord> begin_runs(AccountNumber account, std::vector<RunRecord> runs);
  std::vector<StatusCounts> end_runs(const std::vector<RunRecord>& runs);
  /// Who we are, as what is on its way bears it.
  [[nodiscard]] std::int64_t worker() const { return worker_; }

 private:
  void sign_on();
  void doubt_what_was_left(WallTime at);
  CampaignNumber campaign(const RunRecord& run);

  std::filesystem::path file_;
  Statements& statements_;
  LedgerTables& ledger_;
  Registrar& registrar_;
  BookRow& book_;
  std::optional<Lease> lease_;
  std::int64_t worker_ = 0;
};

}  // namespace pressrun::io
