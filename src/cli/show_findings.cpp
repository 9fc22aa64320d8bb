#include "cli/show_findings.hpp"

#include "pressrun/app/declined.hpp"
#include "wiring/session.hpp"

#include <fstream>
#include <iostream>

namespace pressrun::cli {
namespace {

constexpr std::size_t longest_shown = 300;
constexpr std::size_t longest_file_line = 1U << 20U;
constexpr std::uint32_t furthest_line = 200'000;  // a finding is no reason to read through a huge file

}  // namespace

std::string source_line(const SourcePos& at) {
  if (at.line == 0 || at.line > furthest_line || at.file_name().empty()) return {};
  std::ifstream in{std::string(at.file_name()), std::ios::binary};
  std::string line;
  for (std::uint32_t number = 0; number < at.line; ++number) {
    if (!std::getline(in, line) || line.size() > longest_file_line) return {};
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line.size() <= longest_shown ? line : std::string{};
}

void print_and_stop_on_errors(const app::FindingSet& findings, bool strict, bool color) {
  std::cerr << findings.page(source_line, color);
  if (findings.must_stop(strict))
    throw app::Declined(app::Reason::findings, findings.verdict(strict) + ": nothing was submitted");
}

void print_findings(const Invocation& invocation) {
  std::cerr << invocation.findings.page(source_line,
                                        wants_color(invocation.options.output, invocation.environment));
}

void print_and_stop_on_errors(const Invocation& invocation) {
  print_and_stop_on_errors(invocation.findings, invocation.options.input.strict,
                           wants_color(invocation.options.output, invocation.environment));
}

}  // namespace pressrun::cli
