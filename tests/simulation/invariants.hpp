#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/simulator/model.hpp"
#include "support/memory_tables.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pressrun::test {

/// What is known once a process is gone, whichever way: the API's own books, what is durable, and what was so
/// before that process.
struct Evidence {
  const std::vector<simulator::Generation>& ledger;
  const MemoryTables& journal;
  const MemoryTables& before;
  const app::RunOutcome* outcome = nullptr;  ///< null: it was killed
  bool journal_failed = false;               ///< its disk did
  bool resubmits_in_doubt = false;           ///< it was told to
  bool chose = false;                        ///< by --select: it left jobs as they were
  /// The formats that a job asks for; empty: not known.
  std::function<std::vector<std::string>(const JobKey&)> formats_of = {};
};

struct Complaint {
  const char* invariant = "";
  std::string about;
};

/// What must hold after any history, and after each process of it.
struct Invariant {
  const char* name;
  void (*check)(const Evidence& evidence, const struct Complain& complain);
};

/// Notes what an invariant found.
struct Complain {
  const char* invariant;
  std::vector<Complaint>& found;
  void operator()(std::string about) const { found.push_back({invariant, std::move(about)}); }
};

/// The one list of them.
const std::vector<Invariant>& invariants();

/// All of them; an empty list is what a test wants to see.
std::vector<Complaint> violations(const Evidence& evidence);

/// At the moment of a call: what is sent is on record as being sent, what is polled under its id. Returns
/// what is wrong, or nothing.
std::string not_on_record(const MemoryTables& durable, const HttpRequest& request);

}  // namespace pressrun::test
