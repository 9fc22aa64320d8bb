#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// `${name}` or `${name:-default}` in a text.
struct Reference {
  std::string_view name;
  std::optional<std::string_view> fallback;  ///< may hold references itself
};

/// A stretch of a text: literal, or a reference.
struct Piece {
  std::string_view literal;
  std::optional<Reference> reference;
};

/// A text taken apart. `pieces` look into the text that was given. `$${` gives the literal `${`.
struct TemplateText {
  std::vector<Piece> pieces;
  std::string problem;  ///< why it cannot be taken apart; empty when it can
};
TemplateText take_apart(std::string_view text);

/// Whether there is anything to replace; cheap.
inline bool has_references(std::string_view text) { return text.find("${") != std::string_view::npos; }

}  // namespace pressrun::manifest
