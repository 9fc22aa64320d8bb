#pragma once

#include "pressrun/io/terminal_progress.hpp"
#include "pressrun/ports/progress.hpp"

#include <string>

namespace pressrun::io {

/// What a terminal is told beside the live line, as control sequences that take no room: the title of its
/// window, and how far it is, for its tab or the task bar. Pure; answers what has changed since the last
/// time, so that mostly there is nothing. Source: xterm's control sequences (OSC 2; CSI 22 and 23 keep a
/// title and bring it back); OSC 9;4 as ConEmu documents it.
class TerminalSigns {
 public:
  explicit TerminalSigns(TerminalTakes takes) : takes_(takes) {}

  std::string show(const ProgressReading& reading);
  std::string end();  ///< as it was before

 private:
  TerminalTakes takes_;
  bool begun_ = false;
  std::string title_;
  std::string share_;
};

}  // namespace pressrun::io
