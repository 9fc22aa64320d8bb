#include "pressrun/io/disk_journal_keeper.hpp"

#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"
#include "pressrun/io/sqlite_journal.hpp"

namespace pressrun::io {
namespace {

/// The kernel's lock: it is on the file, not on its name.
class DiskHold final : public JournalHold {
 public:
  DiskHold(const std::filesystem::path& journal, Duration patience) : lock_(journal, patience) {}
  [[nodiscard]] bool is_that_of(const std::filesystem::path& journal) const override {
    return lock_.is_that_of(journal);
  }
  void note(const JournalMark& mark) { lock_.note(mark); }

 private:
  JournalLock lock_;
};

std::filesystem::path lock_beside(std::filesystem::path journal) {
  return journal.replace_extension(".lock");
}

void move_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (error)
    throw JournalError("journal " + from.string() + " cannot be renamed to " + to.string() + ": " +
                       error.message());
}

}  // namespace

bool DiskJournalKeeper::was_used(const std::filesystem::path& journal) {
  std::error_code error;
  return std::filesystem::exists(journal, error) ||
         std::filesystem::exists(journal.string() + ".rescue", error) ||
         std::filesystem::exists(journal.string() + ".rescue.jsonl", error) || noted_mark(journal);
}

std::unique_ptr<JournalHold> DiskJournalKeeper::hold(const std::filesystem::path& journal) {
  return std::make_unique<DiskHold>(journal, patience_);
}

std::vector<std::string> DiskJournalKeeper::take_in_rescue(const std::filesystem::path& journal) {
  return io::take_in_rescue(journal);
}

void DiskJournalKeeper::bring_up_to_date(const std::filesystem::path& journal,
                                         const std::function<void(const std::string&)>& say) {
  io::bring_up_to_date(journal, say);
}

void DiskJournalKeeper::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  const std::filesystem::path log = from.string() + "-wal";
  if (std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) > 0)
    throw JournalError("journal " + from.string() + " is open elsewhere, and cannot be renamed");
  move_file(from, to);
  move_file(lock_beside(from), lock_beside(to));
}

std::unique_ptr<Journal> DiskJournalKeeper::open_for_writing(const std::filesystem::path& journal,
                                                             JournalHold& hold) {
  const auto note = [held = dynamic_cast<DiskHold*>(&hold)](const JournalMark& mark) {
    if (held != nullptr) held->note(mark);
  };
  return std::make_unique<SqliteJournal>(executor_, journal, note);
}

std::unique_ptr<JournalReader> DiskJournalKeeper::open_saved(const std::filesystem::path& journal) {
  try {
    return open_journal(journal.string() + ".rescue");
  } catch (const JournalError&) {
    return nullptr;
  }
}

std::string DiskJournalKeeper::keep_beside(const std::filesystem::path& journal,
                                           const std::vector<LedgerEntry>& entries) {
  return write_rescue(journal, entries);
}

}  // namespace pressrun::io
