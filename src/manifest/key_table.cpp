#include "pressrun/manifest/key_table.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

// clang-format off
constexpr std::array table{
    ManifestKey{"pressrun", KeyPlace::top, false, false, "version of the manifest"},
    // An include may be a manifest that is run by itself as well: its name is then passed over.
    ManifestKey{"name", KeyPlace::top, false, false, "also names the journal and the results; default: the file's name"},
    ManifestKey{"include", KeyPlace::top, false, false, "files whose vars, defaults and designs are brought in; paths are relative to this one"},
    ManifestKey{"vars", KeyPlace::top, false, false, "what ${vars.name} stands for; --set NAME=VALUE wins"},
    ManifestKey{"defaults", KeyPlace::top, false, false, "merged under every design"},
    ManifestKey{"outdated", KeyPlace::top, false, false, "what is there when its design was edited since: buy it anew (default), or keep it"},
    ManifestKey{"budget", KeyPlace::top_named, false, false, "most credits that may be spent; nothing raises it, the lowest of all limits holds"},
    ManifestKey{"designs", KeyPlace::top, false, false, "what is made, a design after the other"},

    ManifestKey{"design_id", KeyPlace::entry, false, false, "id of the design, as 'pressrun designs' lists it"},
    ManifestKey{"design", KeyPlace::entry, false, false, "name of the design, where it is unique, in place of design_id"},
    ManifestKey{"project", KeyPlace::entry, false, false, "name or id of the project, to tell designs of one name apart"},
    ManifestKey{"name", KeyPlace::entry, false, false, "first part of the jobs' keys; default: the design's id"},
    ManifestKey{"template_format_names", KeyPlace::entry, true, true, ""},
    ManifestKey{"image_file_type", KeyPlace::entry, true, true, ""},
    ManifestKey{"delivery", KeyPlace::entry, true, true, ""},
    ManifestKey{"elements", KeyPlace::entry, true, true, ""},
    ManifestKey{"pages", KeyPlace::entry, true, true, ""},
    ManifestKey{"matrix", KeyPlace::entry, false, false, "names to lists of values; a job for every combination"},
    ManifestKey{"exclude", KeyPlace::entry, false, false, "combinations to leave out: each matches what contains it"},
    ManifestKey{"rows", KeyPlace::entry, false, false, "a file (.csv, .tsv, .jsonl, .json, .yaml) or a list of mappings; a job for every row"},
    ManifestKey{"variants", KeyPlace::entry, false, false, "variants written out one by one, merged over the entry"},
    ManifestKey{"take", KeyPlace::entry, true, false, "makes otherwise equal content another picture; not sent, ${take} reads it"},
    ManifestKey{"outdated", KeyPlace::entry, false, false, "what is there when the design was edited since: buy it anew, or keep it; default: as at the top"},
    ManifestKey{"key", KeyPlace::entry, true, false, "names each job; left out: the values that tell it apart"},

    ManifestKey{"only", KeyPlace::reserved, false, false, ""},
};
// clang-format on

bool stands_in_entry(const ManifestKey& key) { return key.place == KeyPlace::entry; }
bool stands_at_top(const ManifestKey& key) {
  return key.place == KeyPlace::top || key.place == KeyPlace::top_named;
}

template <class Where>
const ManifestKey* find(std::string_view name, const Where& where) {
  const auto found =
      std::ranges::find_if(table, [&](const ManifestKey& key) { return key.name == name && where(key); });
  return found == table.end() ? nullptr : &*found;
}

template <class Where>
std::vector<std::string> names(const Where& where) {
  std::vector<std::string> out;
  for (const ManifestKey& key : table) {
    if (where(key)) out.emplace_back(key.name);
  }
  return out;
}

std::string_view help_of(const ManifestKey* key) { return key == nullptr ? std::string_view{} : key->help; }

}  // namespace

std::span<const ManifestKey> key_table() { return table; }

const ManifestKey* entry_key(std::string_view name) {
  return find(name, [](const ManifestKey& key) { return !stands_at_top(key); });
}
const ManifestKey* top_key(std::string_view name) { return find(name, stands_at_top); }

std::vector<std::string> entry_key_names() { return names(stands_in_entry); }
std::vector<std::string> top_key_names() { return names(stands_at_top); }

std::string_view entry_key_help(std::string_view name) { return help_of(entry_key(name)); }
std::string_view top_key_help(std::string_view name) { return help_of(top_key(name)); }

}  // namespace pressrun::manifest
