// The live line: which part has room at which width, and what its figures say at the edges.
#include "io/terminal/bar.hpp"

#include "io/terminal/live_progress.hpp"
#include "io/terminal/plain_progress.hpp"
#include "io/terminal/terminal_signs.hpp"
#include "pressrun/domain/columns.hpp"
#include "pressrun/io/terminal_progress.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <tuple>
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
  made.remaining = TimeLeft{3h + 4min, 4h + 10min};
  made.calls_per_second = 12.34;
  return made;
}

/// The cells between the ends of the bar.
std::string cells(const ProgressReading& r, std::size_t width = 240) {
  const std::string line = render_bar(r, width, {});
  return line.substr(1, line.find(']') - 1);
}

std::ptrdiff_t count(const std::string& in, char cell) { return std::ranges::count(in, cell); }

}  // namespace

// ---- what is shown at which width

BOOST_AUTO_TEST_CASE(parts_give_way_the_least_important_first) {
  const std::pair<std::size_t, std::string> widths[] = {
      {7, " 50%  ~"},
      {19, " 50%  90/200 there"},
      {30, " 50%  90/200 there"},
      {31, " 50%  90/200 there |   4 failed"},
      {49, " 50%  90/200 there |   4 failed |   6 in doubt"},
      {80, "[####!+....]  50%  90/200 there,  20 out |   4 failed |   6 in doubt | rate lim~"},
  };
  for (const auto& [width, line] : widths) BOOST_TEST(render_bar(busy(), width, {}) == line);
  BOOST_TEST(render_bar(busy(), 300, {})
                 .ends_with("]  50%  90/200 there,  20 out |  1m 05s, 3.1-4.2h left |   4 failed |   6 in "
                            "doubt |   0 sent,   0 assets "
                            "|  12.3 req/s | rate limited for 28m"));
  BOOST_TEST(
      render_line(busy()) ==
      "50% 90/200 there, 20 out | 1m 05s, 3.1-4.2h left | 4 failed | 6 in doubt | 0 sent, 0 assets | 12.3 "
      "req/s | rate limited for 28m");
}

BOOST_AUTO_TEST_CASE(nothing_moves_while_figures_grow_and_notes_come_and_go) {
  const auto place_of = [](const ProgressReading& r, const char* what) {
    return render_bar(r, 190, {}).find(what);
  };
  ProgressReading first = reading(10'000, 0);
  ProgressReading last = reading(10'000, 9'998);
  last.in_flight = 1'234;
  last.sent = 9'999;
  last.assets = 5;
  last.elapsed = 23h + 59min;
  last.remaining = TimeLeft{1min, 2min};
  last.note = "rate limited for 28m";
  last.calls_per_second = 99.9;
  for (const char* what : {"/10000 there", " out", " sent", " assets", " req/s"})
    BOOST_TEST(place_of(first, what) == place_of(last, what));
  // What went wrong stands behind what is always looked at.
  last.failed = 1;
  for (const char* what : {"/10000 there", " out"}) BOOST_TEST(place_of(first, what) == place_of(last, what));
}

BOOST_AUTO_TEST_CASE(money_and_files_are_told_where_there_are_any) {
  ProgressReading r = reading(200, 90, 0);
  r.sent = 112;
  r.assets = 180;
  r.credits = {90, 22, 240, 300};
  r.files = FileReading{40, 9'000'000, 1'250'000};
  BOOST_TEST(
      render_line(r) ==
      "45% 90/200 there, 0 out | 0s | 90+22/240 credits 37% of at most 300 | 112 sent, 180 assets | 40 files "
      "1.2 MB/s | 0.0 req/s");
  r.credits = {90, 22, 0, {}};
  BOOST_TEST(render_line(r).find("| 90+22 credits |") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(partial_is_told_apart_from_failed) {
  ProgressReading r = reading(10, 5, 1);
  r.partial = 2;
  BOOST_TEST(render_line(r).starts_with("80% 5/10 there, 0 out | 0s | 1 failed | 2 partial |"));
  BOOST_TEST(count(cells(r, 240), '!') == 9);  // of thirty
}

BOOST_AUTO_TEST_CASE(what_renders_longest_is_named_where_it_is_asked_for) {
  ProgressReading r = reading(10, 5);
  r.slowest = {{"hero/1", 200s}, {"hero/\x1B[2J", 61s}, {"hero/3", 2500ms}};
  Look look;
  BOOST_TEST(render_bar(r, 200, look).find("slowest") == std::string::npos);
  look.slowest = true;
  BOOST_TEST(render_bar(r, 200, look).ends_with(" | slowest hero/1 3m 20s, hero/\\x1B[2J 1m 01s, hero/3 2s"));
}

BOOST_AUTO_TEST_CASE(a_range_is_two_figures_in_one_unit) {
  const std::tuple<Duration, Duration, const char*> ranges[] = {
      {20s, 40s, "20-40s"}, {0s, 300ms, "~1s"},      {-5s, -5s, "~1s"},        {80s, 99s, "80-99s"},
      {80s, 100s, "1-2m"},  {3min, 3min, "~3m"},     {50min, 99min, "50-99m"}, {90min, 2h, "1.5-2.0h"},
      {9h, 20h, "9-20h"},   {30h, 100h, "1.2-4.2d"}, {40s, 20s, "~40s"},
  };
  for (const auto& [low, high, text] : ranges) BOOST_TEST(range_text(low, high, false) == text);
  BOOST_TEST(range_text(20s, 40s, true) == "20–40s");
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
        BOOST_TEST(cells(r, width).size() == std::clamp<std::size_t>(width / 8, 5, 30));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_note_is_cut_where_it_still_says_something) {
  ProgressReading r = reading(10, 1);
  r.note = "waiting for the API: connection refused";
  BOOST_TEST(render_bar(r, 40, {}) == " 10%  1/10 there,  0 out | waiting for ~");
  BOOST_TEST(render_bar(r, 40, {false, true}) == " 10%  1/10 there,  0 out · waiting for …");
  BOOST_TEST(render_bar(r, 28, {}) == " 10%  1/10 there,  0 out");  // too little would be left of it
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
  BOOST_TEST(render_bar(more, 40, {}).starts_with("100%  9/10 there"));
  BOOST_TEST(cells(more).size() == 30U);
  const ProgressReading none = reading(0, 5, 5);
  BOOST_TEST(render_bar(none, 40, {}).starts_with("100% 5/0 there"));
  BOOST_TEST(cells(none) == std::string(30, '.'));
}

BOOST_AUTO_TEST_CASE(a_run_is_at_a_hundred_per_cent_only_at_its_end) {
  BOOST_TEST(render_bar(reading(1000, 999), 40, {}).starts_with(" 99%  999/1000 there"));
  BOOST_TEST(render_bar(reading(1000, 1), 40, {}).starts_with("  0%    1/1000 there"));
  BOOST_TEST(render_line(reading(1000, 990, 7, 3)).starts_with("100% 990/1000 there"));
  BOOST_TEST(percent_of(reading(1000, 999)) == 99);
}

// ---- time and pace

BOOST_AUTO_TEST_CASE(times_are_whole_seconds) {
  const auto times = [](Duration elapsed, std::optional<TimeLeft> left) {
    ProgressReading r = reading(1, 0);
    r.elapsed = elapsed;
    r.remaining = left;
    const std::string line = render_line(r);
    const auto from = line.find("| ") + 2;
    return line.substr(from, line.find(" |", from) - from);
  };
  BOOST_TEST(times(0s, {}) == "0s");
  BOOST_TEST(times(999ms, {}) == "0s");
  BOOST_TEST(times(1999ms, {}) == "1s");
  BOOST_TEST(times(59min + 59s, TimeLeft{}) == "59m 59s, ~1s left");
  BOOST_TEST(times(26h, TimeLeft{20s, 40s}) == "1d 02h, 20-40s left");
  BOOST_TEST(times(-5s, TimeLeft{-5s, -5s}) == "0s, ~1s left");
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
  BOOST_TEST(render_line(r).size() < 120U);
}

// ---- colours

BOOST_AUTO_TEST_CASE(colours_are_put_on_and_taken_off_again) {
  const std::string line = render_bar(busy(), 200, {true, false});
  BOOST_TEST(line.find("\x1B[36m,  20 out\x1B[0m") != std::string::npos);
  BOOST_TEST(line.find("\x1B[31m |   4 failed\x1B[0m\x1B[31m |   6 in doubt\x1B[0m") != std::string::npos);
  BOOST_TEST(line.find("\x1B[33m | rate") != std::string::npos);
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
  BOOST_TEST(sheet.pieces.back().find("1/10 there") != std::string::npos);
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
  BOOST_TEST(sheet.pieces.back().find("9/10 there") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_live_line_is_gone_with_its_progress) {
  Sheet sheet;
  {
    LiveProgress live{sheet.screen, {}};
    live.show(at(1s));
  }
  BOOST_TEST(sheet.pieces.back() == "\r\x1B[K");
}

BOOST_AUTO_TEST_CASE(what_others_write_stands_above_the_live_line) {
  Sheet sheet;
  std::function<std::string(const std::string&)> others;
  sheet.screen.watch_others = [&others](auto instead) { others = std::move(instead); };
  LiveProgress live{sheet.screen, {}};
  live.say("nobody is in the way");
  BOOST_TEST(!others);
  live.show(at(1s));
  BOOST_REQUIRE(others);
  BOOST_TEST(others("a log line\n") == "\r\x1B[Ka log line\n" + sheet.pieces.back().substr(4));
  live.finish();
  BOOST_TEST(!others);
}

// ---- what else a terminal is told

BOOST_AUTO_TEST_CASE(the_title_and_the_share_are_told_once_each_time_they_change) {
  TerminalSigns signs{{true, true}};
  BOOST_TEST(signs.end() == "");
  BOOST_TEST(signs.show(reading(10, 1)) == "\x1B[22;2t\x1B]2;pressrun 10% of 10 jobs\x07\x1B]9;4;1;10\x07");
  BOOST_TEST(signs.show(reading(10, 1)) == "");
  BOOST_TEST(signs.show(reading(10, 1, 1)) == "\x1B]2;pressrun 20% of 10 jobs\x07\x1B]9;4;4;20\x07");
  BOOST_TEST(signs.end() == "\x1B]9;4;0\x07\x1B[23;2t");
  BOOST_TEST(TerminalSigns{{}}.show(reading(10, 1)) == "");
}

BOOST_AUTO_TEST_CASE(only_terminals_that_are_known_to_take_them_are_told) {
  const auto takes = [](const TerminalNames& names) {
    const TerminalTakes known = terminal_takes(names);
    return std::pair{known.title, known.share};
  };
  BOOST_CHECK(takes({"xterm-256color", "", "", false}) == std::pair(true, false));
  BOOST_CHECK(takes({"xterm-256color", "", "7900", false}) == std::pair(true, true));
  BOOST_CHECK(takes({"xterm-256color", "", "6800", false}) == std::pair(true, false));
  BOOST_CHECK(takes({"xterm-256color", "iTerm.app", "", false}) == std::pair(true, false));
  BOOST_CHECK(takes({"xterm-256color", "WezTerm", "", false}) == std::pair(true, true));
  BOOST_CHECK(takes({"tmux-256color", "WezTerm", "7900", true}) == std::pair(true, false));
  BOOST_CHECK(takes({"linux", "", "", false}) == std::pair(false, false));
  BOOST_CHECK(takes({"dumb", "", "99999999999999999999", false}) == std::pair(false, false));
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
