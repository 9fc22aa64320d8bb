#pragma once

#include "io/journal/book_row.hpp"
#include "io/journal/ledger_tables.hpp"

#include <vector>

namespace pressrun::io {

/// What is bought: intents, and the facts that follow.
class Purchases {
 public:
  Purchases(Statements& statements, LedgerRows& rows, LedgerTables& ledger, BookRow& book)
      : statements_(statements), rows_(rows), ledger_(ledger), book_(book) {}

  Granted intend(const PurchaseIntent& intent, std::int64_t worker);
  std::vector<Committed> commit(const std::vector<LedgerEntry>& entries);
  std::vector<OpenContent> open_contents(AccountNumber account);
  NotedDelivery note_delivery(const DeliveryNote& note);

 private:
  CreditsReserved reserved(const PurchaseIntent& intent);
  Fact unless_taken(const LedgerEntry& entry);
  HeldContent* other_holder(const LedgerEntry& entry, const IdIssued& issued);

  Statements& statements_;
  LedgerRows& rows_;
  LedgerTables& ledger_;
  BookRow& book_;
};

}  // namespace pressrun::io
