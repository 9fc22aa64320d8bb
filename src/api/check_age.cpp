#include "api/check_age.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

/// Stamps compare as texts: "v2026-08-21".
bool is_older(std::string_view api_version, std::string_view since) {
  return !api_version.empty() && api_version < since;
}

Diagnostic late(const SourcePos& at, const std::string& path, const std::string& what, std::string_view since,
                std::string_view api_version, const char* outcome) {
  Diagnostic finding{Severity::warning, at, path, "", "leave it out", "", 1};
  finding.message = what + " came with " + std::string{since} + " of the API; this one is " +
                    std::string{api_version} + " and " + outcome;
  return finding;
}

}  // namespace

void check_age(const Member& property, const PropertyRule& rule, std::string_view api_version,
               const std::string& path, Diagnostics& findings) {
  if (rule.since.empty() || !is_older(api_version, rule.since)) return;
  findings.items.push_back(late(property.key_at, path, "'" + std::string{rule.property} + "'", rule.since,
                                api_version, "ignores it"));
}

void check_age_of_value(const Member& property, const PropertyRule& rule, std::string_view api_version,
                        const std::string& path, Diagnostics& findings) {
  const Scalar* scalar = property.value.scalar();
  if (scalar == nullptr || api_version.empty()) return;
  for (const LateChoice& each : late_choices()) {
    if (each.property != rule.property || each.value != scalar->text || !is_older(api_version, each.since))
      continue;
    Diagnostic finding =
        late(property.value.at, path, "'" + scalar->text + "'", each.since, api_version, "may refuse it");
    if (property.value.from.line != 0) finding.seen.push_back({property.value.from, scalar->text, ""});
    findings.items.push_back(std::move(finding));
  }
}

}  // namespace pressrun::api
