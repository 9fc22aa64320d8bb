#pragma once

#include <boost/json/object.hpp>

#include <string>

namespace pressrun::simulator {

/// The reduced forms in which the API shows a design (API reference 4.2, 4.3), all from the full advanced
/// read.
boost::json::object list_item(const boost::json::object& design);
boost::json::object default_read(const boost::json::object& design);  ///< without groups
boost::json::object advanced_read(const boost::json::object& design);
boost::json::object format_read(const boost::json::object& design, const boost::json::object& format);

}  // namespace pressrun::simulator
