#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/domain/spending.hpp"
#include "pressrun/report/results_writer.hpp"

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace pressrun::report {

/// What a page says besides its jobs.
struct PageFacts {
  std::vector<RunRecord> runs;        ///< of the campaign, newest first
  std::vector<DaySpending> spending;  ///< of the campaign
  std::string manifest;               ///< as it stands in commands that are suggested: ready for a shell
  std::string run_options;            ///< what `run` is suggested with besides; empty, or begins with a blank
  std::string version;                ///< of this program
  WallTime written_at{};
  std::string folder = {};  ///< that the page lies in, absolute: fetched files below it are shown from there
  /// Where a verified file lies, seen from the page, in place of that; empty answer: it is not beside it.
  std::function<std::string(const FetchedFile&)> place = {};
};

/// Writes one self-contained HTML page, as a stream: markup, style and script of src/report/page, and the
/// jobs as data that is no markup whatever it says. Opens from disk; loads nothing but pictures. Errors: none
/// of its own; look at the stream's state after end.
std::unique_ptr<ResultsWriter> make_page_writer(PageFacts facts, std::ostream& out);

}  // namespace pressrun::report
