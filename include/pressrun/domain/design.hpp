#pragma once

#include "pressrun/domain/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun {

enum class DesignType : std::uint8_t { unknown, static_, animated, printer, printer_multipage };

struct Format {
  std::string name;  ///< the API's `id`: what `template_format_names` takes
  double width = 0;
  double height = 0;
  std::string unit;
};

struct Element {
  std::string name;
  std::string type;                     ///< as the API says: text, image, …; an open set
  std::vector<std::string> attributes;  ///< ids of the attributes that the design lists
};

/// A design as the API describes it: what a job may name. Multipage designs have `pages` in place of formats.
struct Design {
  DesignId id;
  std::string name;
  DesignType type = DesignType::unknown;
  std::optional<std::int64_t> updated_at;  ///< Unix seconds; stands for the design's version
  std::vector<Format> formats;
  std::vector<Element> elements;                                    ///< groups included
  std::vector<std::pair<std::string, std::vector<Element>>> pages;  ///< page id → its elements
  std::vector<std::string> variables;                               ///< names without braces
  std::optional<double> duration_s;                                 ///< animated only
};

}  // namespace pressrun
