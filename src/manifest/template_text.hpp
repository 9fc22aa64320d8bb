#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// What a reference does with its value, one after the other.
struct TemplateStep {
  enum class Kind : std::uint8_t {
    filter,      ///< `|name:arg:arg`
    when_empty,  ///< `:-operand`
    when_there,  ///< `:+operand`
  };
  Kind kind = Kind::filter;
  std::string name = {};               ///< of a filter
  std::vector<std::string> args = {};  ///< of a filter
  std::string operand = {};            ///< of the others; a template itself, unless it was quoted
  bool quoted = false;
};

/// `${name}` with its steps.
struct Reference {
  std::string name;
  std::vector<TemplateStep> steps;

  /// Whether what it means may be empty: the author has said what stands there then.
  [[nodiscard]] bool minds_empty() const;
};

/// A stretch of a text: literal, or a reference.
struct Piece {
  std::string_view literal;
  std::optional<Reference> reference;
};

/// A text taken apart, after the grammar of references. `pieces` look into the text that was given. `\${`
/// gives the literal `${`; a '$' or a '\' elsewhere is itself.
struct TemplateText {
  std::vector<Piece> pieces;
  bool has_text = false;  ///< there is something to see beside the references
  std::string problem;    ///< why it cannot be taken apart; empty when it can
};
TemplateText take_apart(std::string_view text);

inline constexpr std::string_view literal_hint = R"(write '\${' for a literal '${')";

/// Whether there is anything to replace; cheap.
inline bool has_references(std::string_view text) { return text.find("${") != std::string_view::npos; }

}  // namespace pressrun::manifest
