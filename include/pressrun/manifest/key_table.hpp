#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// Where a key of the manifest may stand.
enum class KeyPlace : std::uint8_t {
  top,        ///< at the top of every document, includes among them
  top_named,  ///< at the top of the manifest that is named; an error in what it includes
  entry,      ///< in an entry of `designs`, and in `defaults`
  reserved,   ///< in no place yet: refused wherever an entry's keys stand, so that it is never sent
};

/// One key that pressrun reads itself, or one of the API's fields that is near enough to be misspelt as one.
/// The reader, the merge of variants, the search for misspellings and the schema all read this table.
struct ManifestKey {
  std::string_view name;
  KeyPlace place = KeyPlace::entry;
  bool in_variant = false;  ///< may stand in a variant too; the others are refused there
  bool sent = false;        ///< a field of the API's request body
  std::string_view help;    ///< a few words for the schema; empty: the API's tables have them
};

/// Every key, in the order in which a reader meets them. Threads: constant.
std::span<const ManifestKey> key_table();

/// The key of that name in an entry (reserved ones too), or at the top; null: there is none.
const ManifestKey* entry_key(std::string_view name);
const ManifestKey* top_key(std::string_view name);

/// The names that may stand in an entry, or at the top: what a misspelt one is compared with.
std::vector<std::string> entry_key_names();
std::vector<std::string> top_key_names();

/// What a key is for, in a few words; empty where there is none of that name, or the API's tables have them.
std::string_view entry_key_help(std::string_view name);
std::string_view top_key_help(std::string_view name);

}  // namespace pressrun::manifest
