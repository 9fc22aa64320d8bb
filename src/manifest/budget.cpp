#include "manifest/budget.hpp"

#include <algorithm>
#include <charconv>

namespace pressrun::manifest {
namespace {

/// Decimal digits, quoted or not: a variable of the environment is always a text.
std::optional<std::uint64_t> count_of(const Value& value) {
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr) return std::nullopt;
  const std::string& text = scalar->text;
  std::uint64_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(count) : std::nullopt;
}

/// Whether it has the form of a name in the tz database; a path out of its folder has not.
bool is_zone_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (name.empty() || name.size() > longest || !letter(name.front()) || name.back() == '/') return false;
  return name.find("//") == std::string_view::npos && std::ranges::all_of(name, [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
         });
}

void read_zone(const Value& value, Budget& budget, Findings& findings) {
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr || value.is_null() || !is_zone_name(scalar->text))
    return findings.error(value.at, "budget.zone", "'zone' must be the name of a time zone",
                          "write 'Europe/Paris' or 'UTC'; left out: that of the machine");
  budget.zone = scalar->text;
  budget.zone_at = value.at;
}

void read_limit(const Member& member, std::optional<std::uint64_t>& limit, Findings& findings) {
  limit = count_of(member.value);
  if (!limit)
    findings.error(member.value.at, "budget." + member.key,
                   "'" + member.key + "' must be a whole number of credits, 0 or more",
                   "left out: no limit of that kind");
}

}  // namespace

Budget read_budget(const Value& written, Findings& findings) {
  Budget budget;
  if (written.mapping() == nullptr || written.mapping()->empty()) {
    findings.error(written.at, "budget", "'budget' must be a mapping of limits",
                   "write 'budget: {run: 500, day: 1000, month: 20000, zone: Europe/Paris}'");
    return budget;
  }
  for (const Member& member : *written.mapping()) {
    if (member.key == "run") {
      read_limit(member, budget.run, findings);
    } else if (member.key == "day") {
      read_limit(member, budget.day, findings);
    } else if (member.key == "month") {
      read_limit(member, budget.month, findings);
    } else if (member.key == "zone") {
      read_zone(member.value, budget, findings);
    }
  }
  const bool limits = budget.run || budget.day || budget.month;
  if (!limits && written.find("zone") != nullptr && written.mapping()->size() == 1)
    findings.warning(written.at, "budget", "'budget' names a zone and no limit",
                     "add 'run', 'day' or 'month'");
  return budget;
}

}  // namespace pressrun::manifest
