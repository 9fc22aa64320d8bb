#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// What a reference can name at one place, as people write it with other tools: "title", "row.title" and
/// "TITLE" all lead to "row.title".
class KnownNames {
 public:
  /// `whole` is what stands in `${…}`. The last part alone is found too, unless it was added before.
  void add(std::string_view whole);
  /// A name that the API replaces in braces itself.
  void leave_to_the_api(std::string_view name);
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] bool is_of_the_api(std::string_view name) const;
  void forget_the_api() { of_the_api_.clear(); }

 private:
  boost::unordered_flat_map<std::string, std::string> names_;
  std::vector<std::string> of_the_api_;
};

/// A finished text, as it would be sent.
struct LintText {
  std::string_view text;
  std::string_view property;  ///< "payload", "image_url"; of a variable of the design "vars"
  const KnownNames& names;
};

/// One kind of text that nobody means to print.
struct Lint {
  std::string_view name;  ///< for `# pressrun: allow NAME`
  Severity severity = Severity::warning;
  std::string_view message;
  std::string_view hint;
  /// What to write in place of this text (perhaps nothing, then `hint` says it); nullopt: the text is sound.
  /// Null: found elsewhere, where more than one text is looked at.
  std::optional<std::string> (*find)(const LintText& text) = nullptr;
};

/// Every lint. The only list of them: what may be allowed, what is looked for, and what is said.
std::span<const Lint> lint_table();
/// Of a name that is in the table.
const Lint& lint_named(std::string_view name);

/// The names behind `# pressrun: allow` on a line; empty where there is none.
std::vector<std::string_view> allowed_lints(std::string_view line);

/// Whether nothing is seen of it: empty, or white space of any script.
bool is_blank_text(std::string_view text);
/// A value that a tool left where it had none: "#REF!", "nan", "[object Object]".
bool is_leftover(std::string_view text);

}  // namespace pressrun::manifest
