#pragma once

#include "manifest/findings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A place among the bytes of a document: line from 1, byte of the line from 0.
struct RawPlace {
  std::size_t line = 0;
  std::size_t byte = 0;
};

/// Finds text that YAML cuts off in silence: `Our #1 lamp` is "Our", `{slogan: Fast, cheap}` has a key
/// `cheap`. YAML itself is right about both, so only the author's own lines tell what was meant.
class CutText {
 public:
  CutText(FileName file, const Texts& texts, Findings& findings)
      : file_(std::move(file)), texts_(texts), findings_(findings) {}

  /// A plain scalar that starts here, anchors and tags before it included: a `#` and a word behind it.
  void behind_plain(std::string_view text, RawPlace start, const std::string& path);
  /// A key of a mapping that has no value: its value begins with `#`. Of a sequence's item where `key` is
  /// empty.
  void without_value(std::string_view key, RawPlace start, const std::string& path);
  /// A key in `{ }` that no colon follows: the rest of a text that holds a comma. `before`: that text.
  /// Answers that text with the key behind it, as its author wrote them; nothing where a colon follows.
  std::optional<std::string> key_without_colon(std::string_view key, RawPlace start, std::string_view before,
                                               const std::string& path);

 private:
  [[nodiscard]] std::string_view line(std::size_t number) const { return texts_.raw_line(file_, number); }
  [[nodiscard]] SourcePos place(RawPlace raw) const;
  [[nodiscard]] std::optional<RawPlace> end_of_plain(std::string_view text, RawPlace start) const;
  [[nodiscard]] std::optional<RawPlace> word_in_comment(RawPlace from, std::size_t most_blanks) const;

  FileName file_;
  const Texts& texts_;
  Findings& findings_;
};

}  // namespace pressrun::manifest
