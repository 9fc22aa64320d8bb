#pragma once

#include "pressrun/assets/file_check.hpp"
#include "pressrun/ports/file_place.hpp"

#include <string>

namespace pressrun::io {

/// Closes a descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

/// "disk full", with what is to be done about it: of the last call of the system that failed.
PlaceProblem last_problem(const std::string& what, const std::string& path);

/// Reads a file to its end, from any thread: its digest, and whether it is what was expected.
CheckedFile check_file(int descriptor, const assets::ExpectedFile& expected);

/// "sha256:<64 hex>"
std::string sha256_of(const std::string& text);

}  // namespace pressrun::io
