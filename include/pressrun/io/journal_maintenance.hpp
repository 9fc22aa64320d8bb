#pragma once

#include "pressrun/domain/time.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::io {

/// For people in trouble: looking a journal over, making it small, saving what can be read of it.
/// Errors: JournalError where the file cannot be opened, or is no journal.

struct JournalFindings {
  int version = 0;
  std::uintmax_t bytes = 0;
  std::vector<std::string> damage;          ///< what SQLite finds wrong with the file; at most twenty
  std::vector<std::string> contradictions;  ///< what the rows say against each other
  std::vector<std::pair<std::string, std::int64_t>> rows;  ///< by table; -1: cannot be counted
  [[nodiscard]] bool sound() const { return damage.empty() && contradictions.empty(); }
};

/// Reads the whole file and changes nothing; also beside a run.
JournalFindings check_journal(const std::filesystem::path& journal);

/// Brings an existing journal of an earlier version up to date, after a backup of it; `say` is told where
/// that is. The caller holds the lock.
void bring_up_to_date(const std::filesystem::path& journal,
                      const std::function<void(const std::string&)>& say);

struct Compaction {
  std::uintmax_t before = 0;  ///< bytes, with the write-ahead log
  std::uintmax_t after = 0;
  std::size_t forgotten = 0;       ///< contents
  std::size_t runs_forgotten = 0;  ///< with what they found jobs to ask for
};

struct CompactionTerms {
  /// What no campaign has wanted and no request has touched since then goes, unless it is still to come or in
  /// doubt.
  std::optional<WallTime> forget_before = {};
  std::optional<std::size_t> keep_runs = {};  ///< of each campaign, at least one; nothing: all
};

/// Gives back what is free, after dropping kept answers of the API older than ninety days. No job goes, nor
/// what was bought for one: that is what keeps it from being paid for twice. The caller holds the lock.
Compaction compact(const std::filesystem::path& journal, const CompactionTerms& terms = {});

struct JournalExport {
  std::uint64_t rows = 0;
  std::vector<std::string> unreadable;  ///< tables of which some rows could not be read, and why
};

/// Hands over every row that can be read, table by table, as {"table": …, "row": {…}}. A table that breaks
/// off in the middle is read from its other end, too.
JournalExport export_journal(const std::filesystem::path& journal,
                             const std::function<void(const boost::json::object&)>& take);

}  // namespace pressrun::io
