#pragma once

#include "pressrun/app/run.hpp"
#include "simulation/api_books.hpp"
#include "simulation/journal_books.hpp"
#include "support/synthetic_designs.hpp"
#include "support/synthetic_jobs.hpp"

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace pressrun::test {

/// How the designs of a world came to look as they do.
class DesignHistory {
 public:
  void note(simulator::ServerTime at, const SyntheticDesign& design);
  [[nodiscard]] int edition(const DesignId& design, const std::string& format,
                            simulator::ServerTime at) const;
  [[nodiscard]] bool was_edited(const DesignId& design) const;
  /// Or saved without a change that shows.
  [[nodiscard]] bool was_saved_between(const DesignId& design, simulator::ServerTime after,
                                       simulator::ServerTime until) const;

 private:
  std::map<std::string, std::vector<std::pair<simulator::ServerTime, SyntheticDesign>>> states_;
};

/// What one manifest wants, of a process that is gone.
struct Asked {
  std::string path;
  std::vector<Row> rows;
  CreditLimits limits;
  bool registered = false;  ///< all of it was told to the journal
  WallTime day_began = {};  ///< for the limits
  WallTime month_began = {};
};

/// What is known once a process is gone, whichever way: the API's own books, what clients were told, what is
/// durable, and what was so before that process.
struct Evidence {
  const ApiBooks& api;
  const JournalBooks& before;
  const JournalBooks& now;
  const std::vector<AccountNumber>& accounts;  ///< as the journal numbers the world's APIs; 0: never seen
  const DesignHistory& designs;
  /// When a person last said something of a content: tries from before do not count.
  const std::map<ContentDigest, simulator::ServerTime>& words;
  /// Since when an account's book knows what a design looks like: of a change before that it cannot know what
  /// it changed.
  const std::map<std::pair<AccountNumber, DesignId>, simulator::ServerTime>& known_since;
  /// When a read last showed a format otherwise than the one before.
  const std::map<std::tuple<AccountNumber, DesignId, std::string>, simulator::ServerTime>& changes_seen;
  int process = 1;                                    ///< the one that is gone
  std::size_t account = 0;                            ///< its
  std::vector<Asked> asked = {};                      ///< by its manifests
  const app::RunOutcome* outcome = nullptr;           ///< null: it was killed
  bool journal_failed = false;                        ///< its disk did
  const std::vector<LedgerEntry>* rescued = nullptr;  ///< what the journal could not take
  bool chose = false;                                 ///< by --select: it left jobs as they were
  bool clocks_are_true = true;                        ///< nobody ever set the client's
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

/// The one list of them; the first five are those of src/README.md, "The ledger".
const std::vector<Invariant>& invariants();

/// All of them; an empty list is what a test wants to see.
std::vector<Complaint> violations(const Evidence& evidence);

/// The request that a generation was made for; null: the book does not know, and may have it in doubt.
const GenerationRequest* request_of(const ContentRecord& record, const Made& made);

}  // namespace pressrun::test
