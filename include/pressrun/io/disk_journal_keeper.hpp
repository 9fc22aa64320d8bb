#pragma once

#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal_keeper.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace pressrun::io {

/// Keeps the SQLite files on this machine's disk.
class DiskJournalKeeper final : public JournalKeeper {
 public:
  /// Journals answer on the executor, whose context must outlive them. `patience`: how long a process that
  /// holds a journal is waited for; then `hold` throws LockHeld.
  DiskJournalKeeper(asio::any_io_executor executor, Duration patience)
      : executor_(std::move(executor)), patience_(patience) {}

  [[nodiscard]] bool was_used(const std::filesystem::path& journal) override;
  [[nodiscard]] std::unique_ptr<JournalHold> hold(const std::filesystem::path& journal) override;
  std::vector<std::string> take_in_rescue(const std::filesystem::path& journal) override;
  void bring_up_to_date(const std::filesystem::path& journal,
                        const std::function<void(const std::string&)>& say) override;
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  [[nodiscard]] std::unique_ptr<Journal> open_for_writing(const std::filesystem::path& journal,
                                                          JournalHold& hold) override;
  [[nodiscard]] std::unique_ptr<JournalReader> open_saved(const std::filesystem::path& journal) override;
  std::string keep_beside(const std::filesystem::path& journal,
                          const std::vector<LedgerEntry>& entries) override;

 private:
  asio::any_io_executor executor_;
  Duration patience_;
};

}  // namespace pressrun::io
