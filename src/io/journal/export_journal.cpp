#include "io/journal/database.hpp"
#include "io/journal/maintenance_rows.hpp"
#include "pressrun/io/journal_maintenance.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstring>
#include <string>

namespace pressrun::io {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Table {
  const char* name;
  const char* keys;  ///< two numbers that order its rows
  const char* forwards;
  const char* backwards;
};
constexpr std::array exported{
    Table{"accounts", "account, 0", "account", "account DESC"},
    Table{"campaigns", "campaign, 0", "campaign", "campaign DESC"},
    Table{"runs", "rowid, 0", "rowid", "rowid DESC"},
    Table{"designs", "design, 0", "design", "design DESC"},
    Table{"format_sets", "format_set, 0", "format_set", "format_set DESC"},
    Table{"url_prefixes", "prefix, 0", "prefix", "prefix DESC"},
    Table{"contents", "content, 0", "content", "content DESC"},
    Table{"requests", "request, 0", "request", "request DESC"},
    Table{"wants", "want, 0", "want", "want DESC"},
    Table{"jobs", "job, 0", "job", "job DESC"},
};
constexpr std::array exported_of_3{
    Table{"runs", "seq, 0", "seq", "seq DESC"},
    Table{"jobs", "job, 0", "job", "job DESC"},
    Table{"attempts", "job, number", "job, number", "job DESC, number DESC"},
    Table{"assets", "asset, 0", "asset", "asset DESC"},
    Table{"failures", "failure, 0", "failure", "failure DESC"},
};

using Key = std::pair<std::int64_t, std::int64_t>;
constexpr Key before_all{INT64_MIN, INT64_MIN};

std::string digest_text(const SQLite::Column& column) {
  ContentDigest digest;
  const auto bytes = static_cast<std::size_t>(column.getBytes());
  if (bytes == digest.bytes.size()) std::memcpy(digest.bytes.data(), column.getBlob(), bytes);
  return digest.text();
}

json::value value_of(const std::string& name, const SQLite::Column& column) {
  if (column.isNull()) return nullptr;
  if (name == "digest" && column.isBlob()) return json::value(digest_text(column));
  if (column.isFloat()) return column.getDouble();
  if (!column.isInteger()) return json::value(column.getString());
  const std::int64_t number = column.getInt64();
  if (name.ends_with("_at")) return json::value(to_rfc3339(WallTime{std::chrono::milliseconds{number}}));
  const bool is_status = name == "status" || name == "status_before";
  if (is_status && number >= 0 && number <= static_cast<int>(JobStatus::dropped))
    return json::value(to_string(static_cast<JobStatus>(number)));
  return number;
}

json::object row_of(const Table& table, SQLite::Statement& row) {
  json::object columns;
  for (int i = 2; i < row.getColumnCount(); ++i) {
    const std::string name = row.getColumnName(i);
    columns.emplace(name, value_of(name, row.getColumn(i)));
  }
  return {{"table", table.name}, {"row", std::move(columns)}};
}

class Reading {
 public:
  Reading(SQLite::Database& database, const std::function<void(const json::object&)>& take)
      : database_(database), take_(take) {}

  void read(const Table& table) {
    Key last = before_all;
    const std::string sql = "SELECT " + std::string{table.keys} + ", * FROM " + table.name;
    std::string broke;
    try {
      forwards(table, sql, last);
      return;
    } catch (const SQLite::Exception& error) {
      broke = error.what();
    }
    try {
      backwards(table, sql, last);
    } catch (const SQLite::Exception&) {  // the same break, from behind
    }
    done_.unreadable.push_back(std::string{table.name} + ": " + broke);
  }

  JournalExport done() { return std::move(done_); }

 private:
  void forwards(const Table& table, const std::string& sql, Key& last) {
    SQLite::Statement rows{database_, sql + " ORDER BY " + table.forwards};
    while (rows.executeStep()) {
      hand_over(table, rows);
      last = key_in(rows);
    }
  }

  void backwards(const Table& table, const std::string& sql, Key last) {
    SQLite::Statement rows{database_, sql + " ORDER BY " + table.backwards};
    while (rows.executeStep() && key_in(rows) > last) hand_over(table, rows);
  }

  static Key key_in(SQLite::Statement& row) {
    return {row.getColumn(0).getInt64(), row.getColumn(1).getInt64()};
  }

  void hand_over(const Table& table, SQLite::Statement& row) {
    take_(row_of(table, row));
    ++done_.rows;
  }

  SQLite::Database& database_;
  const std::function<void(const json::object&)>& take_;
  JournalExport done_;
};

}  // namespace

JournalExport salvage_rows(SQLite::Database& database, const std::function<void(const json::object&)>& take) {
  Reading reading{database, take};
  if (database.execAndGet("PRAGMA user_version").getInt() < 4) {
    for (const Table& table : exported_of_3) reading.read(table);
  } else {
    for (const Table& table : exported) reading.read(table);
  }
  return reading.done();
}

JournalExport export_journal(const fs::path& journal, const std::function<void(const json::object&)>& take) {
  return guarded(
      journal, [&] { return salvage_rows(*open_for_care(journal), take); }, OpenedFor::maintenance);
}

}  // namespace pressrun::io
