#pragma once

#include "api/check_value.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

#include <string>
#include <string_view>

namespace pressrun::api {

/// The mapping beside a request's fields, or beside a layer's properties, whose members are sent as they are.
inline constexpr std::string_view extra_key = "extra";
inline constexpr std::string_view extra_hint = "what is newer than pressrun stands under 'extra: {NAME: …}'";

/// `extra` must be a mapping of names that are not known. `is_known(name)`: whether one is.
template <class IsKnown>
void check_extra(const Member& extra, const std::string& path, const IsKnown& is_known,
                 Diagnostics& findings) {
  const Mapping* members = extra.value.mapping();
  if (members == nullptr)
    return report_value(findings, extra.value, path, std::string{extra_key},
                        Fault{"must be a mapping of names to values", ""});
  for (const Member& member : *members) {
    if (!is_known(member.key)) continue;
    findings.items.push_back({Severity::error, member.key_at, path + "." + member.key,
                              "'" + member.key + "' is known and does not belong under 'extra'",
                              "write it beside 'extra'", "", 1});
  }
}

}  // namespace pressrun::api
