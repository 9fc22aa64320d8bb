#pragma once

#include "pressrun/domain/ledger.hpp"
#include "pressrun/ports/journal.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace pressrun {

/// Another process holds the journal. The text says who.
class JournalHeld : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A journal is this process's alone for as long as this lives.
class JournalHold {
 public:
  virtual ~JournalHold() = default;
  /// Whether it is still this hold that others find beside the journal: its folder may have been replaced.
  [[nodiscard]] virtual bool is_that_of(const std::filesystem::path& journal) const = 0;
};

/// What is done to the files of journals by who holds them. Blocks. Errors: JournalError.
class JournalKeeper {
 public:
  virtual ~JournalKeeper() = default;
  /// Whether there is, or was, a journal, or what was saved of one.
  [[nodiscard]] virtual bool was_used(const std::filesystem::path& journal) = 0;
  /// Waits for a process that holds it, as long as its maker said; then throws JournalHeld.
  [[nodiscard]] virtual std::unique_ptr<JournalHold> hold(const std::filesystem::path& journal) = 0;
  /// Takes in what earlier runs had to keep beside the journal. Answers what to tell the user, a sentence
  /// each.
  virtual std::vector<std::string> take_in_rescue(const std::filesystem::path& journal) = 0;
  /// Brings a journal of an earlier version up to date, after a backup; `say` is told where that is.
  virtual void bring_up_to_date(const std::filesystem::path& journal,
                                const std::function<void(const std::string&)>& say) = 0;
  /// The journal, that nobody has open, gets another name, and so does its hold.
  virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// `hold` must outlive the answer.
  [[nodiscard]] virtual std::unique_ptr<Journal> open_for_writing(const std::filesystem::path& journal,
                                                                  JournalHold& hold) = 0;
  /// What was saved of a journal that was cut off while it was written. Null: nothing, or it cannot be read.
  [[nodiscard]] virtual std::unique_ptr<JournalReader> open_saved(const std::filesystem::path& journal) = 0;
  /// Keeps paid ids that the journal could not take, for the next command; answers where. Never throws.
  virtual std::string keep_beside(const std::filesystem::path& journal,
                                  const std::vector<LedgerEntry>& entries) = 0;
};

}  // namespace pressrun
