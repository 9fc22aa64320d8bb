#pragma once

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>

namespace pressrun::authoring {

/// Parts of a schema that are written once and referred to: layers of one type are mostly alike, and a
/// document has hundreds.
class Definitions {
 public:
  /// {"$ref": …} to `schema`, which is added unless an equal one is there; `name` tells a person what it is.
  boost::json::object refer(std::string_view name, boost::json::object schema);
  boost::json::object take() { return std::move(made_); }

 private:
  boost::json::object made_;
  std::map<std::string, std::string> names_;  ///< of each schema, by its text
};

}  // namespace pressrun::authoring
