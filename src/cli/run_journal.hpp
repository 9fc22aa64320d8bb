#pragma once

#include "cli/options.hpp"
#include "cli/preflight.hpp"
#include "cli/session.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::cli {

/// One journal of a run, and the manifests that share it.
struct RunJournal {
  std::filesystem::path file;
  std::vector<app::LoadedCampaign*> manifests;
  std::unique_ptr<io::JournalLock> lock;
  std::optional<JournalMark> seen;  ///< how far it was when it was locked
  std::unique_ptr<io::SqliteJournal> writer;
  /// Opened before the run, and open to its end: it reads on when the file is deleted meanwhile.
  std::unique_ptr<JournalReader> reader;
  AccountRecord buyer;  ///< whose key it is
  AccountNumber account = 0;

  /// Of one that was cut off while the run went on, what it held was saved beside it: that is read from here
  /// on. False: nothing was.
  bool read_what_was_saved();
};

/// The journals of a run: locked in the order of their places, before the first call where they are there,
/// and held to the end.
class RunJournals {
 public:
  RunJournals(std::vector<app::LoadedCampaign>& manifests, const Options& options, JournalFiles& files);

  /// Before a call is made: locks those that are there or were, takes in what could not be recorded, brings
  /// them up to date, and asks about what was lost. Throws CommandFailed, LockHeld, JournalError.
  void prepare();
  /// Looks for journals beside those that are not there yet. A manifest that was renamed goes on with its
  /// own.
  void look_beside(const app::WorkspaceSnapshot& workspace);
  /// Before anything is bought: where the journal is a copy, knows another account, or one beside it knows
  /// these contents, the user has to say so. Throws CommandFailed (2).
  void ask(const app::Ground& ground) const;
  /// The rest: locks and opens all of them, and notes who buys.
  void lock_all();
  void open(Session& session, const app::Ground& ground);
  void close();

  RunJournal& of(const app::LoadedCampaign& one);
  /// Which file a journal that is open is.
  [[nodiscard]] std::filesystem::path file_of(const Journal& journal) const;

 private:
  void take_lock(RunJournal& journal);
  void take_over(RunJournal& journal, const std::filesystem::path& neighbour);
  static void require_same(const RunJournal& journal);
  void settle(Session& session, RunJournal& journal, const app::Ground& ground);

  const Options& options_;
  JournalFiles& files_;
  std::map<std::filesystem::path, RunJournal> journals_;        // by where they really lie
  std::map<const RunJournal*, std::filesystem::path> renamed_;  // whose manifest was renamed: from where
  std::vector<std::pair<const app::LoadedCampaign*, app::Neighbour>> knowing_;  // that only share contents
};

}  // namespace pressrun::cli
