#include "pressrun/io/journal_mark.hpp"

#include "io/store/database.hpp"
#include "io/store/schema.hpp"

namespace pressrun::io {

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

bool is_older_than_noted(const std::filesystem::path& journal) {
  const auto noted = noted_mark(journal);
  if (!noted) return false;
  const auto mark = journal_mark(journal);
  return mark && mark->id == noted->id && mark->state < noted->state;
}

}  // namespace pressrun::io
