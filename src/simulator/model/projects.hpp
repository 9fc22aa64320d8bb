#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/uuids.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <variant>

namespace pressrun::simulator {

/// The workspace's projects and fonts (API reference 9.3, 9.4).
class Projects {
 public:
  /// Throws std::invalid_argument where the list is no JSON array of objects. Empty text: no projects.
  Projects(const std::string& list, std::uint64_t seed);
  [[nodiscard]] const boost::json::array& all() const { return projects_; }
  std::variant<std::string, ApiError> create(const std::string& body, ServerTime now);  ///< the 200's body

 private:
  [[nodiscard]] bool exists(std::string_view name) const;

  boost::json::array projects_;
  NumberedUuids ids_;
};

/// A JSON array of objects, read. Throws std::invalid_argument, naming `what`.
boost::json::array object_list(const std::string& text, const std::string& what);

/// The fonts of one type, "google" or "custom"; any other: all.
boost::json::array fonts_of_type(const boost::json::array& fonts, const std::string& type);

}  // namespace pressrun::simulator
