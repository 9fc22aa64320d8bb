#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/source.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::manifest {

/// An entry of `designs` as written, with the folder that its paths start from.
struct RawEntry {
  Value value;
  std::string path;
  std::filesystem::path folder;
};

/// A manifest with everything that it includes brought together: what is included lies beneath.
struct Documents {
  Value name;  ///< null where none is given
  Value vars{Mapping{}};
  Value defaults{Mapping{}};
  std::optional<Value> outdated;      ///< as vars: what is read later wins
  std::optional<Value> budget;        ///< of the named manifest
  std::optional<Value> report;        ///< likewise
  std::optional<Value> download;      ///< likewise
  std::optional<Value> notify;        ///< likewise
  std::optional<Value> environments;  ///< likewise
  Mapping patches;                    ///< of the chosen environment, by the names of entries
  std::vector<RawEntry> designs;
};

/// Reads the text and every file that it includes, and checks the keys at the top.
Documents read_documents(const std::string& text, const std::filesystem::path& path, Sources& sources,
                         Texts& texts, Findings& findings);

}  // namespace pressrun::manifest
