#pragma once

#include "usage/command.hpp"

#include <string>
#include <vector>

namespace pressrun::usage {

/// One option of a command, as the parser knows it: what help, man pages and completions are made of.
struct ListedOption {
  std::string short_name;  ///< "-o"; may be empty
  std::string long_name;   ///< "--output"; of an argument its name
  std::string type;        ///< "FILE"; empty: a switch
  std::string text;
  std::string default_text;          ///< may be empty
  std::string twin;                  ///< "PRESSRUN_OUTPUT"; empty: it has none
  std::vector<std::string> choices;  ///< words of which one must be given; empty: any
  bool is_argument = false;          ///< it stands without a name
  bool is_required = false;
};

/// In the order of the help.
std::vector<ListedOption> options_of(const Command& command);

}  // namespace pressrun::usage
