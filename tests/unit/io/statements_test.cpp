// Prepared statements: what is bound and read, and that each is ready for its next use however it was left.
#include "io/journal/statements.hpp"

#include <SQLiteCpp/Exception.h>
#include <boost/test/unit_test.hpp>

#include <string>

namespace pressrun::io {
namespace {

struct Numbers {
  Numbers() {
    database.exec("CREATE TABLE numbers (number INTEGER PRIMARY KEY, name TEXT UNIQUE, at INTEGER)");
    database.exec("INSERT INTO numbers VALUES (1, 'one', 1000), (2, 'two', NULL), (3, 'three', -5)");
  }
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  Statements statements{database};
};

constexpr const char* all_numbers = "SELECT number, name, at FROM numbers ORDER BY number";
constexpr const char* add_number = "INSERT INTO numbers (number, name) VALUES (?, ?)";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(statements_, Numbers)

BOOST_AUTO_TEST_CASE(a_number_is_that_of_the_first_row) {
  BOOST_TEST(statements.number("SELECT number FROM numbers ORDER BY number DESC", 9) == 3);
  BOOST_TEST(statements.number("SELECT number FROM numbers WHERE name = ?", 9, std::string{"two"}) == 2);
}

BOOST_AUTO_TEST_CASE(without_a_row_a_number_is_what_stands_for_none) {
  BOOST_TEST(statements.number("SELECT number FROM numbers WHERE number = ?", 9, std::int64_t{4}) == 9);
  BOOST_TEST(statements.number("SELECT max(number) FROM numbers WHERE number > 3", 9) == 0);  // a row of NULL
}

BOOST_AUTO_TEST_CASE(a_run_answers_how_many_rows_it_changed) {
  constexpr const char* shift = "UPDATE numbers SET at = 7 WHERE number >= ?";
  BOOST_TEST(statements.run(shift, std::int64_t{4}) == 0);
  BOOST_TEST(statements.run(shift, std::int64_t{3}) == 1);
  BOOST_TEST(statements.run(shift, std::int64_t{1}) == 3);
}

BOOST_AUTO_TEST_CASE(a_statement_is_prepared_once) {
  BOOST_TEST(&statements(all_numbers) == &statements(all_numbers));
  BOOST_TEST(&statements(all_numbers) != &statements(add_number));
}

BOOST_AUTO_TEST_CASE(rows_that_are_left_in_the_middle_begin_anew_the_next_time) {
  {
    Rows rows{statements(all_numbers)};
    BOOST_TEST(rows.next());
    BOOST_TEST(rows.next());
    BOOST_TEST(rows.number(0) == 2);
  }
  Rows rows{statements(all_numbers)};
  BOOST_TEST(rows.next());
  BOOST_TEST(rows.number(0) == 1);
}

BOOST_AUTO_TEST_CASE(rows_hold_no_lock_once_they_are_left) {
  {
    Rows rows{statements(all_numbers)};
    rows.next();
  }
  BOOST_CHECK_NO_THROW(database.exec("DROP TABLE numbers"));
}

BOOST_AUTO_TEST_CASE(a_statement_that_failed_is_ready_for_the_next_use) {
  BOOST_CHECK_THROW(statements.run(add_number, std::int64_t{1}, std::string{"again"}), SQLite::Exception);
  BOOST_TEST(statements.run(add_number, std::int64_t{4}, std::string{"four"}) == 1);
  BOOST_TEST(statements.number("SELECT number FROM numbers WHERE name = 'four'", 0) == 4);
}

BOOST_AUTO_TEST_CASE(a_statement_that_cannot_be_prepared_says_so_each_time) {
  for (int i = 0; i < 2; ++i) BOOST_CHECK_THROW(statements("SELECT nothing FROM nowhere"), SQLite::Exception);
}

BOOST_AUTO_TEST_CASE(texts_are_bound_as_they_are) {
  for (const std::string& text : {std::string{}, std::string{"it's \"quoted\"; --"}, std::string{"a\0b", 3},
                                  std::string{"\xFF\xFE"}, std::string(100'000, 'x')}) {
    Rows rows{statements("SELECT ?"), text};
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.text(0) == text);
  }
}

BOOST_AUTO_TEST_CASE(columns_are_read_by_the_type_that_is_asked_for) {
  Rows rows{statements("SELECT 9223372036854775807, -1, 0, 42, 'text'")};
  BOOST_REQUIRE(rows.next());
  BOOST_TEST(rows.number(0) == INT64_MAX);
  BOOST_TEST(rows.small(1) == -1);
  BOOST_TEST(rows.flag(1));
  BOOST_TEST(!rows.flag(2));
  BOOST_TEST(rows.count(3) == 42U);
  BOOST_TEST(rows.text(3) == "42");
  BOOST_TEST(rows.column(4).isText());
}

BOOST_AUTO_TEST_CASE(a_column_that_is_not_there_is_an_error) {
  Rows rows{statements("SELECT 1")};
  BOOST_REQUIRE(rows.next());
  BOOST_CHECK_THROW(static_cast<void>(rows.number(1)), SQLite::Exception);
}

BOOST_AUTO_TEST_CASE(moments_are_kept_in_milliseconds_of_1970) {
  using std::chrono::milliseconds;
  for (const std::int64_t ms :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1'780'000'000'123}, INT64_MAX, INT64_MIN}) {
    BOOST_TEST(to_column(wall_time(ms)) == ms);
    BOOST_CHECK(wall_time(ms) == WallTime{milliseconds{ms}});
  }
}

BOOST_AUTO_TEST_CASE(a_moment_may_be_missing) {
  Rows rows{statements(all_numbers)};
  BOOST_REQUIRE(rows.next());
  BOOST_CHECK(rows.maybe_time(2) == WallTime{std::chrono::seconds{1}});
  BOOST_REQUIRE(rows.next());
  BOOST_CHECK(!rows.maybe_time(2).has_value());
  BOOST_CHECK(rows.time(2) == WallTime{});
}

BOOST_AUTO_TEST_CASE(a_missing_moment_is_bound_as_none_also_after_one_that_was_there) {
  constexpr const char* shift = "UPDATE numbers SET at = ? WHERE number = 1";
  const auto bound = [&](std::optional<WallTime> at) {
    SQLite::Statement& update = statements(shift);
    bind_time(update, 1, at);
    update.exec();
    update.reset();
    return statements.number("SELECT coalesce(at, -1) FROM numbers WHERE number = 1", 0);
  };
  BOOST_TEST(bound(WallTime{std::chrono::milliseconds{12}}) == 12);
  BOOST_TEST(bound(std::nullopt) == -1);
  BOOST_TEST(bound(WallTime{}) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
