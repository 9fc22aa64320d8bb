#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

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
  std::string uid = {};  ///< survives a rename; may be empty
};

/// One property that the design lists for a layer, with what it is set to.
struct Attribute {
  std::string id;
  std::string help;  ///< the API's words; may be empty
  /// Format name → the present value as JSON text; one entry without a name on multipage designs. Values
  /// longer than a few hundred bytes are left out.
  std::vector<std::pair<std::string, std::string>> values = {};
};

struct Element {
  std::string name;
  std::string type;  ///< as the API says: text, image, …; an open set
  std::vector<Attribute> attributes;
  std::vector<std::string> members = {};  ///< of a group: the names of its layers
};

/// A font of the workspace, or one of Google's: what `font` takes is its id.
struct Font {
  std::string id;
  std::string name;
  std::string type;                  ///< google, custom
  std::vector<std::string> weights;  ///< "400", "700-italic"
};

struct Project {
  std::string id;
  std::string name;
  std::optional<std::int64_t> created_at;  ///< Unix seconds
};

/// A design as the API's listing shows it.
struct ListedDesign {
  DesignId id;
  std::string name;
  DesignType type = DesignType::unknown;
  std::optional<std::int64_t> updated_at;  ///< Unix seconds
  std::string project_id;                  ///< empty: none
  std::string project_name;
};

/// Credits of the workspace (API reference §11, 09-02): what may still be spent is `available` + `extra`.
struct Balance {
  std::optional<std::int64_t> available;  ///< nothing: the plan is unlimited
  std::int64_t extra = 0;
};

/// A design as the API describes it: what a job may name. Multipage designs have `pages` in place of formats.
struct Design {
  DesignId id;
  std::string name;
  DesignType type = DesignType::unknown;
  std::optional<std::int64_t> updated_at;  ///< Unix seconds; stands for the design's version
  std::string project_name = {};           ///< may be empty
  std::vector<Format> formats;
  std::vector<Element> elements;                                    ///< groups included
  std::vector<std::pair<std::string, std::vector<Element>>> pages;  ///< page id → its elements
  std::vector<std::string> variables;                               ///< names without braces
  std::optional<double> duration_s;                                 ///< animated only
  /// Format name (of a multipage design: "document") → SHA-256 of all that the read says of that format, as
  /// "sha256:<64 hex>". Names of the design, times and previews are not in it, nor what other formats look
  /// like.
  std::vector<std::pair<std::string, std::string>> format_digests = {};
  WallTime answered_at{};        ///< as the API dates its answer; the epoch: it did not say
  std::string answer = {};       ///< as the API gave it, for keeping; may be empty
  std::string api_version = {};  ///< of the API that described it: "v2026-08-21"; empty: it did not say
};

}  // namespace pressrun
