#include "pressrun/io/journal_mark.hpp"

#include "io/journal/database.hpp"
#include "io/journal/schema.hpp"

namespace pressrun::io {
namespace {

bool is_of_earlier_version(const std::filesystem::path& journal) {
  return guarded(journal, [&] {
    return open_for_reading(journal)->execAndGet("PRAGMA user_version").getInt() < first_version_with_mark;
  });
}

}  // namespace

std::optional<JournalMark> journal_mark(const std::filesystem::path& journal) {
  std::error_code error;
  if (!std::filesystem::exists(journal, error) || std::filesystem::file_size(journal, error) == 0)
    return std::nullopt;
  return guarded(journal, [&]() -> std::optional<JournalMark> {
    const auto database = open_for_reading(journal);
    if (database->execAndGet("PRAGMA user_version").getInt() < first_version_with_mark) return std::nullopt;
    SQLite::Statement select{*database, "SELECT id, state FROM book"};
    if (!select.executeStep()) return std::nullopt;
    JournalMark mark{select.getColumn(0).getString(), select.getColumn(1).getInt64()};
    if (mark.id.empty()) return std::nullopt;
    return mark;
  });
}

Staleness staleness(const std::filesystem::path& journal) {
  const auto noted = noted_mark(journal);
  if (!noted) return Staleness::none;
  std::error_code error;
  if (!std::filesystem::exists(journal, error)) return Staleness::missing;
  if (std::filesystem::file_size(journal, error) == 0) return Staleness::empty;
  const auto mark = journal_mark(journal);
  // Those of earlier versions have no mark; one that was noted was of this version.
  if (!mark) return is_of_earlier_version(journal) ? Staleness::older : Staleness::empty;
  if (mark->id != noted->id) return Staleness::another;
  return mark->state < noted->state ? Staleness::older : Staleness::none;
}

}  // namespace pressrun::io
