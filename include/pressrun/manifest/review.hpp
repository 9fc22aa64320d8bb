#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/manifest/source.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pressrun::manifest {

/// A picture that somebody wants made again, as the review names it.
struct ReviewedPicture {
  std::string format;   ///< empty: a document of several pages
  std::string picture;  ///< its id, so that what was made again since is known; empty: not said
};

/// What a saved review asks to be made again, by job key: its rows "rejected" and "approved with changes".
struct Review {
  std::map<std::string, std::vector<ReviewedPicture>> again;
  Diagnostics diagnostics;  ///< with an error, the review is not to be used
};

/// Reads a review as a report's page writes it, or as a spreadsheet gives that back: `;` or tabs, a byte
/// order mark, cells that a leading apostrophe keeps from being formulas. `file` names it in findings.
Review read_review(std::unique_ptr<ByteStream> bytes, const std::string& file);

}  // namespace pressrun::manifest
