#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace pressrun::authoring {

/// JSON for people: two spaces a level, members in the order in which they were added, what fits on one line
/// on one line.
std::string pretty_json(const boost::json::value& value);

}  // namespace pressrun::authoring
