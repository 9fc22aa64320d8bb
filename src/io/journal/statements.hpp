#pragma once

#include "pressrun/domain/time.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>

namespace pressrun::io {

inline std::int64_t to_column(WallTime at) { return at.time_since_epoch().count(); }
inline WallTime wall_time(std::int64_t column) { return WallTime{std::chrono::milliseconds{column}}; }

/// Binds without copying texts: they have to stay where they are until the statement is done.
template <class Value>
void bind_in_place(SQLite::Statement& statement, int index, const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    statement.bindNoCopy(index, value);
  } else {
    statement.bind(index, value);
  }
}
template <class... Values>
void bind_all(SQLite::Statement& statement, const Values&... values) {
  [[maybe_unused]] int index = 0;
  (bind_in_place(statement, ++index, values), ...);
}

/// A statement on its way through its rows; it is ready for the next use when this goes. Texts that it is
/// asked with have to outlive it.
class Rows {
 public:
  template <class... Values>
  explicit Rows(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
    bind_all(statement_, values...);
  }
  ~Rows() { statement_.tryReset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next() { return statement_.executeStep(); }
  [[nodiscard]] std::int64_t number(int column) const { return statement_.getColumn(column).getInt64(); }
  [[nodiscard]] int small(int column) const { return statement_.getColumn(column).getInt(); }
  [[nodiscard]] std::size_t count(int column) const { return static_cast<std::size_t>(number(column)); }
  [[nodiscard]] bool flag(int column) const { return small(column) != 0; }
  [[nodiscard]] std::string text(int column) const { return statement_.getColumn(column).getString(); }
  [[nodiscard]] SQLite::Column column(int column) const { return statement_.getColumn(column); }
  [[nodiscard]] WallTime time(int column) const { return wall_time(number(column)); }
  /// A moment that may be missing: NULL.
  [[nodiscard]] std::optional<WallTime> maybe_time(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    return value.isNull() ? std::nullopt : std::optional{wall_time(value.getInt64())};
  }

 private:
  SQLite::Statement& statement_;
};

/// Prepared statements of one connection, each once.
class Statements {
 public:
  explicit Statements(SQLite::Database& database) : database_(database) {}

  SQLite::Database& database() { return database_; }

  /// `sql` is a literal: it is known again by its address.
  SQLite::Statement& operator()(const char* sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    return statements_.try_emplace(sql, database_, sql).first->second;
  }

  /// Binds, runs, and leaves the statement ready for the next use, also where it throws; answers how many
  /// rows it changed.
  template <class... Values>
  int run(const char* sql, const Values&... values) {
    SQLite::Statement& statement = (*this)(sql);
    const Rows ready_afterwards{statement, values...};
    return statement.exec();
  }

  /// The first column of the first row; `otherwise` where there is none.
  template <class... Values>
  std::int64_t number(const char* sql, std::int64_t otherwise, const Values&... values) {
    Rows rows{(*this)(sql), values...};
    return rows.next() ? rows.number(0) : otherwise;
  }

 private:
  SQLite::Database& database_;
  std::unordered_map<const char*, SQLite::Statement> statements_;
};

/// Binds a value that may be missing.
inline void bind_time(SQLite::Statement& statement, int index, const std::optional<WallTime>& at) {
  at ? statement.bind(index, to_column(*at)) : statement.bind(index);
}

}  // namespace pressrun::io
