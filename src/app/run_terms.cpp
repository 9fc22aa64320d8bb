#include "pressrun/app/run_terms.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace pressrun::app {
namespace {

/// What the account has reserved in the journal: any of its campaigns tells.
CreditsReserved reserved_in(JournalReader& journal, const RunTerms& terms, const PlanBasis& basis) {
  const auto of = [&](CampaignNumber campaign) {
    return journal.tally(campaign, terms.day_began, terms.month_began).reserved;
  };
  if (basis.campaign != 0) return of(basis.campaign);
  for (const CampaignRecord& known : journal.campaigns()) {
    if (std::ranges::find(known.accounts, basis.account) != known.accounts.end()) return of(known.number);
  }
  return {};
}

}  // namespace

CreditLimits limits_of(const manifest::Budget& budget, std::optional<std::uint64_t> process) {
  return {process, budget.run, budget.day, budget.month};
}

bool is_limited(const CreditLimits& limits) {
  return limits.process || limits.run || limits.day || limits.month;
}

std::optional<std::uint64_t> lowest(const CreditLimits& limits) {
  std::optional<std::uint64_t> found;
  for (const auto& limit : {limits.process, limits.run, limits.day, limits.month})
    if (limit) found = std::min(found.value_or(*limit), *limit);
  return found;
}

std::vector<BudgetLeft> budgets_left(const LoadedCampaign& one, const RunTerms& terms, const PlanBasis& basis,
                                     JournalFiles& files) {
  std::vector<BudgetLeft> found;
  if (!is_limited(terms.limits)) return found;
  CreditsReserved reserved;
  const bool lasts = terms.limits.day || terms.limits.month;
  const std::unique_ptr<JournalReader> journal = lasts ? files.open(one.known_in) : nullptr;
  if (journal) reserved = reserved_in(*journal, terms, basis);
  const auto add = [&](const char* of, std::optional<std::uint64_t> limit, std::uint64_t spent) {
    if (limit) found.push_back({of, *limit, spent});
  };
  add("max_credits", terms.limits.process, 0);
  add("run", terms.limits.run, 0);
  add("day", terms.limits.day, reserved.day);
  add("month", terms.limits.month, reserved.month);
  return found;
}

}  // namespace pressrun::app
