#include "wiring/terminal_person.hpp"

#include <iostream>
#include <unistd.h>

namespace pressrun::wiring {

void TerminalPerson::note(const std::string& text) {
  std::cerr << (color_ ? "\x1B[1;36mnote:\x1B[0m " : "note: ") << text << "\n";
}

void TerminalPerson::warn(const std::string& text) {
  std::cerr << (color_ ? "\x1B[1;33mwarning:\x1B[0m " : "warning: ") << text << "\n";
}

Person::Answer TerminalPerson::ask(const std::string& question) {
  if (::isatty(STDIN_FILENO) == 0) return Answer::absent;
  std::cerr << question << " [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "yes" ? Answer::yes : Answer::no;
}

}  // namespace pressrun::wiring
