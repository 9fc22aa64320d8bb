#pragma once

#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/names.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A value as a part of a job key, in the author's letters: every run of what cannot stand in a file's name
/// (`/ \ : * ? " < > |`, control characters, what is no UTF-8) as one '-', neither that nor blanks at the
/// ends. "Shop now" stays "Shop now", "a/b?" becomes "a-b".
std::string key_part(std::string_view text);
/// The same for the author's own text around values: a '/' stays, and so do the ends.
std::string key_literal(std::string_view text);
/// Whether a column's name is that word, case and what stands around it apart: " SKU:" is "sku".
bool is_word(std::string_view column, std::string_view word);

/// What an author may write as `name` of a manifest: [a-z0-9][a-z0-9._-]{0,63}.
bool is_manifest_name(std::string_view name);
bool is_uuid(std::string_view text);

/// Why a job key cannot be used; empty when it can.
std::string key_problem(std::string_view key);

/// What tells this value of an axis apart from the others, as text: a scalar itself; of a mapping its `key`,
/// `id` or `name`, else its first scalar. Empty where there is none that can stand alone as a part of a key.
std::string label_of(const Value& value);
/// The same of a text: empty where "." or ".." would be left, which name folders.
std::string label_of(std::string_view text);

/// Which job keys were there already, and where. A key costs 16 bytes, not its text: a million jobs take 40
/// MB. Two keys that differ meet in the same 64 bits once in 10^7 runs of a million jobs; the run then
/// refuses to start.
class SeenKeys {
 public:
  struct Place {
    std::uint32_t entry = 0;
    std::uint32_t line = 0;
  };
  /// Remembers the key; answers where it stood before, if it did.
  std::optional<Place> add(std::string_view key, Place place);

 private:
  boost::unordered_flat_map<std::uint64_t, Place> places_;
};

}  // namespace pressrun::manifest
