#pragma once

#include <boost/json/value.hpp>
#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace pressrun::simulator {

/// A piece of YAML that has no JSON form, with its place.
struct YamlFault : std::runtime_error {
  YamlFault(YAML::Mark place, const std::string& what) : std::runtime_error(what), mark(place) {}
  YAML::Mark mark;
};

/// YAML as JSON, scalars by the core schema of YAML 1.2. Throws YamlFault on duplicate keys, keys that are no
/// scalars, infinite numbers, nesting beyond 50 and more nodes than are left in `nodes`, which counts down
/// (aliases may stand for very many).
boost::json::value to_json(const YAML::Node& node, std::size_t& nodes);

}  // namespace pressrun::simulator
