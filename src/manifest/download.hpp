#pragma once

#include "manifest/findings.hpp"
#include "manifest/model.hpp"
#include "manifest/scope.hpp"
#include "pressrun/manifest/download.hpp"

#include <memory>

namespace pressrun::manifest {

/// Reads `download` of the manifest; `to` and `keep` may refer to variables.
Download read_download(const Value& written, Scope& scope, Findings& findings);

std::unique_ptr<FileNames> file_names(std::shared_ptr<Model> model);

}  // namespace pressrun::manifest
