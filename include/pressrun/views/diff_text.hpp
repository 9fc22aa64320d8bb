#pragma once

#include "pressrun/app/run_diff.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace pressrun::views {

/// What two runs differ in: both runs, how many jobs of each kind, then a line a job, what changed of it, and
/// its pictures. Texts of users and servers are made printable. `whole`: values are not cut, and pictures are
/// named with their addresses.
std::string diff_text(const app::RunDiff& diff, bool whole);

/// The same for programs.
boost::json::object diff_json(const app::RunDiff& diff);

}  // namespace pressrun::views
