#pragma once

#include "integration/differential_sides.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::test {

/// The ways in which the sides may differ.
enum class Difference : std::uint8_t {
  passed_but_refused,  ///< no finding where the API complains
  passed_but_ignored,  ///< no finding where the API takes a name in silence
  refused_but_taken,   ///< an error, and the API takes the request and ignores nothing there
};

/// One thing on which they differ: where, and what the side that minds has to say.
struct Dispute {
  Difference what;
  std::string path;
  std::string text;
};

/// Compared place by place, not verdict by verdict: what one mistake causes does not hide another. An error
/// beside which the API refuses something else stays unproved.
std::vector<Dispute> disputes_of(const Verdicts& verdicts);

/// A disagreement that is known and meant.
struct Understood {
  std::string_view name;
  Difference what;
  bool (*covers)(const Dispute& dispute);
  std::string_view reason;  ///< with the section of the API reference that it rests on
};

std::span<const Understood> understood();

}  // namespace pressrun::test
