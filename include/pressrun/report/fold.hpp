#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressrun::report {

/// Lines of printable text that are wider than `width` columns go on in the next line, which begins where
/// they began and four columns further. Broken at blanks; a word that is wider than a line stays whole.
std::string folded(std::string_view text, std::size_t width);

/// `text` between two others that it is compared with begins a little before the first difference, and is cut
/// to `most` letters; what is left out is shown by "…".
struct CutPair {
  std::string before;
  std::string now;
};
CutPair around_difference(std::string_view before, std::string_view now, std::size_t most);

/// The first `most` letters (code points), and how many there are where that is not all: "Once upon… (812
/// letters)".
std::string beginning_of(std::string_view text, std::size_t most);

}  // namespace pressrun::report
