#include "io/terminal/bar.hpp"

#include "pressrun/domain/columns.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
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
  std::string text;
  const char* sgr = "";
  bool may_be_cut = false;  ///< prose still says something when its end is missing, a figure does not
};

std::size_t settled(const ProgressReading& r) { return std::min(r.jobs, r.done + r.failed + r.in_doubt); }

std::string percent(const ProgressReading& r) {
  const std::size_t share = r.jobs == 0 ? 100 : settled(r) * 100 / r.jobs;
  const std::string text = std::to_string(share);
  return std::string(3 - std::min<std::size_t>(3, text.size()), ' ') + text + "%";
}

std::string pace(const ProgressReading& r) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f req/s", r.calls_per_second);
  return text.data();
}

std::string when(const ProgressReading& r) {
  const std::string elapsed =
      format_duration(std::chrono::floor<std::chrono::seconds>(r.elapsed) + Duration{});
  const bool begun = r.elapsed >= std::chrono::seconds{1};
  std::string text = begun ? elapsed : "0s";
  if (r.remaining)
    text += ", ~" + format_duration(std::max<Duration>(*r.remaining, std::chrono::seconds{1})) + " left";
  return text;
}

/// Most important first.
std::vector<Part> parts_of(const ProgressReading& r, bool unicode) {
  const std::string_view dot = unicode ? " · " : " | ";
  std::vector<Part> parts;
  parts.push_back(
      {percent(r) + " " + std::to_string(r.done) + "/" + std::to_string(r.jobs) + " done", "", true});
  if (r.failed > 0) parts.push_back({", " + std::to_string(r.failed) + " failed", "31"});
  if (r.in_doubt > 0) parts.push_back({", " + std::to_string(r.in_doubt) + " in doubt", "31"});
  if (r.in_flight > 0) parts.push_back({", " + std::to_string(r.in_flight) + " in flight", "36"});
  if (!r.note.empty()) parts.push_back({std::string{dot} + shown(r.note, unicode), "33", true});
  parts.push_back({std::string{dot} + when(r)});
  parts.push_back({std::string{dot} + pace(r)});
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
  const std::size_t bad_jobs = std::min(settled(r), r.failed + r.in_doubt);
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

}  // namespace

std::string shown(const std::string& text, bool unicode) {
  return unicode ? printable(text) : ascii_only(printable(text));
}

std::string render_bar(const ProgressReading& reading, std::size_t width, const Look& look) {
  std::string line;
  std::size_t used = 0;
  const std::size_t for_parts = width < narrow ? width : width - frame - shortest_bar;
  for (const Part& part : parts_of(reading, look.unicode)) {
    const std::size_t wanted = columns(part.text);
    const std::size_t room = for_parts - used;
    if (wanted > room && (!part.may_be_cut || room < 8) && used > 0) break;
    const std::string text = fit(part.text, room, look.unicode);
    line += painted(text, part.sgr, look.color);
    used += columns(text);
    if (wanted > room) break;
  }
  if (width < used + frame + shortest_bar) return line;
  return bar(reading, std::min(longest_bar, width - used - frame), look) + line;
}

std::string render_line(const ProgressReading& reading) {
  std::string line;
  for (const Part& part : parts_of(reading, false)) line += part.text;
  return line.substr(line.find_first_not_of(' '));
}

}  // namespace pressrun::io
