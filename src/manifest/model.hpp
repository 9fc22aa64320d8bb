#pragma once

#include "manifest/design_reference.hpp"
#include "manifest/findings.hpp"
#include "manifest/gaps.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "pressrun/manifest/source.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::manifest {

/// One dimension of the matrix. `labels` stand in keys, each once.
struct Axis {
  std::string name;
  std::vector<Value> values;
  std::vector<std::string> labels;
  std::vector<std::string> takes;  ///< of the dimension `take`: canonical JSON of each value; else empty
};

/// The entry with one of its variants merged over it; an entry without variants has one, without label.
struct Variant {
  Value label;                ///< its `key`, else its number
  Value request;              ///< the API's fields, references still in them
  std::optional<Value> key;   ///< the key's template that holds for it
  std::optional<Value> take;  ///< its own, else the entry's; references still in it
};

struct RowsPlace {
  std::optional<Sequence> listed;  ///< rows that stand in the manifest
  std::filesystem::path path;
  SourcePos at;
  std::string sheet = {};  ///< of a workbook; empty: the first
};

struct Entry {
  std::string name;
  std::string key_head;  ///< the name as the first part of keys, with the '/' behind it
  DesignReference design;
  std::string path;  ///< "designs[0]"
  SourcePos at;
  std::vector<Variant> variants;
  bool has_variants = false;
  std::vector<Axis> axes;
  Sequence only;     ///< patterns; empty: all are wanted
  Sequence exclude;  ///< patterns
  std::optional<RowsPlace> rows;
  bool keep_outdated = false;
  Gaps gaps;
  /// False: matrix, rows or variants are not what they should be. It gives jobs for a check alone, none of
  /// them sound.
  bool complete = true;
};

/// A manifest that was read: what every stream of jobs shares.
struct Model {
  std::string name;
  Value vars{Mapping{}};
  bool keep_outdated = false;  ///< of entries that do not say it themselves
  Budget budget;
  std::string report;  ///< the page that runs write; empty: none
  Download download;
  std::optional<Value> notify;  ///< as written
  std::vector<std::string> environments = {};
  std::vector<Entry> entries;
  std::shared_ptr<Texts> texts;
  Sources* sources = nullptr;
};

}  // namespace pressrun::manifest
