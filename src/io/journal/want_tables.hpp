#pragma once

#include "io/journal/ledger_sums.hpp"

#include <unordered_map>
#include <vector>

namespace pressrun::io {

/// Writes what campaigns want of a content: how many jobs ask for which formats of it, and how they stand.
class WantTables {
 public:
  WantTables(Statements& statements, Names& names, LedgerRows& rows, LedgerSums& sums)
      : statements_(statements), names_(names), rows_(rows), sums_(sums) {}

  /// One more job wants these formats of the content; answers its want.
  HeldWant& add_job(HeldContent& held, CampaignNumber campaign, const Formats& formats, bool keep_outdated,
                    const JobKey& key);
  void take_job(HeldContent& held, std::int64_t want);  ///< one less
  void drop_want(HeldContent& held, std::int64_t want);
  /// Of what stood before, and of what stands now, after any change to the record or to the design.
  void restand(HeldContent& held);
  /// What was wanted of one content is wanted of the other.
  void move(HeldContent& from, HeldContent& into);
  /// Those of which there are jobs.
  std::vector<Want> wants_of(HeldContent& held);

  void write_job_counts();

 private:
  HeldWant* find_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                      bool keep_outdated);
  HeldWant& make_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set, bool keep_outdated,
                      const JobKey& key);
  void set_jobs(HeldWant& want, std::int64_t jobs);
  void set_wanted(HeldContent& held);

  Statements& statements_;
  Names& names_;
  LedgerRows& rows_;
  LedgerSums& sums_;
  std::unordered_map<std::int64_t, std::int64_t> job_counts_;  // of wants that got or lost jobs
};

}  // namespace pressrun::io
