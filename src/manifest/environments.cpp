#include "manifest/environments.hpp"

#include "manifest/key_check.hpp"
#include "manifest/keys.hpp"
#include "manifest/scope.hpp"
#include "pressrun/manifest/names.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::manifest {
namespace {

struct Environment {
  Value vars{Mapping{}};
  Value defaults{Mapping{}};
  Mapping patches;
};

class EnvironmentReader {
 public:
  EnvironmentReader(std::string path, Findings& findings) : path_(std::move(path)), findings_(findings) {}

  Environment read(const Value& written) {
    Environment made;
    if (written.is_null()) return made;
    if (written.mapping() == nullptr) {
      findings_.error(written.at, path_, "an environment must be a mapping",
                      "write 'vars: {…}', 'defaults: {…}' or 'designs: {…}' below it");
      return made;
    }
    Value members = written;
    drop_wrong_keys(std::get<Mapping>(members.content), KeyLevel::environment, path_, findings_);
    made.vars = mapping_in(members, "vars");
    made.defaults = mapping_in(members, "defaults");
    drop_wrong_keys(std::get<Mapping>(made.defaults.content), KeyLevel::defaults, path_ + ".defaults",
                    findings_);
    const Value designs = mapping_in(members, "designs");
    for (const Member& member : *designs.mapping()) patch(member, made.patches);
    return made;
  }

 private:
  Value mapping_in(const Value& members, const std::string& key) {
    const Value* found = members.find(key);
    if (found == nullptr || found->is_null()) return Value(Mapping{}, members.at);
    if (found->mapping() != nullptr) return *found;
    findings_.error(found->at, path_ + "." + key, "'" + key + "' must be a mapping",
                    key == "designs" ? "write 'NAME: {…}' with the name of an entry" : "write 'name: value'");
    return Value(Mapping{}, found->at);
  }

  void patch(const Member& written, Mapping& patches) {
    const std::string path = path_ + ".designs." + written.key;
    if (written.value.mapping() == nullptr)
      return findings_.error(written.value.at, path, "what is changed in an entry must be a mapping",
                             "write 'template_format_names: […]' below it");
    Member made = written;
    drop_wrong_keys(std::get<Mapping>(made.value.content), KeyLevel::entry, path, findings_);
    patches.push_back(std::move(made));
  }

  std::string path_;
  Findings& findings_;
};

/// The environments as written; none where they are no mapping.
const Mapping& environments_of(const Documents& all) {
  static const Mapping none;
  const bool there = all.environments && all.environments->mapping() != nullptr;
  return there ? *all.environments->mapping() : none;
}

std::string path_of(const Member& environment) { return "environments." + environment.key; }

void lay_over(Documents& all, Environment chosen) {
  all.vars = merge_patch(std::move(all.vars), chosen.vars);
  all.defaults = merge_over(std::move(all.defaults), chosen.defaults);
  all.patches = std::move(chosen.patches);
}

/// A name that nothing but an environment knows, and that is near one which it could have meant.
void check_new_variables(const Value& vars, const Value& own, const std::string& path, Findings& findings) {
  if (own.mapping() == nullptr || vars.mapping() == nullptr) return;
  std::vector<std::string> known;
  for (const Member& member : *vars.mapping()) known.push_back(member.key);
  for (const Member& member : *own.mapping()) {
    if (std::ranges::find(known, member.key) != known.end()) continue;
    if (const std::string near = suggest(member.key, known); near.starts_with("did you mean"))
      findings.warning(member.key_at, path + "." + member.key,
                       "'vars' of the manifest has no '" + member.key + "'", near);
  }
}

}  // namespace

void choose_environment(Documents& all, const std::string& name, Findings& findings) {
  if (all.environments && !all.environments->is_null() && all.environments->mapping() == nullptr)
    findings.error(all.environments->at, "environments", "'environments' must be a mapping",
                   "write 'staging: {vars: {…}}' below it");
  std::vector<std::string> known;
  std::optional<Environment> chosen;
  for (const Member& member : environments_of(all)) {
    known.push_back(member.key);
    if (!is_manifest_name(member.key))
      findings.error(member.key_at, path_of(member),
                     "an environment's name must be 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit "
                     "first",
                     "'" + manifest_name(member.key) + "' would do");
    Environment made = EnvironmentReader(path_of(member), findings).read(member.value);
    check_new_variables(all.vars, made.vars, path_of(member) + ".vars", findings);
    if (member.key == name) chosen = std::move(made);
  }
  if (chosen) return lay_over(all, *std::move(chosen));
  if (!name.empty())
    findings.error({}, {}, "--environment names '" + name + "', and the manifest has no such environment",
                   known.empty() ? "write it below 'environments' first" : suggest(name, known));
}

void check_patched_names(const Documents& all, const std::vector<std::string>& entries, Findings& findings) {
  for (const Member& environment : environments_of(all)) {
    const Value* patches = environment.value.find("designs");
    if (patches == nullptr || patches->mapping() == nullptr) continue;
    for (const Member& patch : *patches->mapping()) {
      if (std::ranges::find(entries, patch.key) != entries.end()) continue;
      findings.error(patch.key_at, path_of(environment) + ".designs." + patch.key,
                     "no entry of 'designs' is called '" + patch.key + "'", suggest(patch.key, entries));
    }
  }
}

}  // namespace pressrun::manifest
