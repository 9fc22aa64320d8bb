#pragma once

#include "io/journal/request_tables.hpp"
#include "io/journal/want_tables.hpp"

#include <unordered_map>
#include <vector>

namespace pressrun::io {

/// Writes what the ledger's rules made of a content. Holds the contents that a transaction is about, and
/// those with open requests, in memory.
class LedgerTables {
 public:
  LedgerTables(Statements& statements, Names& names, LedgerRows& rows)
      : statements_(statements), names_(names), rows_(rows) {}

  /// Null: not in the journal.
  HeldContent* find(const ContentKey& key);
  HeldContent& get(const ContentKey& key);  ///< throws JournalError where it is not there
  HeldContent& get(std::int64_t content);
  HeldContent& find_or_add(const ContentKey& key, const DesignId& design, const std::string& text,
                           const std::string& slot);

  /// The request with its new number, as the record has it.
  RequestNumber intend(HeldContent& held, GenerationRequest intended, std::int64_t worker);
  void apply(HeldContent& held, const Fact& fact);
  /// A request of an earlier version, with all that is known of it.
  void restore(HeldContent& held, GenerationRequest request);
  void lapse_orders(HeldContent& held, CampaignNumber campaign);

  /// The record for whoever asked. What has come to its end is read for the last time: it is not held.
  ContentRecord hand_over(HeldContent& held);

  /// Where no want is left: it is gone, or counts as no longer wanted.
  void drop_unwanted(HeldContent& held);

  /// Moves everything of one content to another: they turned out to be the same.
  void merge(HeldContent& from, HeldContent& into);
  /// The content belongs to another account from now on.
  void give(HeldContent& held, AccountNumber to);

  WantTables& wants() { return wants_; }
  LedgerSums& sums() { return sums_; }

  void end_transaction();  ///< writes the sums
  void forget();           ///< another process has written

 private:
  struct KeyHash {
    std::size_t operator()(const ContentKey& key) const {
      return std::hash<ContentDigest>{}(key.digest) ^ static_cast<std::size_t>(key.account);
    }
  };

  HeldContent& keep(HeldContent held);
  std::int64_t insert(const HeldContent& held, const std::string& text);
  void forget(std::int64_t content);
  void tell_rivals(const HeldContent& held);
  void forget_the_settled();
  void save_orders(const HeldContent& held);

  Statements& statements_;
  Names& names_;
  LedgerRows& rows_;
  LedgerSums sums_{statements_};
  RequestTables requests_{statements_, names_, sums_};
  WantTables wants_{statements_, names_, rows_, sums_};
  std::unordered_map<ContentKey, HeldContent, KeyHash> held_;
  std::unordered_map<std::int64_t, HeldContent*> by_number_;
  bool new_ones_come_ = false;         ///< the last content asked for was not there
  std::vector<std::int64_t> touched_;  ///< contents that this transaction is about
};

}  // namespace pressrun::io
