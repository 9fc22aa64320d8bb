#include "io/terminal/bar.hpp"

#include "pressrun/domain/columns.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

namespace pressrun::io {
namespace {

constexpr std::size_t longest_bar = 30;
constexpr std::size_t shortest_bar = 5;
constexpr std::size_t frame = 3;    // of the bar: two ends and a space
constexpr std::size_t narrow = 50;  // columns; below, the figures get the room of the bar

/// A piece of the line, and what it looks like in colour.
struct Part {
  int rank;  ///< the most important first
  std::string text;
  const char* sgr = "";
  bool may_be_cut = false;  ///< prose still says something when its end is missing, a figure does not
};

std::size_t settled(const ProgressReading& r) {
  return std::min(r.jobs, r.done + r.failed + r.partial + r.in_doubt);
}

/// How parts are written: for a line that is drawn over itself, or for one that stays.
struct Form {
  bool steady = false;
  bool unicode = false;
  bool slowest = false;

  [[nodiscard]] std::string right(std::string text, std::size_t width) const {
    if (steady && text.size() < width) text.insert(0, width - text.size(), ' ');
    return text;
  }
  /// A count of jobs, in the room that all of them need.
  [[nodiscard]] std::string count(std::uint64_t number, std::uint64_t most) const {
    return right(std::to_string(number), std::to_string(most).size());
  }
  [[nodiscard]] std::string dot() const { return unicode ? " · " : " | "; }
};

std::string decimal(double number, const char* unit) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", std::min(number, 1e12));
  return std::string{text.data()} + unit;
}

std::string bytes_text(double bytes) {
  constexpr double step = 1000;
  const std::array<const char*, 4> units{" kB", " MB", " GB", " TB"};
  std::size_t unit = 0;
  for (bytes /= step; bytes >= step && unit + 1 < units.size(); ++unit) bytes /= step;
  return decimal(bytes, units.at(unit));
}

std::string when(const ProgressReading& r, const Form& form) {
  constexpr std::size_t longest_time = 7;   // "59m 59s"
  constexpr std::size_t longest_range = 8;  // "1.5-2.1h"
  const bool begun = r.elapsed >= std::chrono::seconds{1};
  const std::string elapsed =
      begun ? format_duration(std::chrono::floor<std::chrono::seconds>(r.elapsed) + Duration{}) : "0s";
  std::string text = form.right(elapsed, longest_time);
  if (!r.remaining) return form.steady ? text + std::string(longest_range + 7, ' ') : text;
  const std::string range = range_text(r.remaining->low, r.remaining->high, form.unicode);
  const std::size_t wide = columns(range);
  text += ", " + (form.steady && wide < longest_range ? std::string(longest_range - wide, ' ') : "") + range;
  return text + " left";
}

std::string credits_text(const CreditReading& c, const Form& form) {
  const std::uint64_t most = std::max({c.expected, c.settled + c.out, c.limit.value_or(0)});
  std::string text = form.count(c.settled, most) + "+" + form.count(c.out, most);
  if (c.expected > 0) {
    const std::uint64_t share = std::min<std::uint64_t>(100, c.settled * 100 / c.expected);
    text += "/" + std::to_string(c.expected) + " credits " + form.right(std::to_string(share), 3) + "%";
  } else {
    text += " credits";
  }
  return c.limit ? text + " of at most " + std::to_string(*c.limit) : text;
}

std::string slowest_text(const std::vector<SlowRequest>& slowest) {
  std::string text = "slowest";
  for (const SlowRequest& one : slowest)
    text += (&one == &slowest.front() ? " " : ", ") + one.job + " " +
            format_duration(std::chrono::floor<std::chrono::seconds>(one.out) + Duration{});
  return text;
}

/// In the order in which they are shown.
std::vector<Part> parts_of(const ProgressReading& r, const Form& form) {
  constexpr std::size_t usual_pace = 5;
  const std::string dot = form.dot();
  std::vector<Part> parts;
  parts.push_back({0,
                   form.right(std::to_string(percent_of(r)), 3) + "% " + form.count(r.done, r.jobs) + "/" +
                       std::to_string(r.jobs) + " there",
                   "", true});
  parts.push_back({4, ", " + form.count(r.in_flight, r.jobs) + " out", r.in_flight > 0 ? "36" : ""});
  parts.push_back({6, dot + when(r, form)});
  if (r.failed > 0) parts.push_back({1, dot + form.count(r.failed, r.jobs) + " failed", "31"});
  if (r.in_doubt > 0) parts.push_back({2, dot + form.count(r.in_doubt, r.jobs) + " in doubt", "31"});
  if (r.partial > 0) parts.push_back({3, dot + form.count(r.partial, r.jobs) + " partial", "33"});
  if (r.credits.expected + r.credits.settled + r.credits.out > 0)
    parts.push_back({8, dot + credits_text(r.credits, form)});
  parts.push_back({9, dot + form.count(r.sent, std::max<std::uint64_t>(r.sent, r.jobs)) + " sent"});
  parts.push_back({10, ", " + form.count(r.assets, std::max(r.assets, r.jobs)) + " assets"});
  if (r.files)
    parts.push_back({11, dot + form.count(r.files->fetched, std::max(r.files->fetched, r.jobs)) + " files " +
                             form.right(bytes_text(r.files->bytes_per_second), 8) + "/s"});
  parts.push_back({12, dot + form.right(decimal(r.calls_per_second, ""), usual_pace) + " req/s"});
  if (form.slowest && !r.slowest.empty())
    parts.push_back({7, dot + shown(slowest_text(r.slowest), form.unicode), "", true});
  if (!r.note.empty()) parts.push_back({5, dot + shown(r.note, form.unicode), "33", true});
  return parts;
}

std::string painted(const std::string& text, const char* sgr, bool color) {
  return color && *sgr != '\0' && !text.empty() ? "\x1B[" + std::string{sgr} + "m" + text + "\x1B[0m" : text;
}

std::string repeated(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

std::string bar(const ProgressReading& r, std::size_t cells, const Look& look) {
  const std::size_t all = std::max<std::size_t>(1, r.jobs);
  const std::size_t bad_jobs = std::min(settled(r), r.failed + r.partial + r.in_doubt);
  const std::size_t full = settled(r) * cells / all;
  const std::size_t bad = std::min(full, (bad_jobs * cells + all - 1) / all);  // one failure is seen
  const std::size_t out = std::min(cells - full, r.in_flight * cells / all);
  const auto piece = [&look](const char* block, const char* ascii) {
    return std::string_view{look.unicode ? block : ascii};
  };
  return piece("▕", "[").data() + painted(repeated(piece("█", "#"), full - bad), "32", look.color) +
         painted(repeated(piece("█", "!"), bad), "31", look.color) +
         painted(repeated(piece("▒", "+"), out), "36", look.color) +
         repeated(piece("░", "."), cells - full - out) + piece("▏ ", "] ").data();
}

/// The parts that have room: the more important ones first, and none behind the first that has not.
void choose(std::vector<Part>& parts, std::size_t room, bool unicode) {
  std::vector<std::size_t> order(parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&parts](std::size_t i) { return parts[i].rank; });
  bool is_full = false;
  for (const std::size_t i : order) {
    Part& part = parts[i];
    const std::size_t wanted = columns(part.text);
    const bool first = part.rank == 0;
    if (is_full || (wanted > room && (!part.may_be_cut || (room < 8 && !first)))) {
      is_full = true;
      part.text.clear();
      continue;
    }
    if (wanted > room) {
      part.text = fit(part.text, room, unicode);
      is_full = true;
    }
    room -= std::min(room, columns(part.text));
  }
}

}  // namespace

int percent_of(const ProgressReading& r) {
  return r.jobs == 0 ? 100 : static_cast<int>(settled(r) * 100 / r.jobs);
}

std::string range_text(Duration low, Duration high, bool unicode) {
  const double from = std::max(1.0, std::chrono::duration<double>(low).count());
  const double to = std::max(from, std::chrono::duration<double>(high).count());
  struct Unit {
    double seconds;
    const char* name;
    double until;  // in it, from here on the next one is easier to read
  };
  constexpr std::array<Unit, 4> units{Unit{1, "s", 100}, Unit{60, "m", 100}, Unit{3600, "h", 48},
                                      Unit{86'400, "d", 1e9}};
  const auto unit = std::ranges::find_if(units, [to](const Unit& u) { return to / u.seconds < u.until; });
  const Unit& in = unit == units.end() ? units.back() : *unit;
  const bool fine = in.seconds >= 3600 && to / in.seconds < 10;
  const auto text = [&](double span) {
    return fine ? decimal(span / in.seconds, "") : std::to_string(std::lround(span / in.seconds));
  };
  const std::string first = text(from);
  const std::string last = text(to);
  if (first == last) return "~" + last + in.name;
  return first + (unicode ? "–" : "-") + last + in.name;
}

std::string shown(const std::string& text, bool unicode) {
  return unicode ? printable(text) : ascii_only(printable(text));
}

std::string render_bar(const ProgressReading& reading, std::size_t width, const Look& look) {
  const std::size_t cells = width < narrow ? 0 : std::clamp(width / 8, shortest_bar, longest_bar);
  std::vector<Part> parts = parts_of(reading, {true, look.unicode, look.slowest});
  choose(parts, cells == 0 ? width : width - frame - cells, look.unicode);
  std::string line = cells == 0 ? "" : bar(reading, cells, look);
  for (const Part& part : parts) line += painted(part.text, part.sgr, look.color);
  return line;
}

std::string render_line(const ProgressReading& reading) {
  std::string line;
  for (const Part& part : parts_of(reading, {})) line += part.text;
  return line;
}

}  // namespace pressrun::io
