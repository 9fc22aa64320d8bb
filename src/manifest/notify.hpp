#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/notify_sink.hpp"
#include "pressrun/manifest/source.hpp"

#include <vector>

namespace pressrun::manifest {

/// Reads `notify`: `vars` and the environment are read, secrets of it too, and of a body also the fields of
/// `values`. A body that is JSON by its first character gets them as parts of JSON strings. Anything that is
/// no sink is a finding, and is left out.
std::vector<NotifySink> read_notify(const Value& written, const Value& vars, const NotifyValues& values,
                                    Sources& sources, Findings& findings);

}  // namespace pressrun::manifest
