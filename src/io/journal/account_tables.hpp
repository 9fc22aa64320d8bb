#pragma once

#include "io/journal/ledger_tables.hpp"

#include <vector>

namespace pressrun::io {

/// Accounts, and what their reads have shown of designs.
class AccountTables {
 public:
  AccountTables(Statements& statements, Names& names, LedgerRows& rows, LedgerTables& ledger)
      : statements_(statements), names_(names), rows_(rows), ledger_(ledger) {}

  AccountNumber note_account(const AccountRecord& account);
  void adopt_account(AccountNumber unknown, AccountNumber known);
  std::vector<DesignState> note_designs(AccountNumber account, const std::vector<DesignReading>& readings);

 private:
  AccountNumber find(const AccountRecord& account);
  DesignState note_design(AccountNumber account, const DesignReading& reading);
  void adopt_contents(AccountNumber unknown, AccountNumber known);
  void adopt_designs(AccountNumber unknown, AccountNumber known);
  void save(AccountNumber account, std::int64_t design, const DesignState& state);
  void restand(AccountNumber account, std::int64_t design);

  Statements& statements_;
  Names& names_;
  LedgerRows& rows_;
  LedgerTables& ledger_;
};

}  // namespace pressrun::io
