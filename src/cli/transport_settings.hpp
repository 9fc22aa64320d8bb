#pragma once

#include "cli/environment.hpp"
#include "cli/options.hpp"
#include "pressrun/io/beast_transport.hpp"

namespace pressrun::cli {

/// Certificates and proxies, from options and environment. The address is the vendor's: who knows another one
/// sets it.
io::TransportOptions transport_settings(const Options& options, const Environment& environment);

}  // namespace pressrun::cli
