#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace pressrun::simulator {

/// JSON as text with numbers as people write them: Boost.JSON would print 148.5 as 1.485E2.
std::string json_text(const boost::json::value& value);

}  // namespace pressrun::simulator
