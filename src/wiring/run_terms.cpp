#include "wiring/run_terms.hpp"

#include "pressrun/io/system_clock.hpp"
#include "wiring/calendar.hpp"

#include <iostream>

namespace pressrun::wiring {
namespace {

/// When the day and the month of its budget began. A zone that this machine does not know is a finding.
Calendar calendar_of(const app::LoadedCampaign& one, app::FindingSet& findings, bool quiet) {
  const manifest::Budget& budget = one.manifest->budget();
  if (!is_known_zone(budget.zone)) {
    Diagnostic finding;
    finding.at = budget.zone_at;
    finding.path = "budget.zone";
    finding.message = "this machine knows no time zone '" + budget.zone + "'";
    finding.hint = "write a name such as 'Europe/Paris', or 'UTC'";
    findings.add(finding);
    return {};
  }
  Calendar calendar = calendar_at(io::wall_now(), budget.zone);
  if ((budget.day || budget.month) && budget.zone.empty() && !quiet)
    std::cerr << "note: the budget's days begin at midnight of " << calendar.zone << "\n";
  return calendar;
}

}  // namespace

app::RunTerms terms_of(const app::LoadedCampaign& one, const usage::Options& options,
                       app::FindingSet& findings) {
  const Calendar calendar = calendar_of(one, findings, options.output.quiet);
  return {app::limits_of(one.manifest->budget(), options.run.max_credits), calendar.day_began,
          calendar.month_began};
}

}  // namespace pressrun::wiring
