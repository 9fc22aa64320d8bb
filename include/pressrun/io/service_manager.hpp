#pragma once

#include "pressrun/ports/progress.hpp"

#include <functional>
#include <memory>
#include <string>

namespace pressrun::io {

/// Tells the service manager (systemd, sd_notify(3)) a line such as "READY=1"; `socket`: what NOTIFY_SOCKET
/// says. Never waits; errors are dropped.
void tell_service_manager(const std::string& socket, const std::string& text);

/// Passes on to `inner`, and tells the manager as well: READY with the first figures, then STATUS and
/// WATCHDOG with each, STOPPING at the end. The figures come from the run's own strand: where that hangs, so
/// does the watchdog.
std::unique_ptr<Progress> with_service_manager(std::unique_ptr<Progress> inner, std::string socket);

}  // namespace pressrun::io
