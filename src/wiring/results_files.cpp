#include "wiring/results_files.hpp"

#include "pressrun/app/results.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/report/results_writer.hpp"
#include "wiring/failure.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

namespace pressrun::wiring {
namespace {

std::string write_one(JournalReader& journal, const RunRecord& run, const std::string& target) {
  const report::ResultsFormat format = report::results_format(target).value_or(report::ResultsFormat::json);
  if (target == "-") {
    errno = 0;
    app::write_results(journal, run, format, std::cout);
    std::cout.flush();
    const std::string cause = errno != 0 ? std::string{": "} + std::strerror(errno) : "";
    return std::cout ? ""
                     : "the results could not be written to standard output" + cause +
                           "; nothing is lost: run again";
  }
  io::DiskFiles files;
  const std::error_code error = files.replace(
      target, [&](std::ostream& out) { app::write_results(journal, run, format, out); }, Readers::owner);
  if (!error) return "";
  return "the results could not be written to '" + printable(target) + "': " + error.message() +
         "; nothing is lost: run again, or with -o to another place";
}

}  // namespace

std::vector<std::string> results_targets(const std::vector<std::string>& asked,
                                         const std::filesystem::path& otherwise) {
  if (asked.empty()) return {otherwise.string()};
  if (std::ranges::count(asked, "-") > 1)
    throw CommandFailed(usage::ExitCode::usage, "standard output takes one result: '-o -' is there twice");
  for (const std::string& target : asked) {
    if (!report::results_format(target)) {
      throw CommandFailed(
          usage::ExitCode::usage,
          "'" + printable(target) + "': results end in .json, .jsonl, .csv or .yaml, or are -");
    }
  }
  return asked;
}

std::string unwritable(const std::vector<std::string>& targets) {
  io::DiskFiles files;
  for (const std::string& target : targets) {
    if (target == "-") continue;
    if (const std::error_code error = files.can_replace(target)) {
      return "the results cannot be written to '" + printable(target) + "': " + error.message();
    }
  }
  return "";
}

std::string write_results_files(JournalReader& journal, const RunRecord& run,
                                const std::vector<std::string>& targets) {
  std::string problem;
  for (const std::string& target : targets) {
    const std::string failed = write_one(journal, run, target);
    if (problem.empty()) problem = failed;
  }
  return problem;
}

}  // namespace pressrun::wiring
