#pragma once

#include "pressrun/ports/person.hpp"

namespace pressrun::wiring {

/// Told on standard error, and asked there, where standard input is a terminal.
class TerminalPerson final : public Person {
 public:
  /// `color`: the same words, with the colours that findings have.
  explicit TerminalPerson(bool color) : color_(color) {}

  void note(const std::string& text) override;
  void warn(const std::string& text) override;
  Answer ask(const std::string& question) override;

 private:
  bool color_;
};

}  // namespace pressrun::wiring
