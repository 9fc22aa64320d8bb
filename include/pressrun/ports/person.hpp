#pragma once

#include <cstdint>
#include <string>

namespace pressrun {

/// Whoever started the program, as far as they can be spoken to while it goes on. Texts are sentences without
/// a full stop; what comes from files and answers in them is printable.
class Person {
 public:
  enum class Answer : std::uint8_t { yes, no, absent };

  virtual ~Person() = default;
  virtual void note(const std::string& text) = 0;  ///< what was done by itself
  virtual void warn(const std::string& text) = 0;  ///< what they may want to act on
  /// `absent`: there is nobody to answer, and the question was not put.
  virtual Answer ask(const std::string& question) = 0;
};

}  // namespace pressrun
