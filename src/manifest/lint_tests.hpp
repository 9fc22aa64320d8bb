#pragma once

#include "manifest/lint_table.hpp"

namespace pressrun::manifest {

// One test for each lint that looks at one text. The answer is what lint_table.hpp says of `find`.
std::optional<std::string> find_leftover(const LintText& text);
std::optional<std::string> find_template_syntax(const LintText& text);
std::optional<std::string> find_control_character(const LintText& text);
std::optional<std::string> find_wrong_encoding(const LintText& text);
std::optional<std::string> find_blank_text(const LintText& text);
std::optional<std::string> find_broken_url(const LintText& text);

/// "payload", or a variable of the design: what is printed as text.
inline bool is_printed(std::string_view property) { return property == "payload" || property == "vars"; }

}  // namespace pressrun::manifest
