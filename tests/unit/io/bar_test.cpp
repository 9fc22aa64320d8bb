// The live line: which part has room at which width, and what its figures say at the edges.
#include "io/terminal/bar.hpp"

#include "io/terminal/live_progress.hpp"
#include "io/terminal/plain_progress.hpp"
#include "pressrun/domain/columns.hpp"
#include "pressrun/io/terminal_progress.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::io {

BOOST_AUTO_TEST_SUITE(bar)

namespace {

using namespace std::chrono_literals;

ProgressReading reading(std::size_t jobs, std::size_t done, std::size_t failed = 0,
                        std::size_t in_doubt = 0) {
  ProgressReading made;
  made.jobs = jobs;
  made.done = done;
  made.failed = failed;
  made.in_doubt = in_doubt;
  return made;
}

ProgressReading busy() {
  ProgressReading made = reading(200, 90, 4, 6);
  made.in_flight = 20;
  made.note = "rate limited for 28m";
  made.elapsed = 65s;
  made.remaining = 3h + 4min;
  made.calls_per_second = 12.34;
  return made;
}

/// The cells between the ends of the bar.
std::string cells(const ProgressReading& r, std::size_t width = 100) {
  const std::string line = render_bar(r, width, {});
  return line.substr(1, line.find(']') - 1);
}

std::ptrdiff_t count(const std::string& in, char cell) { return std::ranges::count(in, cell); }

}  // namespace

// ---- what is shown at which width

BOOST_AUTO_TEST_CASE(parts_give_way_from_the_right) {
  const std::string whole =
      " 50% 90/200 done, 4 failed, 6 in doubt, 20 in flight | rate limited for 28m | 1m 05s, ~3h 04m left | "
      "12.3 req/s";
  const std::pair<std::size_t, std::string> widths[] = {
      {7, " 50% 9~"},
      {16, " 50% 90/200 done"},
      {23, " 50% 90/200 done"},
      {25, "[##!...]  50% 90/200 done"},
      {26, " 50% 90/200 done, 4 failed"},
      {38, " 50% 90/200 done, 4 failed, 6 in doubt"},
  };
  for (const auto& [width, line] : widths) BOOST_TEST(render_bar(busy(), width, {}) == line);
  const std::string widest = render_bar(busy(), 300, {});
  BOOST_TEST(widest.ends_with("] " + whole));
  BOOST_TEST(render_line(busy()) == whole.substr(1));
}

BOOST_AUTO_TEST_CASE(a_wider_terminal_never_shows_less) {
  std::size_t before = 0;
  for (std::size_t width = 50; width < 200; ++width) {
    const std::string line = render_bar(busy(), width, {});
    const std::size_t figures = columns(line.substr(line.find(']') + 1));
    BOOST_TEST_CONTEXT(line) { BOOST_TEST(figures >= before); }
    before = figures;
  }
}

BOOST_AUTO_TEST_CASE(from_fifty_columns_on_there_is_always_a_bar) {
  for (const auto& r : {busy(), reading(3, 1), reading(1'000'000, 999'999, 1)}) {
    for (std::size_t width = 50; width < 120; ++width) {
      const std::string line = render_bar(r, width, {});
      BOOST_TEST_CONTEXT(line) {
        BOOST_TEST(line.starts_with("["));
        BOOST_TEST(cells(r, width).size() >= 5U);
        BOOST_TEST(cells(r, width).size() <= 30U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_note_is_cut_where_it_still_says_something) {
  ProgressReading r = reading(10, 1);
  r.note = "waiting for the API: connection refused";
  BOOST_TEST(render_bar(r, 30, {}) == " 10% 1/10 done | waiting for ~");
  BOOST_TEST(render_bar(r, 30, {false, true}) == " 10% 1/10 done · waiting for …");
  BOOST_TEST(render_bar(r, 21, {}) == " 10% 1/10 done");  // too little would be left of it
}

BOOST_AUTO_TEST_CASE(in_no_columns_there_is_nothing) { BOOST_TEST(columns(render_bar(busy(), 0, {})) == 0U); }

BOOST_AUTO_TEST_CASE(wide_characters_take_two_columns) {
  ProgressReading r = reading(10, 1);
  r.note = "接続が拒否されました";
  for (std::size_t width = 15; width < 45; ++width) {
    const std::string line = render_bar(r, width, {false, true});
    BOOST_TEST_CONTEXT(line) { BOOST_TEST(columns(line) <= width); }
  }
  BOOST_TEST(render_line(r).find('?') != std::string::npos);  // a log file knows ASCII
}

// ---- what the bar says

BOOST_AUTO_TEST_CASE(cells_are_shares_of_all_jobs) {
  ProgressReading r = reading(30, 10, 5, 2);
  r.in_flight = 6;
  const std::string drawn = cells(r);
  BOOST_TEST(drawn.size() == 30U);
  BOOST_TEST(drawn == "##########!!!!!!!++++++.......");
}

BOOST_AUTO_TEST_CASE(one_that_went_wrong_is_seen_among_however_many) {
  for (const std::size_t jobs : {40U, 1000U, 1'000'000U}) {
    BOOST_TEST(count(cells(reading(jobs, jobs - 1, 1)), '!') == 1);
    BOOST_TEST(count(cells(reading(jobs, jobs - 1, 0, 1)), '!') == 1);
    BOOST_TEST(count(cells(reading(jobs, jobs)), '!') == 0);
  }
}

BOOST_AUTO_TEST_CASE(what_is_in_flight_never_runs_over_the_end) {
  ProgressReading r = reading(10, 9);
  r.in_flight = 1000;
  BOOST_TEST(cells(r).size() == 30U);
  BOOST_TEST(count(cells(r), '+') == 3);
}

BOOST_AUTO_TEST_CASE(figures_that_do_not_add_up_are_drawn_all_the_same) {
  const ProgressReading more = reading(10, 9, 5, 5);
  BOOST_TEST(render_bar(more, 40, {}).starts_with("100% 9/10 done"));
  BOOST_TEST(cells(more).size() == 30U);
  const ProgressReading none = reading(0, 5, 5);
  BOOST_TEST(render_bar(none, 40, {}).starts_with("100% 5/0 done"));
  BOOST_TEST(cells(none) == std::string(30, '.'));
}

BOOST_AUTO_TEST_CASE(a_run_is_at_a_hundred_per_cent_only_at_its_end) {
  BOOST_TEST(render_bar(reading(1000, 999), 30, {}).find(" 99% 999/1000 done") != std::string::npos);
  BOOST_TEST(render_bar(reading(1000, 1), 30, {}).find("  0% 1/1000 done") != std::string::npos);
  BOOST_TEST(render_bar(reading(1000, 990, 7, 3), 70, {}).find("100% 990/1000 done, 7 failed, 3 in doubt") !=
             std::string::npos);
}

// ---- time and pace

BOOST_AUTO_TEST_CASE(times_are_whole_seconds_and_what_is_left_is_never_nothing) {
  const auto times = [](Duration elapsed, std::optional<Duration> left) {
    ProgressReading r = reading(1, 0);
    r.elapsed = elapsed;
    r.remaining = left;
    const std::string line = render_line(r);
    const auto from = line.find("| ") + 2;
    return line.substr(from, line.rfind(" |") - from);
  };
  BOOST_TEST(times(0s, {}) == "0s");
  BOOST_TEST(times(999ms, {}) == "0s");
  BOOST_TEST(times(1999ms, {}) == "1s");
  BOOST_TEST(times(59min + 59s, 0s) == "59m 59s, ~1s left");
  BOOST_TEST(times(26h, 300ms) == "1d 02h, ~1s left");
  BOOST_TEST(times(-5s, -5s) == "0s, ~1s left");
}

BOOST_AUTO_TEST_CASE(any_pace_can_be_shown) {
  for (const auto& [pace, shown] : std::vector<std::pair<double, std::string>>{
           {0.0, "0.0 req/s"}, {0.04, "0.0 req/s"}, {0.06, "0.1 req/s"}, {1234.56, "1234.6 req/s"}}) {
    ProgressReading r = reading(1, 0);
    r.calls_per_second = pace;
    BOOST_TEST(render_line(r).ends_with(" | " + shown));
  }
  ProgressReading r = reading(1, 0);
  r.calls_per_second = 1e300;
  BOOST_TEST(render_line(r).size() < 100U);
}

// ---- colours

BOOST_AUTO_TEST_CASE(colours_are_put_on_and_taken_off_again) {
  const std::string line = render_bar(busy(), 200, {true, false});
  BOOST_TEST(line.find("\x1B[31m, 4 failed\x1B[0m\x1B[31m, 6 in doubt\x1B[0m\x1B[36m, 20 in "
                       "flight\x1B[0m\x1B[33m | rate") != std::string::npos);
  BOOST_TEST(line.find("[\x1B[32m#") != std::string::npos);
  std::size_t on = 0;
  std::size_t off = 0;
  for (auto at = line.find('\x1B'); at != std::string::npos; at = line.find('\x1B', at + 1))
    ++(line.substr(at, 4) == "\x1B[0m" ? off : on);
  BOOST_TEST(on == off);
  BOOST_TEST(render_bar(busy(), 200, {}).find('\x1B') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_has_no_colour) {
  BOOST_TEST(render_bar(reading(10, 0), 60, {true, false}).find('\x1B') == std::string::npos);
}

// ---- text from outside

BOOST_AUTO_TEST_CASE(text_is_one_harmless_line_in_what_the_terminal_knows) {
  const std::pair<const char*, const char*> ascii[] = {
      {"a\nb", "a\\x0Ab"}, {"a\tb", "a b"}, {"\x1B[2J", "\\x1B[2J"},
      {"Größe", "Gr??e"},  {"", ""},        {"\xE2\x80\xAE", "\\u202E"}};
  for (const auto& [text, line] : ascii) BOOST_TEST(shown(text, false) == line);
  BOOST_TEST(shown("Größe \xF0\x9F\x98\x80", true) == "Größe \xF0\x9F\x98\x80");
  BOOST_TEST(shown("a\r\nb", true) == "a\\x0D\\x0Ab");
}

// ---- when something is written

namespace {

struct Sheet {
  std::vector<std::string> pieces;
  std::function<void(const std::string&)> write = [this](const std::string& text) { pieces.push_back(text); };
  Screen screen{write, [] { return std::size_t{80}; }};
};

ProgressReading at(Duration elapsed) {
  ProgressReading made = reading(10, 1);
  made.elapsed = elapsed;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_live_line_that_has_given_way_comes_back_with_the_next_reading) {
  Sheet sheet;
  LiveProgress live{sheet.screen, {}};
  live.show(at(1s));
  live.finish();
  live.say("between");
  BOOST_TEST(sheet.pieces.back() == "between\n");
  live.show(at(1s + 1ms));
  BOOST_TEST(sheet.pieces.back().find("1/10 done") != std::string::npos);
  BOOST_TEST(sheet.pieces.size() == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_said_is_followed_by_the_newest_reading_also_one_that_was_not_drawn) {
  Sheet sheet;
  LiveProgress live{sheet.screen, {}};
  live.show(at(1s));
  ProgressReading newer = at(1s + 50ms);
  newer.done = 9;
  live.show(newer);
  BOOST_TEST(sheet.pieces.size() == 1U);
  live.say("x");
  BOOST_TEST(sheet.pieces.back().find("9/10 done") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_live_line_is_gone_with_its_progress) {
  Sheet sheet;
  {
    LiveProgress live{sheet.screen, {}};
    live.show(at(1s));
  }
  BOOST_TEST(sheet.pieces.back() == "\r\x1B[K");
}

BOOST_AUTO_TEST_CASE(plain_lines_keep_a_minute_between_them_however_the_readings_come) {
  Sheet sheet;
  PlainProgress plain{sheet.write, false, true};
  for (const Duration elapsed :
       {Duration{59s}, Duration{60s}, Duration{61s}, Duration{10min}, Duration{10min + 59s}, Duration{11min}})
    plain.show(at(elapsed));
  BOOST_TEST(sheet.pieces.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_plain_end_is_written_where_something_is_still_to_be_said) {
  Sheet sheet;
  PlainProgress plain{sheet.write, false, true};
  plain.finish();
  BOOST_TEST(sheet.pieces.empty());
  plain.show(at(1min));
  plain.finish();
  BOOST_TEST(sheet.pieces.size() == 1U);
  plain.show(at(1s));  // the next run of the process
  plain.finish();
  BOOST_TEST(sheet.pieces.size() == 2U);
  plain.show(at(1min));
  BOOST_TEST(sheet.pieces.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_terminal_that_cannot_move_its_cursor_has_plain_lines) {
  BOOST_CHECK(automatic_style("dumb") == ProgressStyle::plain);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
