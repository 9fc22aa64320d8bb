#include "wiring/doctor_checks.hpp"

#include "pressrun/domain/text.hpp"
#include "wiring/calendar.hpp"

#include <cmath>

namespace pressrun::wiring {
namespace {

std::string advice_for(TransportError error) {
  switch (error) {
    case TransportError::name_not_found:
      return "is the name right, and does this machine resolve names? See /etc/resolv.conf";
    case TransportError::tls_untrusted:
      return "install ca-certificates, or name the authority with --ca-file; is the clock right?";
    case TransportError::proxy_refused:
      return "look at HTTPS_PROXY and NO_PROXY";
    case TransportError::timeout:
    case TransportError::connect_timeout:
      return "a firewall that drops, or a proxy that is needed (HTTPS_PROXY)?";
    default:
      return "is it there? Run again later";
  }
}

DoctorLine clock_line(const app::ServiceCheck& seen) {
  if (!seen.clock_ahead) return {"clock", "the server says no time", {}, usage::ExitCode::success};
  const double seconds = std::chrono::duration<double>(*seen.clock_ahead).count();
  constexpr double much = 60;
  if (std::abs(seconds) < much) return {"clock", "as the server's", {}, usage::ExitCode::success};
  const std::string by =
      format_duration(*seen.clock_ahead < Duration{} ? -*seen.clock_ahead : *seen.clock_ahead);
  return {"clock", by + (seconds > 0 ? " ahead of the server's" : " behind the server's"),
          "set it (systemd-timesyncd, chrony): deadlines and budgets go by it", usage::ExitCode::success};
}

DoctorLine key_line(const app::ServiceCheck& seen) {
  if (!seen.key)
    return {
        "workspace",
        seen.workspace.empty() ? "the key is accepted" : "the key is accepted, for '" + seen.workspace + "'",
        {},
        usage::ExitCode::success};
  const bool refused = seen.key->kind == TroubleKind::unauthorized;
  return {
      "workspace",
      (refused ? "the API refuses the key: " : "the key could not be tried: ") + seen.key->failure.message,
      refused ? "look at it in the vendor's settings" : "something in front of the API may have answered",
      refused ? usage::ExitCode::key : usage::ExitCode::service_away};
}

}  // namespace

std::vector<DoctorLine> lines_of(const app::ServiceCheck& seen, const std::string& origin) {
  if (seen.away) {
    const bool untrusted = seen.away->error == TransportError::tls_untrusted;
    const std::string text =
        origin + " cannot be reached: " +
        (seen.away->detail.empty() ? std::string{to_string(seen.away->error)} : seen.away->detail);
    return {{"address", text, advice_for(seen.away->error),
             untrusted ? usage::ExitCode::other_error : usage::ExitCode::service_away}};
  }
  std::vector<DoctorLine> lines;
  const bool well = seen.status >= 200 && seen.status < 500;
  lines.push_back({"address", origin + " answers" + (well ? "" : " with HTTP " + std::to_string(seen.status)),
                   well ? "" : "the service has trouble of its own: run again later",
                   well ? usage::ExitCode::success : usage::ExitCode::service_away});
  lines.push_back(clock_line(seen));
  lines.push_back(key_line(seen));
  return lines;
}

DoctorLine disk_line(const std::string& manifest, std::uintmax_t available) {
  constexpr std::uintmax_t megabyte = 1U << 20U;
  constexpr std::uintmax_t little = 100 * megabyte;
  const std::string text = std::to_string(available / megabyte) + " MiB are free";
  const bool enough = available >= little;
  return {"disk of " + printable(manifest), text, enough ? "" : "make room: a full disk stops the run",
          available == 0 ? usage::ExitCode::journal_or_results : usage::ExitCode::success};
}

DoctorLine proxy_line(const Environment& environment) {
  for (const char* name : {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}) {
    std::string value = environment.value(name);
    if (value.empty()) continue;
    if (const std::size_t at = value.rfind('@'); at != std::string::npos) value = "…@" + value.substr(at + 1);
    return {"proxy", value + " (" + name + ")", {}, usage::ExitCode::success};
  }
  return {"proxy", "none", {}, usage::ExitCode::success};
}

DoctorLine zone_line(const Environment& environment) {
  const std::string zone = environment.value("TZ");
  if (zone.empty()) return {"time zone", "the machine's", {}, usage::ExitCode::success};
  if (is_usable_tz(zone)) return {"time zone", zone + " (TZ)", {}, usage::ExitCode::success};
  return {"time zone", "this machine does not know '" + zone + "', and takes UTC",
          "install tzdata, or mend TZ: --deadline and budgets go by it", usage::ExitCode::usage};
}

}  // namespace pressrun::wiring
