#include "manifest/key_check.hpp"

#include "manifest/same_to_the_eye.hpp"
#include "manifest/scope.hpp"
#include "pressrun/domain/suggest.hpp"

namespace pressrun::manifest {
namespace {

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

/// Whether the API's fields stand on this level as well: pressrun does not know all that it will ever take.
bool takes_fields(KeyLevel level) {
  return level == KeyLevel::entry || level == KeyLevel::variant || level == KeyLevel::defaults;
}

bool is_document(KeyLevel level) { return level == KeyLevel::top || level == KeyLevel::included; }

std::string hint_for_variant(const ManifestKey& key) {
  const bool other_design = key.type == KeyType::design_id || key.type == KeyType::design_text;
  return other_design
             ? "variants are merged over the entry's request: another design needs an entry of its own"
             : "it holds for all variants of an entry: write it there, or make this an entry of its own";
}

/// What to do with a key that belongs elsewhere.
std::string hint_for(std::string_view name, KeyLevel here) {
  if (const ManifestKey* of_entry = find_key(KeyLevel::entry, name)) {
    if (here == KeyLevel::variant) return hint_for_variant(*of_entry);
    if (here == KeyLevel::defaults)
      return "write it in each entry, or beside 'designs' where it may stand there";
    return "write it below '- design_id: …', one level further in";
  }
  if (find_key(KeyLevel::top, name) != nullptr)
    return here == KeyLevel::included ? "write it in the manifest that is run, beside 'designs'"
                                      : "write it beside 'designs'";
  if (find_key(KeyLevel::sink, name) != nullptr)
    return "write 'notify: [{" + std::string(name) + ": …}]' beside 'designs'";
  for (const ManifestKey& holder : key_table()) {
    const KeyLevel* inside = members_of(holder.name);
    if (inside != nullptr && find_key(*inside, name) != nullptr)
      return "write '" + std::string(holder.name) + ": {" + std::string(name) + ": …}'";
  }
  return {};
}

/// "did you mean 'rows'?", and where that stands if not here; empty: it is near to no key.
std::string meant(std::string_view name, KeyLevel here) {
  const auto ask = [&](const std::string& near) {
    const bool stands_here = find_key(here, near) != nullptr;
    return "did you mean " + in_quotes(near) + "?" +
           (stands_here ? std::string{} : " It stands " + places_of(near));
  };
  if (const auto near = nearest(name, key_names(here))) return ask(*near);
  if (const auto near = nearest(name, key_names(KeyLevel::entry))) return ask(*near);
  return {};
}

/// "U+00A0", where a name starts with a blank that is none; else empty.
std::string odd_first_blank(std::string_view name) {
  const std::string spelled = spelled_out(name.substr(0, 4));
  const auto end = spelled.find('>');
  return spelled.starts_with("<U+") && end != std::string::npos ? spelled.substr(1, end - 1) : std::string{};
}

/// The finding's text and hint; no text: the key may stand here.
struct Fault {
  std::string message;
  std::string hint;
};

Fault fault_of(std::string_view name, KeyLevel here) {
  if (find_key(here, name) != nullptr) return {};
  if (is_document(here) && name.starts_with("x-")) return {};  // a place for anchors, as in compose files
  const std::string places = places_of(name);
  if (!places.empty())
    return {in_quotes(name) + " stands " + places + ", not " + std::string(words_of(here)),
            hint_for(name, here)};
  if (const ManifestKey* reserved = reserved_key(name))
    return {in_quotes(name) + " is not read by this version", std::string(reserved->help)};
  if (const std::string blank = odd_first_blank(name); !blank.empty())
    return {"the line is indented with " + blank + ", which is no blank for YAML", "indent with spaces"};
  std::string near = meant(name, here);
  if (near.empty() && takes_fields(here)) return {};
  return {"unknown key " + in_quotes(name), near.empty() ? suggest(name, key_names(here)) : near};
}

}  // namespace

void drop_wrong_keys(Mapping& members, KeyLevel level, const std::string& path, Findings& findings) {
  std::erase_if(members, [&](const Member& member) {
    Fault fault = fault_of(member.key, level);
    if (fault.message.empty()) return false;
    findings.error(member.key_at, path.empty() ? member.key : path + "." + member.key,
                   std::move(fault.message), std::move(fault.hint));
    return true;
  });
}

}  // namespace pressrun::manifest
