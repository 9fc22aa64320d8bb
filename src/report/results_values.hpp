#pragma once

#include "pressrun/domain/results.hpp"

#include <boost/json.hpp>

namespace pressrun::report {

// Results version 1 as values; members in interface.md's order. What is not known is null, so that `a // b`
// of jq and `a ?? b` of others work.

boost::json::object summary_value(const Summary& summary);
boost::json::object job_value(const JobResult& job);
/// As the journal keeps them.
boost::json::value variables_value(const std::string& text);
/// pressrun, name, run_id, started_at, finished_at, summary: all but the jobs.
boost::json::object head_value(const RunRecord& run);

}  // namespace pressrun::report
