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

/// What was bought for the campaign and is asked for by no job any more.
struct OrphanResult {
  DesignId design_id;
  std::vector<std::string> formats;
  JobStatus status = JobStatus::planned;
  RequestId request_id;  ///< may be empty
  std::vector<Asset> assets;
  JobKey last_key;  ///< of a job that asked for it once; may be empty
};

/// Writes results version 1 (src/cli/README.md) as a stream: one job at a time, never the whole in memory.
/// Call begin, then job for each, then orphan for each, then end. In .json and .yaml, what is not known is
/// null. In .csv, a cell of text that a spreadsheet would run as a formula (it starts with = + - @, tab or a
/// line break) gets a leading apostrophe. Errors: none of its own; look at the stream's state after end.
class ResultsWriter {
 public:
  virtual ~ResultsWriter() = default;
  virtual void begin(const RunRecord& run) = 0;
  virtual void job(const JobView& job) = 0;
  virtual void orphan(const OrphanResult& orphan) = 0;  ///< .jsonl and .csv have no place for it
  virtual void end() = 0;
};

std::unique_ptr<ResultsWriter> make_results_writer(ResultsFormat format, std::ostream& out);

/// Server text for a terminal: control and escape characters made visible, invalid UTF-8 replaced
/// (domain/text.hpp).
std::string printable(std::string_view text);

/// One argument of a shell command that can be pasted, quoted where it must be.
std::string shell_word(std::string_view text);

/// Requests for what no job asks for any more.
struct OrphanCounts {
  std::size_t open = 0;      ///< still to be fetched
  std::size_t in_doubt = 0;  ///< whose outcome is not known
  std::size_t fetched = 0;   ///< there
  [[nodiscard]] std::size_t all() const { return open + in_doubt + fetched; }
};

/// What happened, where the results are and what to do next: a few lines at the end of a run.
struct Ending {
  RunRecord run;
  std::vector<std::string> results_files;
  std::string page = {};    ///< of the report that was written; empty: none
  std::string manifest;     ///< as it stands in the commands that are suggested: ready for a shell
  std::string run_options;  ///< what `run` is suggested with besides; empty, or beginning with a blank
  OrphanCounts orphans;
  std::string reason;                 ///< why it stopped early; empty: it did not
  std::vector<JobView> worth_naming;  ///< failed and in-doubt jobs, at most ten
  std::size_t more = 0;               ///< how many beyond those
  Duration took{};
};
std::string text_summary(const Ending& ending, bool color);

/// What `status` shows of one campaign.
struct StatusView {
  RunRecord last_run;
  Summary now;
  std::vector<JobView> worth_naming;
  OrphanCounts orphans;
  std::string manifest = "MANIFEST";  ///< as it stands in the commands that are suggested: ready for a shell
};

/// Counts, credits, in-doubt and failed jobs with their reasons, what is no longer asked for.
std::string status_text(const StatusView& view, bool color);
std::string status_json(const StatusView& view);

}  // namespace pressrun::report
