#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/ledger.hpp"

#include <string>
#include <vector>

namespace pressrun {

/// What an answer says of the renditions that a request asked for, read generously and never as permission to
/// pay (src/README.md, "Life of a generation request"). Pure.
struct FinalReading {
  std::vector<Asset> assets;      ///< under their renditions' names; "": of none that could be told
  std::vector<Failure> failures;  ///< likewise; none for a rendition that has an asset
  std::vector<std::string> warnings;
  Formats missing;  ///< asked for, and neither
  /// All that was asked for is there with an address, or failed by name. Else it is worth asking again for
  /// some minutes.
  [[nodiscard]] bool complete() const;
};
FinalReading read_final(const GenerationRequest& request, const DesignId& design, const Finalized& answer,
                        const DesignState* state);

/// The banners of an answer that is not final, each under its rendition's name where that can be told.
std::vector<Asset> read_banners(const GenerationRequest& request, const DesignId& design,
                                const std::vector<Asset>& seen);

}  // namespace pressrun
