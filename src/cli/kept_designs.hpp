#pragma once

#include "cli/manifests.hpp"
#include "pressrun/app/survey.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <vector>

namespace pressrun::cli {

/// The designs that the journals of these manifests keep from earlier runs. One that cannot be read, or whose
/// journal cannot, is as good as not there.
std::vector<app::KeptDesign> kept_designs(const std::vector<Campaigned>& manifests, WallTime now);

/// Designs as the API gave them, to be kept.
struct FreshDesigns {
  std::vector<io::KeptAnswer> answers;
  std::vector<DesignId> ids;  ///< of each
};
FreshDesigns fresh_designs(const app::Survey& survey, WallTime now);

/// Keeps them in the journal of each manifest that names them; with `existing_only`, a manifest that has no
/// journal yet gets none. Throws JournalError.
void keep_designs(const std::vector<Campaigned>& manifests, const FreshDesigns& fresh, bool existing_only);

}  // namespace pressrun::cli
