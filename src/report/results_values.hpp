#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/report/results_writer.hpp"

#include <boost/json.hpp>

namespace pressrun::report {

// Results version 1 as values; members in the order of src/cli/README.md. What is not known is null, so that
// `a // b` of jq and `a ?? b` of others work.

boost::json::object summary_value(const Summary& summary);
boost::json::object job_value(const JobView& job);
/// As the journal keeps them.
boost::json::value variables_value(const std::string& text);
boost::json::object orphan_value(const OrphanResult& orphan);
/// pressrun, name, run_id, started_at, finished_at, summary: what stands before the jobs.
boost::json::object head_value(const RunRecord& run);
/// account, exit_code: what stands behind jobs and orphans.
boost::json::object tail_value(const RunRecord& run);

}  // namespace pressrun::report
