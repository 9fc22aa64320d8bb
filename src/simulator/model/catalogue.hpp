#pragma once

#include "pressrun/domain/design.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::simulator {

struct Layer {
  std::string type;
  std::set<std::string, std::less<>> listed = {};  ///< what the read lists for it and a request may set
};

/// By layer name.
using Layers = std::map<std::string, Layer, std::less<>>;

struct CataloguedFormat {
  Format format;
  std::string uid;
  std::string json;          ///< the `format` object of a banner
  bool transparent = false;  ///< the saved background is see-through: `auto` gives png
};

/// A design with everything that submissions and polls need worked out once; reads are made from the source.
struct CataloguedDesign {
  std::string id;
  std::string name;
  DesignType type = DesignType::unknown;
  std::string type_name;
  std::string project_id;  ///< empty: none, and then listings leave it out
  std::vector<CataloguedFormat> formats;
  Layers layers;
  std::set<std::string, std::less<>> variables;      ///< without braces; a multipage read tells of none
  std::map<std::string, Layers, std::less<>> pages;  ///< multipage: page id → layers
  std::string page_format_json;                      ///< multipage: the `format` of its banner, without an id
  Format page;
  double duration_s = 0;
  std::string list_item;
  boost::json::object source;  ///< the full advanced read
  std::string template_json;   ///< the `template` and `project` members of a banner
  std::string slug;            ///< for file names

  [[nodiscard]] const CataloguedFormat* format(std::string_view name) const;
  [[nodiscard]] bool is_print() const {
    return type == DesignType::printer || type == DesignType::printer_multipage;
  }
};

/// Throws std::invalid_argument with a sentence that says what is wrong.
CataloguedDesign catalogued(const std::string& document);

class Catalogue {
 public:
  /// Throws std::invalid_argument for a document that is no design, and for an id that comes twice.
  explicit Catalogue(const std::vector<std::string>& documents);
  void add(const std::string& document);  ///< a new design; throws as the constructor
  /// The design was edited. The formats that it had it must still have: files of them are there.
  void replace(const std::string& document);
  [[nodiscard]] const CataloguedDesign* find(const std::string& id) const;
  [[nodiscard]] const std::vector<CataloguedDesign>& all() const { return designs_; }
  [[nodiscard]] std::uint32_t index(const CataloguedDesign& design) const;

 private:
  std::vector<CataloguedDesign> designs_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace pressrun::simulator
