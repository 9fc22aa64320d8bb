#include "manifest/spelling.hpp"

#include "pressrun/domain/suggest.hpp"
#include "pressrun/manifest/key_table.hpp"

namespace pressrun::manifest {

void drop_misspelt_keys(Mapping& members, const std::string& path, Findings& findings) {
  static const std::vector<std::string> known_names = entry_key_names();
  std::erase_if(members, [&](const Member& member) {
    const std::string place = path + "." + member.key;
    const ManifestKey* known = entry_key(member.key);
    if (known != nullptr && known->place != KeyPlace::reserved) return false;
    if (known != nullptr) {
      findings.error(member.key_at, place, "'" + member.key + "' is not read by this version",
                     "'exclude' leaves combinations out");
      return true;
    }
    const auto near = nearest(member.key, known_names);
    if (near)
      findings.error(member.key_at, place, "unknown key '" + member.key + "'",
                     "did you mean '" + *near + "'?");
    return near.has_value();
  });
}

}  // namespace pressrun::manifest
