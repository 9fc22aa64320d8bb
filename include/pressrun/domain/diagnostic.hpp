#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun {

/// Shared by every position in a file, so that a position costs no copy of the name.
using FileName = std::shared_ptr<const std::string>;

/// Where in the user's files something stands. Line and column count from 1, as editors do; columns count
/// code points. Line 0: the file as a whole. No file: nowhere (made by the program, or by an option).
struct SourcePos {
  FileName file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  [[nodiscard]] std::string_view file_name() const {
    return file ? std::string_view{*file} : std::string_view{};
  }
};

enum class Severity { warning, error };

/// A cell of a rows file that gave a value which a finding is about.
struct Sighting {
  SourcePos at;
  std::string value;  ///< as the author wrote it
  std::string hint;   ///< what to write instead of this one; may be empty
};

/// One finding that a person can act on. Where the value came from a row, `at` is still the place in the
/// manifest that asks for it, and the cell stands in `seen`: the message must then not name the value, so
/// that the same mistake in many rows is one finding.
struct Diagnostic {
  Severity severity = Severity::error;
  SourcePos at;
  std::string path;         ///< place in the document: "designs[0].elements.title"; may be empty
  std::string message;      ///< what is wrong; lower case, no full stop, the value in single quotes
  std::string hint;         ///< what to write instead: "did you mean 'facebook-feed'?"; may be empty
  std::string source_line;  ///< the line itself, filled where the text is at hand; may be empty
  std::size_t count = 1;    ///< how many jobs share this very finding; 0: they are counted when jobs are made
  std::vector<Sighting> seen = {};  ///< the first few cells; empty: the value stands in the manifest
  std::size_t more_cells = 0;       ///< cells beyond those in `seen`
  SourcePos last_cell = {};         ///< of those, the last that was counted
  /// The words of the message that name the design; may be empty. Findings that differ in nothing else are
  /// one mistake, made in `defaults`.
  std::string design = {};
  /// Name of the lint, for `# pressrun: allow NAME`; empty: the finding is not one that can be allowed.
  std::string_view lint = {};
  bool of_row = false;  ///< it spoils a row, or jobs of one, and is told of those: all others can be made
};

/// A load reports every finding, not the first.
struct Diagnostics {
  std::vector<Diagnostic> items;

  [[nodiscard]] bool has_errors() const;
};

/// Takes up in `known` that the same was found once more. A cell counts once, however many jobs it gives a
/// value to: those jobs come one after the other.
void join(Diagnostic& known, const Diagnostic& again);

/// "FILE:LINE:COLUMN: error: text [path]", the source line, a caret, the hint: one finding as it is printed.
/// Control characters of every part are made visible, so a manifest cannot drive the terminal. `color`: the
/// same words, with the colours of a terminal.
std::string render(const Diagnostic& finding, bool color = false);

}  // namespace pressrun
