#pragma once

#include "pressrun/io/beast_transport.hpp"
#include "usage/options.hpp"
#include "wiring/environment.hpp"

namespace pressrun::wiring {

/// Certificates and proxies, from options and environment. The address is the vendor's: who knows another one
/// sets it.
io::TransportOptions transport_settings(const usage::Options& options, const Environment& environment);

}  // namespace pressrun::wiring
