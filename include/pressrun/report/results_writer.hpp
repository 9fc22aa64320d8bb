#pragma once

#include "pressrun/domain/results.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::report {

enum class ResultsFormat { json, jsonl, csv, yaml };

/// By the ending of a file's name; nothing for an ending that is none of the four. "-" is json.
std::optional<ResultsFormat> results_format(std::string_view file_name);

/// Writes results version 1 (interface.md) as a stream: one job at a time, never the whole in memory.
/// Call begin, then job for each, then end. In .json and .yaml, what is not known is null. In .csv, a cell of
/// text that a spreadsheet would run as a formula (it starts with = + - @, tab or a line break) gets a
/// leading apostrophe. Errors: none of its own; look at the stream's state after end.
class ResultsWriter {
 public:
  virtual ~ResultsWriter() = default;
  virtual void begin(const RunRecord& run) = 0;
  virtual void job(const JobResult& job) = 0;
  virtual void end() = 0;
};

std::unique_ptr<ResultsWriter> make_results_writer(ResultsFormat format, std::ostream& out);

/// Server text for a terminal: control and escape characters made visible, invalid UTF-8 replaced
/// (domain/text.hpp).
std::string printable(std::string_view text);

/// One argument of a shell command that can be pasted, quoted where it must be.
std::string shell_word(std::string_view text);

/// What happened, where the results are and what to do next: a few lines at the end of a run.
struct Ending {
  RunRecord run;
  std::vector<std::string> results_files;
  std::string manifest;  ///< as it stands in the commands that are suggested: ready for a shell
  std::string reason;    ///< why it stopped early; empty: it did not
  std::vector<JobResult> worth_naming;  ///< failed and in-doubt jobs, at most ten
  std::size_t more = 0;                 ///< how many beyond those
  Duration took{};
};
std::string text_summary(const Ending& ending, bool color);

/// `status`: counts, in-doubt and failed jobs with their reasons.
/// `manifest`: as it stands in the commands that are suggested: ready for a shell.
std::string status_text(const RunRecord& last_run, const Summary& now,
                        const std::vector<JobResult>& worth_naming, bool color,
                        std::string_view manifest = "MANIFEST");
std::string status_json(const RunRecord& last_run, const Summary& now,
                        const std::vector<JobResult>& worth_naming);

}  // namespace pressrun::report
