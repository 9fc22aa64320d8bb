// Texts that many rows share, each once under a number that is never given anew.
#include "unit/io/memory_book.hpp"

#include <set>
#include <string_view>

namespace pressrun::io::test {

BOOST_FIXTURE_TEST_SUITE(names_, MemoryBook)

BOOST_AUTO_TEST_CASE(a_set_of_formats_has_one_number_for_ever) {
  const std::int64_t first = names.number_of(Formats{"square", "story"});
  BOOST_TEST(names.number_of(Formats{"square", "story"}) == first);
  Names another{statements};
  BOOST_TEST(another.number_of(Formats{"square", "story"}) == first);
  BOOST_TEST(number("SELECT count(*) FROM format_sets") == 1);
}

BOOST_AUTO_TEST_CASE(sets_that_differ_in_anything_have_numbers_of_their_own) {
  std::set<std::int64_t> numbers;
  const std::vector<Formats> sets{{},
                                  {""},
                                  {"square"},
                                  {"Square"},
                                  {"square", "story"},
                                  {"story", "square"},
                                  {"square story"},
                                  {"square\",\"story"},
                                  {"square", "square"}};
  for (const Formats& formats : sets) numbers.insert(names.number_of(formats));
  BOOST_TEST(numbers.size() == sets.size());
  Names another{statements};
  for (const Formats& formats : sets) BOOST_CHECK(another.formats(names.number_of(formats)) == formats);
}

BOOST_AUTO_TEST_CASE(a_set_that_is_not_there_is_an_error) {
  BOOST_CHECK_EXCEPTION(names.formats(4711), JournalError, says("a set of formats in it is not there"));
  exec("INSERT INTO format_sets (format_set, names) VALUES (4711, '[7]')");
  BOOST_CHECK_EXCEPTION(names.formats(4711), JournalError, says("a list in it cannot be read"));
}

BOOST_AUTO_TEST_CASE(a_design_is_looked_for_and_not_made) {
  BOOST_TEST(names.find(hero) == 0);
  BOOST_TEST(number("SELECT count(*) FROM designs") == 0);
  const std::int64_t made = names.number_of(hero);
  BOOST_TEST(made != 0);
  BOOST_TEST(names.find(hero) == made);
  BOOST_TEST(names.number_of(hero) == made);
  BOOST_CHECK(names.design(made) == hero);
}

BOOST_AUTO_TEST_CASE(a_design_that_another_process_added_meanwhile_is_found) {
  BOOST_TEST(names.find(hero) == 0);
  Names another{statements};
  const std::int64_t made = another.number_of(hero);
  BOOST_TEST(names.find(hero) == made);
}

BOOST_AUTO_TEST_CASE(designs_that_differ_by_case_are_two) {
  BOOST_TEST(names.number_of(DesignId{"ABC"}) != names.number_of(DesignId{"abc"}));
}

BOOST_AUTO_TEST_CASE(a_design_that_is_not_there_is_an_error) {
  BOOST_CHECK_EXCEPTION(names.design(0), JournalError, says("a design in it is not there"));
}

BOOST_AUTO_TEST_CASE(a_beginning_has_one_number_for_ever) {
  const std::int64_t first = names.prefixes().number("https://files.test/");
  BOOST_TEST(first > 0);
  BOOST_TEST(names.prefixes().number("https://files.test/") == first);
  BOOST_TEST(names.prefixes().number("https://files.test/banners/") != first);
  Names another{statements};
  BOOST_TEST(another.prefixes().number("https://files.test/") == first);
  BOOST_TEST(another.prefixes().text(first) == "https://files.test/");
}

BOOST_AUTO_TEST_CASE(a_beginning_that_is_not_there_is_an_error) {
  BOOST_CHECK_EXCEPTION(names.prefixes().text(4711), JournalError,
                        says("the beginning of an address in it is not there"));
}

BOOST_AUTO_TEST_CASE(beyond_four_thousand_beginnings_whole_addresses_are_kept) {
  exec("INSERT INTO url_prefixes (prefix, text) VALUES (3999, 'https://known.test/')");
  const Prefixes prefixes = names.prefixes();
  BOOST_TEST(prefixes.number("https://last.test/") == 4000);
  BOOST_TEST(prefixes.number("https://more.test/") == 0);
  BOOST_TEST(prefixes.number("https://known.test/") == 3999);
  BOOST_TEST(prefixes.number("https://last.test/") == 4000);
  const std::string kept = write_assets({asset("square")}, prefixes);
  BOOST_TEST(kept.find("https://files.test/banners/") != std::string::npos);
  BOOST_CHECK(read_assets(kept, prefixes).at(0) == asset("square"));
}

BOOST_AUTO_TEST_SUITE_END()

// ---- the mark

BOOST_FIXTURE_TEST_SUITE(book_row, MemoryBook)

BOOST_AUTO_TEST_CASE(a_journal_is_known_by_its_first_run) {
  book.name_after("run-1");
  book.name_after("run-2");
  BOOST_TEST(text("SELECT id FROM book") == "run-1");
}

BOOST_AUTO_TEST_CASE(the_mark_steps_on_once_a_transaction_and_only_where_something_moved_on) {
  book.name_after("run-1");
  BOOST_CHECK(!book.step().has_value());
  book.move_on();
  book.move_on();
  const auto mark = book.step();
  BOOST_REQUIRE(mark.has_value());
  BOOST_TEST(mark->id == "run-1");
  BOOST_TEST(mark->state == 1);
  BOOST_CHECK(!book.step().has_value());
  BOOST_TEST(number("SELECT state FROM book") == 1);
  book.move_on();
  BOOST_TEST(book.step().value().state == 2);
}

BOOST_AUTO_TEST_CASE(workers_are_numbered_and_no_number_comes_twice) {
  BOOST_TEST(book.next_worker() == 1);
  BookRow of_another{statements};
  BOOST_TEST(of_another.next_worker() == 2);
  BOOST_TEST(book.next_worker() == 3);
}

BOOST_AUTO_TEST_CASE(without_its_row_a_book_has_no_mark) {
  exec("DELETE FROM book");
  book.move_on();
  BOOST_CHECK(!book.step().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
