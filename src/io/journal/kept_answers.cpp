#include "pressrun/io/kept_answers.hpp"

#include "io/journal/database.hpp"
#include "io/journal/schema.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/io/journal_lock.hpp"

#include <SQLiteCpp/Transaction.h>

namespace pressrun::io {
namespace {

constexpr std::size_t largest_body = std::size_t{8} << 20U;

}  // namespace

std::vector<KeptAnswer> kept_answers(const std::filesystem::path& journal,
                                     const std::vector<std::string>& names) {
  std::error_code error;
  if (!std::filesystem::exists(journal, error)) return {};
  return guarded(journal, [&] {
    std::vector<KeptAnswer> found;
    const auto database = open_for_reading(journal);
    if (database->execAndGet("PRAGMA user_version").getInt() < 2) return found;
    SQLite::Statement select{*database, "SELECT read_at, body FROM answers WHERE name = ?"};
    for (const std::string& name : names) {
      select.bind(1, name);
      if (select.executeStep())
        found.push_back({name, wall_time(select.getColumn(0).getInt64()), select.getColumn(1).getString()});
      select.reset();
    }
    return found;
  });
}

namespace {

bool is_up_to_date(const std::filesystem::path& journal) {
  std::error_code error;
  if (std::filesystem::file_size(journal, error) == 0 || error) return true;  // it is made
  return open_for_reading(journal)->execAndGet("PRAGMA user_version").getInt() == schema_version;
}

void put_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers) {
  guarded(journal, [&] {
    const auto database = open_for_writing(journal);
    SQLite::Transaction transaction{*database, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement put{
        *database,
        "INSERT INTO answers (name, read_at, body) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET read_at = excluded.read_at, body = excluded.body"};
    for (const KeptAnswer& answer : answers) {
      if (answer.body.size() > largest_body) continue;
      put.bind(1, answer.name);
      put.bind(2, to_column(answer.read_at));
      put.bind(3, answer.body);
      put.exec();
      put.reset();
    }
    transaction.commit();
  });
}

}  // namespace

void keep_answers(const std::filesystem::path& journal, const std::vector<KeptAnswer>& answers,
                  Holding holding) {
  if (answers.empty()) return;
  if (holding == Holding::ours) return put_answers(journal, answers);
  try {
    const JournalLock lock{journal, Duration{}};
    if (is_up_to_date(journal)) put_answers(journal, answers);
  } catch (const LockHeld&) {  // a run holds it: it keeps what it reads itself
  }
}

std::optional<WallTime> plan_used(const std::filesystem::path& journal, const std::string& id) {
  std::error_code error;
  if (!std::filesystem::exists(journal, error)) return std::nullopt;
  return guarded(journal, [&]() -> std::optional<WallTime> {
    const auto database = open_for_reading(journal);
    if (database->execAndGet("PRAGMA user_version").getInt() < 2) return std::nullopt;
    SQLite::Statement select{*database, "SELECT used_at FROM used_plans WHERE id = ?"};
    select.bind(1, id);
    return select.executeStep() ? std::optional{wall_time(select.getColumn(0).getInt64())} : std::nullopt;
  });
}

std::optional<WallTime> use_plan(const std::filesystem::path& journal, const std::string& id, WallTime now) {
  return guarded(journal, [&]() -> std::optional<WallTime> {
    const auto database = open_for_writing(journal);
    SQLite::Transaction transaction{*database, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement select{*database, "SELECT used_at FROM used_plans WHERE id = ?"};
    select.bind(1, id);
    if (select.executeStep()) return wall_time(select.getColumn(0).getInt64());
    SQLite::Statement put{*database, "INSERT INTO used_plans (id, used_at) VALUES (?, ?)"};
    put.bind(1, id);
    put.bind(2, to_column(now));
    put.exec();
    transaction.commit();
    return std::nullopt;
  });
}

}  // namespace pressrun::io
