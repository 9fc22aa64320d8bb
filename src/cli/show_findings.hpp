#pragma once

#include "cli/command_table.hpp"
#include "pressrun/app/findings.hpp"

namespace pressrun::cli {

/// The line that a finding is about, read from the file once more; empty where it cannot be had, or is too
/// long to show.
std::string source_line(const SourcePos& at);

/// Prints them on standard error. Throws Declined (findings) where one is an error, with `strict` a warning
/// too.
void print_and_stop_on_errors(const app::FindingSet& findings, bool strict, bool color = false);
/// Prints those of a command on standard error, as its options say: in colour on a terminal.
void print_findings(const Invocation& invocation);
/// Those of a command, as its options say: in colour on a terminal, and the same words elsewhere.
void print_and_stop_on_errors(const Invocation& invocation);

}  // namespace pressrun::cli
