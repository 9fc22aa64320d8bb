#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pressrun {

/// What an answer says of the renditions that a request asked for, read generously and never as permission to
/// pay (src/README.md, "Life of a generation request"). Pure.
struct FinalReading {
  std::vector<Asset> assets;  ///< under their renditions' names, the one that counts first; "": of none that
                              ///< could be told, or of another design. Also what was seen before the end
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

/// Why an id that a person attached is of another request. It is read literally, unlike what we know to be
/// ours: design and set of formats have to match, and no banner may lack its name. Nothing: it fits.
std::optional<Failure> mismatch_of_attached(const GenerationRequest& request, const DesignId& design,
                                            const Finalized& answer, const DesignState* state);

}  // namespace pressrun
