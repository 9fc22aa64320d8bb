#include "cli/results.hpp"

#include "cli/failure.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <numeric>

namespace pressrun::cli {
namespace {

constexpr std::size_t most_named = 10;

void write(JournalReader& journal, const RunRecord& run, report::ResultsFormat format, std::ostream& out) {
  const auto writer = report::make_results_writer(format, out);
  writer->begin(run);
  journal.each_job([&](const JobResult& job) { writer->job(job); });
  writer->end();
}

std::string write_one(JournalReader& journal, const RunRecord& run, const std::string& target) {
  const report::ResultsFormat format = report::results_format(target).value_or(report::ResultsFormat::json);
  if (target == "-") {
    errno = 0;
    write(journal, run, format, std::cout);
    std::cout.flush();
    const std::string cause = errno != 0 ? std::string{": "} + std::strerror(errno) : "";
    return std::cout ? ""
                     : "the results could not be written to standard output" + cause +
                           "; nothing is lost: run again";
  }
  io::DiskFiles files;
  const std::error_code error = files.replace(
      target, [&](std::ostream& out) { write(journal, run, format, out); }, Readers::owner);
  if (!error) return "";
  return "the results could not be written to '" + printable(target) + "': " + error.message() +
         "; nothing is lost: run again, or with -o to another place";
}

}  // namespace

Overview overview(JournalReader& journal, const RunRecord& run) {
  const JobTally tally = journal.tally();
  const auto in = [&](JobStatus status) { return tally.jobs.at(static_cast<std::size_t>(status)); };
  Overview seen;
  seen.summary = run.summary;
  Summary& s = seen.summary;
  s.jobs = std::accumulate(tally.jobs.begin(), tally.jobs.end(), std::size_t{0});
  s.succeeded = in(JobStatus::succeeded);
  s.partial = in(JobStatus::partial);
  s.failed = in(JobStatus::failed) + in(JobStatus::dropped);
  s.in_doubt = in(JobStatus::in_doubt);
  s.pending = in(JobStatus::planned) + in(JobStatus::submitting) + in(JobStatus::rendering);
  s.rendering = in(JobStatus::rendering);
  s.rendering_since = tally.rendering_since;
  s.unchanged = tally.unchanged;
  s.assets = tally.assets;
  seen.submitting = in(JobStatus::submitting);
  seen.in_doubt_or_failed = s.partial + s.failed + s.in_doubt;
  if (seen.in_doubt_or_failed > 0) seen.worth_naming = journal.troubled(most_named);
  seen.more = seen.in_doubt_or_failed - std::min(seen.in_doubt_or_failed, seen.worth_naming.size());
  return seen;
}

std::vector<std::string> results_targets(const std::vector<std::string>& asked,
                                         const std::filesystem::path& otherwise) {
  if (asked.empty()) return {otherwise.string()};
  for (const std::string& target : asked) {
    if (!report::results_format(target)) {
      throw CommandFailed(ExitCode::usage, "'" + printable(target) +
                                               "': results end in .json, .jsonl, .csv or .yaml, or are -");
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

std::string write_results(JournalReader& journal, const RunRecord& run,
                          const std::vector<std::string>& targets) {
  std::string problem;
  for (const std::string& target : targets) {
    const std::string failed = write_one(journal, run, target);
    if (problem.empty()) problem = failed;
  }
  return problem;
}

}  // namespace pressrun::cli
