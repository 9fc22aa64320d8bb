#pragma once

#include "pressrun/domain/time.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/ports/journal_keeper.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::io {

/// Another process holds the journal. The text names its pid, host and start.
class LockHeld : public JournalHeld {
 public:
  using JournalHeld::JournalHeld;
};

/// The kernel's lock on an open file beside the journal (`NAME.lock`): it dies with its holder.
class JournalLock {
 public:
  /// Waits up to `patience`. Throws LockHeld, or JournalError when the file cannot be made.
  JournalLock(const std::filesystem::path& journal, Duration patience);
  ~JournalLock();
  JournalLock(const JournalLock&) = delete;
  JournalLock& operator=(const JournalLock&) = delete;

  /// Remembers how far the journal has come, for `staleness`. In the page cache: it outlives us however we
  /// go. One thread at a time.
  void note(const JournalMark& mark);
  /// Whether it is still this lock that others find beside the journal: its folder may have been replaced.
  [[nodiscard]] bool is_that_of(const std::filesystem::path& journal) const;

 private:
  void sign(const std::optional<JournalMark>& mark);

  int descriptor_ = -1;
  std::string holder_;  ///< we, as the file names us
};

/// Whether a process holds the journal at this moment; takes nothing and makes no file.
bool is_held(const std::filesystem::path& journal);

}  // namespace pressrun::io
