#include "io/terminal/terminal_signs.hpp"

#include "io/terminal/bar.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace pressrun::io {

std::string TerminalSigns::show(const ProgressReading& reading) {
  std::string text;
  const std::string percent = std::to_string(percent_of(reading));
  const bool first = !std::exchange(begun_, true);
  if (takes_.title) {
    std::string title = "pressrun " + percent + "% of " + std::to_string(reading.jobs) + " jobs";
    if (first) text += "\x1B[22;2t";
    if (title != title_) text += "\x1B]2;" + title + "\x07";
    title_ = std::move(title);
  }
  if (takes_.share) {
    const bool trouble = reading.failed + reading.partial + reading.in_doubt > 0;
    std::string share = std::string{trouble ? "4;" : "1;"} + percent;  // 4: a warning
    if (share != share_) text += "\x1B]9;4;" + share + "\x07";
    share_ = std::move(share);
  }
  return text;
}

std::string TerminalSigns::end() {
  if (!std::exchange(begun_, false)) return "";
  title_.clear();
  share_.clear();
  return std::string{takes_.share ? "\x1B]9;4;0\x07" : ""} + (takes_.title ? "\x1B[23;2t" : "");
}

/// Others print what they do not know, or take OSC 9 for a message to be shown.
TerminalTakes terminal_takes(const TerminalNames& names) {
  constexpr std::array<std::string_view, 9> with_title{"xterm", "rxvt",    "alacritty", "foot",   "tmux",
                                                       "vte",   "wezterm", "ghostty",   "contour"};
  constexpr std::array<std::string_view, 3> with_share{"ghostty", "WezTerm", "mintty"};
  constexpr int vte_with_share = 7900;
  TerminalTakes takes;
  takes.title = std::ranges::any_of(
      with_title, [&names](std::string_view known) { return names.term.starts_with(known); });
  // Within a multiplexer the outer terminal's names are inherited, and its sequences are not passed on.
  const bool inside = names.term.starts_with("tmux") || names.term.starts_with("screen");
  const bool digits = !names.vte_version.empty() && names.vte_version.size() < 8 &&
                      std::ranges::all_of(names.vte_version, [](char c) { return c >= '0' && c <= '9'; });
  const bool new_vte = digits && std::stoi(names.vte_version) >= vte_with_share;
  takes.share = !inside && (std::ranges::find(with_share, names.term_program) != with_share.end() ||
                            names.windows_terminal || new_vte);
  return takes;
}

}  // namespace pressrun::io
