#pragma once

#include "authoring/settings.hpp"
#include "pressrun/domain/design.hpp"

#include <set>
#include <string>
#include <vector>

namespace pressrun::authoring {

/// Types of layers of which was told what else they take: once in a manifest is enough.
using ToldTypes = std::set<std::string>;

/// The block `elements:` of a manifest, or one page of `pages:`, named `key` and indented by `indent`; with
/// `vars` where the design has variables. `page`: of a multipage design, else empty.
std::string layers_block(const Design& design, const std::string& page, const std::vector<Element>& elements,
                         const std::string& key, int indent, ToldTypes& told, Extent extent);

/// `words` after `lead`, as comment lines of about 110 columns.
std::string wrapped_comment(const std::string& indent, const std::string& lead,
                            const std::vector<std::string>& words);

}  // namespace pressrun::authoring
