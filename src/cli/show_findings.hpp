#pragma once

#include "pressrun/app/findings.hpp"

namespace pressrun::cli {

/// The line that a finding is about, read from the file once more; empty where it cannot be had, or is too
/// long to show.
std::string source_line(const SourcePos& at);

/// Prints them on standard error. Throws Declined (findings) where one is an error, with `strict` a warning
/// too.
void print_and_stop_on_errors(const app::FindingSet& findings, bool strict);

}  // namespace pressrun::cli
