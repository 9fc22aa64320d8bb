#include "io/terminal/bar.hpp"
#include "io/terminal/live_progress.hpp"
#include "io/terminal/plain_progress.hpp"
#include "pressrun/domain/columns.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(terminal)

using namespace pressrun;
using namespace pressrun::io;
using namespace std::chrono_literals;

namespace {

ProgressReading half_way() {
  ProgressReading reading;
  reading.jobs = 160;
  reading.done = 98;
  reading.failed = 2;
  reading.in_flight = 12;
  reading.waiting = 48;
  reading.calls_per_second = 9.84;
  reading.elapsed = 31s;
  reading.remaining = TimeLeft{20s, 40s};
  return reading;
}

ProgressReading at(Duration elapsed) {
  ProgressReading reading = half_way();
  reading.elapsed = elapsed;
  return reading;
}

struct Written {
  std::vector<std::string> pieces;
  std::size_t width = 80;
  std::function<void(const std::string&)> write = [this](const std::string& text) { pieces.push_back(text); };
  Screen screen{write, [this] { return width; }};
};

std::string without_colours(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1B') {
      i = text.find('m', i);
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_bar_shows_what_is_done_failed_and_out) {
  BOOST_TEST(
      render_bar(half_way(), 120, {false, false}) ==
      "[########!+.....]  62%  98/160 there,  12 out |     31s,   20-40s left |   2 failed |   0 sent,   0 "
      "assets |   9.8 req/s");
  BOOST_TEST(
      render_bar(half_way(), 120, {false, true}) ==
      "▕█████████▒░░░░░▏  62%  98/160 there,  12 out ·     31s,   20–40s left ·   2 failed ·   0 sent,   0 "
      "assets ·   9.8 req/s");
}

BOOST_AUTO_TEST_CASE(the_line_never_needs_more_columns_than_there_are) {
  ProgressReading reading = half_way();
  reading.note = "waiting for the API: 接続が拒否されました 🎉";
  reading.in_doubt = 3;
  for (const bool unicode : {false, true}) {
    for (std::size_t width = 1; width < 200; ++width) {
      const std::string line = render_bar(reading, width, {true, unicode});
      BOOST_TEST_CONTEXT(line) { BOOST_TEST(columns(without_colours(line)) <= width); }
    }
  }
}

BOOST_AUTO_TEST_CASE(eighty_columns_have_room_for_what_matters) {
  BOOST_TEST(render_bar(half_way(), 79, {}) ==
             "[####!....]  62%  98/160 there,  12 out |     31s,   20-40s left |   2 failed");
}

BOOST_AUTO_TEST_CASE(a_narrow_terminal_keeps_the_figures) {
  BOOST_TEST(render_bar(half_way(), 40, {}) == " 62%  98/160 there,  12 out |   2 failed");
  BOOST_TEST(render_bar(half_way(), 18, {}) == " 62%  98/160 there");
}

BOOST_AUTO_TEST_CASE(the_ends_of_a_run_are_full_and_empty) {
  ProgressReading reading;
  reading.jobs = 10;
  BOOST_TEST(render_bar(reading, 60, {}).starts_with("[.......]   0%  0/10 there,  0 out |      0s"));
  reading.done = 10;
  BOOST_TEST(render_bar(reading, 60, {}).starts_with("[#######] 100% 10/10 there,  0 out |      0s"));
  BOOST_TEST(render_bar(ProgressReading{}, 60, {}).find("100% 0/0 there") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_failure_among_thousands_is_seen) {
  ProgressReading reading;
  reading.jobs = 10'000;
  reading.done = 5'000;
  reading.failed = 1;
  BOOST_TEST(render_bar(reading, 240, {}).starts_with("[##############!..."));
}

BOOST_AUTO_TEST_CASE(notes_cannot_drive_the_terminal) {
  ProgressReading reading = half_way();
  reading.note = "a\x1B[2J\nb\xC2\x9B";
  for (const bool unicode : {false, true}) {
    const std::string line = render_bar(reading, 150, {false, unicode});
    BOOST_TEST(line.find('\x1B') == std::string::npos);
    BOOST_TEST(line.find('\n') == std::string::npos);
    BOOST_TEST(line.find("a\\x1B[2J\\x0Ab\\x9B") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_live_line_is_drawn_ten_times_a_second_at_most) {
  Written out;
  LiveProgress live{out.screen, {}};
  for (int ms = 0; ms < 1000; ms += 10) live.show(at(std::chrono::milliseconds{ms}));
  BOOST_TEST(out.pieces.size() == 10U);
  live.show(at(5ms));  // the next run of the same process
  BOOST_TEST(out.pieces.size() == 11U);
}

BOOST_AUTO_TEST_CASE(each_drawing_stays_on_its_line_whatever_the_window_becomes) {
  Written out;
  LiveProgress live{out.screen, {}};
  for (const std::size_t width : {200U, 80U, 20U, 1U, 0U}) {
    out.width = width;
    live.show(at(std::chrono::seconds{static_cast<long>(out.pieces.size())}));
    const std::string& drawn = out.pieces.back();
    // Only where the width is as it was does the line stand where it was drawn.
    const std::string before = out.pieces.size() == 1 ? "\r\x1B[K\x1B"
                                                        "7"
                                                      : "\x1B"
                                                        "8\x1B[J\x1B"
                                                        "7";
    BOOST_TEST(drawn.starts_with(before));
    BOOST_TEST(drawn.size() - before.size() <= std::max<std::size_t>(1, width == 0 ? 1 : width - 1));
  }
}

BOOST_AUTO_TEST_CASE(what_is_said_scrolls_above_the_live_line) {
  Written out;
  LiveProgress live{out.screen, {}};
  live.say("before");
  live.show(at(1s));
  live.say("hero/1 failed: \x1B[2J");
  const std::string line = render_bar(at(1s), 79, {});
  BOOST_TEST(out.pieces.front() == "before\n");
  BOOST_TEST(out.pieces.back() ==
             "\r\x1B[Khero/1 failed: \\x1B[2J\n\x1B"
             "7" +
                 line);
}

BOOST_AUTO_TEST_CASE(the_live_line_gives_way_once) {
  Written out;
  {
    LiveProgress live{out.screen, {}};
    live.finish();
    BOOST_TEST(out.pieces.empty());
    live.show(at(1s));
    live.finish();
    BOOST_TEST(out.pieces.back() == "\r\x1B[K");
    BOOST_TEST(out.pieces.size() == 2U);
  }
  BOOST_TEST(out.pieces.size() == 2U);
}

BOOST_AUTO_TEST_CASE(plain_progress_writes_a_line_a_minute_and_one_at_the_end) {
  Written out;
  PlainProgress plain{out.write, true, true};
  for (int s = 0; s <= 150; ++s) plain.show(at(std::chrono::seconds{s}));
  BOOST_TEST(out.pieces.size() == 2U);
  BOOST_TEST(out.pieces.front() ==
             "62% 98/160 there, 12 out | 1m 00s, 20-40s left | 2 failed | 0 sent, 0 assets | 9.8 req/s\n");
  plain.finish();
  plain.finish();
  BOOST_TEST(out.pieces.size() == 3U);
  BOOST_TEST(out.pieces.back().find("2m 30s") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_progress_only_what_is_said_is_written) {
  Written out;
  PlainProgress none{out.write, false, false};
  none.show(at(5min));
  none.say("Été");
  none.finish();
  BOOST_TEST(out.pieces == std::vector<std::string>{"?t?\n"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
