#pragma once

#include "pressrun/io/journal_mark.hpp"
#include "pressrun/ports/store.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <functional>
#include <memory>

namespace pressrun::io {

/// The journal in SQLite: WAL, synchronous=FULL, one writer thread with group commit. Creates the file (0600)
/// and its folder (0700). Throws JournalError: unreadable, damaged, made by a newer version, disk full.
/// Answers are posted to the executor from the writer's thread: its context must outlive the store.
class SqliteStore final : public Store {
 public:
  /// `moved_on` is told, on the writer's thread, how far the journal is: once that is durable, and before the
  /// submission leaves that it is about.
  using MovedOn = std::function<void(const JournalMark&)>;
  SqliteStore(asio::any_io_executor executor, const std::filesystem::path& file, MovedOn moved_on = {});
  ~SqliteStore() override;  ///< writes what is queued, joins the thread

  asio::awaitable<void> begin_run(RunRecord run) override;
  asio::awaitable<std::vector<KnownJob>> enroll(std::vector<Enrollment> jobs) override;
  asio::awaitable<void> end_enrollment() override;
  asio::awaitable<std::optional<std::size_t>> all_succeeded() override;
  asio::awaitable<void> record(JournalEntry entry) override;
  asio::awaitable<void> record_all(std::vector<JournalEntry> entries) override;
  asio::awaitable<void> end_run(RunRecord run) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Opens an existing journal for reading, beside a run or without one. Throws JournalError; nullptr if there
/// is none.
std::unique_ptr<JournalReader> open_journal(const std::filesystem::path& file);

}  // namespace pressrun::io
