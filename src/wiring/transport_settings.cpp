#include "wiring/transport_settings.hpp"

namespace pressrun::wiring {
namespace {

/// The first of them that is set.
std::string first_of(const Environment& environment, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (std::string value = environment.value(name); !value.empty()) return value;
  return {};
}

}  // namespace

io::TransportOptions transport_settings(const usage::Options& options, const Environment& environment) {
  io::TransportOptions made;
  made.ca_file =
      options.connection.ca_file.empty() ? environment.value("SSL_CERT_FILE") : options.connection.ca_file;
  made.https_proxy = first_of(environment, {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"});
  made.no_proxy = first_of(environment, {"NO_PROXY", "no_proxy"});
  return made;
}

}  // namespace pressrun::wiring
