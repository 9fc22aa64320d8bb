#pragma once

#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/names.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// A value as a part of a job key: ASCII letters in lower case, every run of other ASCII characters than
/// letters, digits, '.' and '_' as one '-', none at the ends; letters beyond ASCII stay. "Shop now" →
/// "shop-now".
std::string slug(std::string_view text);

bool is_manifest_name(std::string_view name);
bool is_uuid(std::string_view text);

/// Why a job key cannot be used; empty when it can.
std::string key_problem(std::string_view key);

/// What tells this value of an axis apart from the others, as text: a scalar itself; of a mapping its `key`,
/// `id` or `name`, else its first scalar. Empty where there is none.
std::string label_of(const Value& value);

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
