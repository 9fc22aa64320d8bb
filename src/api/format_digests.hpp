#pragma once

#include <boost/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace pressrun::api {

/// For each format of a design read with `i=advanced` (API reference §4.2) the SHA-256 of all that decides
/// what it looks like: its own entry, the design's type, animation and print settings, and of each layer that
/// it has the name, type, attributes, layout, visibility, grouping, mask and animation. Equal digests of two
/// reads: nothing that was bought of this format is outdated, whatever else was edited (another format, the
/// design's name, its project). Not in it: previews, times, help texts, locks, and what other formats have.
/// A multipage design has one digest, named "document". In the order of the formats; empty where there are
/// more layers than can be gone through for each of them.
std::vector<std::pair<std::string, std::string>> format_digests(const boost::json::object& design);

}  // namespace pressrun::api
