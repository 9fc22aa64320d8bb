#pragma once

#include "pressrun/api/design_rules.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::authoring {

// Schemas of values. Each takes null too, which takes a value of `defaults` or of the entry away (RFC 7396),
// and text that holds a reference.

/// The schema with its description, which stands first; empty: as it was.
boost::json::object described(boost::json::object schema, std::string description);
boost::json::object any_text(std::string description);
/// One of these texts.
boost::json::object one_of(const std::vector<std::string>& texts, std::string description);
boost::json::object list_of(boost::json::object item, std::string description);
/// A mapping with these members; `open`: others are let through.
boost::json::object mapping_of(boost::json::object members, bool open, std::string description);
/// A mapping whose members are all alike.
boost::json::object map_to(boost::json::object each, std::string description);

/// What the rule wants, its members not looked at where it is an object.
boost::json::object schema_of(const api::PropertyRule& rule);
boost::json::object schema_of(const api::FieldRule& rule);

}  // namespace pressrun::authoring
