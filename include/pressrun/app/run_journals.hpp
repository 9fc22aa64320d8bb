#pragma once

#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/ground.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/ports/journal_files.hpp"
#include "pressrun/ports/journal_keeper.hpp"
#include "pressrun/ports/person.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// One journal of a run, and the manifests that share it.
struct RunJournal {
  std::filesystem::path file;
  std::vector<LoadedCampaign*> campaigns;
  std::unique_ptr<JournalHold> hold;
  std::optional<JournalMark> seen;  ///< how far it was when it was held
  std::unique_ptr<Journal> writer;
  /// Opened before the run, and open to its end: it reads on when the file is deleted meanwhile.
  std::unique_ptr<JournalReader> reader;
  AccountRecord buyer;  ///< whose key it is
  AccountNumber account = 0;
};

/// The journals of a run: held in the order of their places, before the first call where they are there, and
/// to the end. The functions are called in their order here.
class RunJournals {
 public:
  struct Ports {
    JournalFiles& files;
    JournalKeeper& keeper;
    Person& person;
  };
  /// `yes`: the person has said so to every question. `keep_going`: manifests whose journal is held by
  /// another process, or not theirs, are marked as refused, where else JournalHeld or Declined is thrown.
  RunJournals(std::vector<LoadedCampaign>& campaigns, bool yes, bool keep_going, Ports ports);

  /// Before a call is made: holds those that are there or were, takes in what could not be recorded, brings
  /// them up to date, and asks about what was lost. Throws Declined, JournalError, and what `hold` throws.
  void prepare();
  /// Looks for journals beside those that are not there yet. A manifest that was renamed goes on with its
  /// own.
  void look_beside(const WorkspaceSnapshot& workspace);
  /// Before anything is bought: where the journal is a copy, knows another account, or one beside it knows
  /// these contents, the person has to say so. Throws Declined (not_confirmed).
  void ask(const Ground& ground) const;
  /// The rest: holds all of them.
  void hold_all();
  /// Opens them, and notes who buys. Throws JournalError.
  asio::awaitable<void> open(const Ground& ground, std::string api_key);
  void close();

  RunJournal& of(const LoadedCampaign& one);
  /// The campaigns are fewer, and lie elsewhere: journals that nobody needs any more are let go.
  void stay_with(std::vector<LoadedCampaign>& campaigns);
  /// Of one that was cut off while the run went on, what it held was saved beside it: that is read from here
  /// on. False: nothing was.
  bool read_what_was_saved(RunJournal& journal);
  /// For Deps::rescue.
  std::string rescue(const Journal& journal, const std::vector<LedgerEntry>& entries);

 private:
  void look_at(RunJournal& journal);
  void take_hold(RunJournal& journal);
  /// Performs `step`; what refuses the journal refuses its campaigns.
  void or_refuse(RunJournal& journal, const std::function<void()>& step) const;
  void take_over(RunJournal& journal, const std::filesystem::path& neighbour);
  void require_same(const RunJournal& journal);
  asio::awaitable<void> settle(RunJournal& journal, const AccountFinding& found, const std::string& api_key);

  struct Knowing {
    std::string path;  ///< of the campaign
    std::string named;
    Neighbour neighbour;  ///< that only shares contents
  };

  bool yes_;
  bool keep_going_;
  Ports ports_;
  std::map<std::filesystem::path, RunJournal> journals_;        // by where they really lie
  std::map<const RunJournal*, std::filesystem::path> renamed_;  // whose manifest was renamed: from where
  std::vector<Knowing> knowing_;
};

}  // namespace pressrun::app
