#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/catalogue.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/uuids.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace pressrun::simulator {

/// What a request for a dynamic image's URL shows, and whether it is rendered for the first time: then it
/// costs.
struct DynamicView {
  AssetSpec spec;
  bool is_new = false;
};

/// The dynamic images of a workspace (API reference 9.6): one a static design, made once, and rendered when
/// its URL is opened. `base_url`: of the server; the vendor has another host for them. It outlives this.
class DynamicImages {
 public:
  DynamicImages(std::uint64_t seed, const Catalogue& catalogue, const std::string& asset_base_url)
      : catalogue_(catalogue), asset_base_url_(asset_base_url), ids_(seed) {}

  HttpResponse create(const CataloguedDesign& design, const std::string& body);
  /// `target`: "/dynamic/<id>/<format>?layer.property=value&…", the format by its name or uid. Nothing: there
  /// is no such image. What the design does not have is passed over without a word.
  std::optional<DynamicView> open(const std::string& target);
  /// It could not be rendered after all: the next one is the first.
  void forget(const std::string& target) { rendered_.erase(target); }

 private:
  [[nodiscard]] std::string body_of(const CataloguedDesign& design, std::size_t number) const;

  const Catalogue& catalogue_;
  const std::string& asset_base_url_;
  NumberedUuids ids_;
  std::set<std::size_t> made_;                   // by number of the design
  std::set<std::string, std::less<>> rendered_;  // targets
};

}  // namespace pressrun::simulator
