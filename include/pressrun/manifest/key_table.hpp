#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// A mapping of the manifest that has keys of its own. Another one is a level more
/// here, its words in `words_of`, and a call of `drop_wrong_keys` where it is read.
enum class KeyLevel : std::uint8_t {
  top,       ///< beside `designs`, in the manifest that is named
  included,  ///< the same in a file that is included
  defaults,
  entry,    ///< of `designs`
  variant,  ///< of an entry
  budget,
  download,
  environment,  ///< of `environments`
  sink,         ///< of `notify`
  html5,        ///< this and those below: options of the API's request, checked by api/check_request
  gif,
  video,
  print,
};

/// A set of levels.
class KeyLevels {
 public:
  constexpr KeyLevels(std::initializer_list<KeyLevel> levels) {
    for (const KeyLevel level : levels) bits_ = static_cast<std::uint16_t>(bits_ | bit(level));
  }
  [[nodiscard]] constexpr bool has(KeyLevel level) const { return (bits_ & bit(level)) != 0; }
  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }

 private:
  static constexpr std::uint16_t bit(KeyLevel level) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(level));
  }
  std::uint16_t bits_ = 0;
};

enum class KeyOwner : std::uint8_t {
  pressrun,  ///< read here, never sent
  api,       ///< a field of the API's request body, sent under its own name
};

/// What a key takes. The schema has a rule for each of them, so a key of a type that is here needs none.
enum class KeyType : std::uint8_t {
  version,
  manifest_name,
  files,
  variables,
  entry_keys,  ///< a mapping of what may stand in an entry
  buy_or_keep,
  limits,  ///< a mapping of credits
  environments,
  sinks,
  address,
  command,
  states,
  patches,  ///< a mapping of entries' names to what is changed in them
  entries,  ///< the list of designs
  credits,
  time_zone,
  page_file,  ///< the name of an HTML file
  downloads,  ///< a mapping: where files go, and how they are called
  place,      ///< a folder
  latest_or_all,
  design_id,
  design_text,  ///< a name or id in the workspace
  key_part,
  text,
  matrix,
  patterns,
  rows,
  variants,
  take,
  formats,
  file_type,
  layers,
  pages,
  delivery,
  api_field,  ///< as api/design_rules.hpp says
  none,       ///< of a word that is set apart
};

/// The designs for which a key has an effect: what `init` shows, and the schema of one design takes.
enum class KeyDesigns : std::uint8_t { any, still, animated, printed, paged, not_paged };

/// One key of the manifest. This table is the only list of them: the reader, the merge of variants, the
/// search for misspellings, the schema, `init` and the table in src/manifest/README.md take what they know
/// from here.
struct ManifestKey {
  std::string_view name;
  KeyLevels levels;  ///< where it may stand; none: set apart, refused everywhere so that it is never sent
  KeyOwner owner = KeyOwner::pressrun;
  KeyType type = KeyType::text;
  KeyDesigns designs = KeyDesigns::any;
  std::string_view example;  ///< a value, as JSON on one line
  std::string_view help;     ///< a few words in plain text, for people
};

/// Every key, in the order in which a manifest is written. A name has several rows where it means different
/// things on different levels. Threads: constant, as all below.
std::span<const ManifestKey> key_table();

/// The row of that name on that level; null: it may not stand there.
const ManifestKey* find_key(KeyLevel level, std::string_view name);
/// Whether the name is pressrun's own on that level, and so not a part of the request.
bool is_own_key(KeyLevel level, std::string_view name);
/// The row of a word that is set apart; null: it is not. Its help says what to write instead.
const ManifestKey* reserved_key(std::string_view name);

/// The names that may stand on a level, in order.
std::vector<std::string> key_names(KeyLevel level);

/// What the key is for; empty where it may not stand there.
std::string_view key_help(KeyLevel level, std::string_view name);

/// "at the top", "in a variant": where a key stands.
std::string_view words_of(KeyLevel level);
/// "at the top or in an entry of 'designs'": all places of a name; empty where it has none.
std::string places_of(std::string_view name);
/// "list of files": what a key takes.
std::string_view words_of(KeyType type);
/// The level whose keys are the members of this key's mapping, by its name ("budget"); null: none has.
const KeyLevel* members_of(std::string_view name);

/// Whether a null says as little as a key that is left out. Of what decides what is bought it does not.
constexpr bool null_says_nothing(KeyType type) {
  return type != KeyType::take && type != KeyType::buy_or_keep;
}

}  // namespace pressrun::manifest
