#include "pressrun/app/earlier_results.hpp"

#include "pressrun/app/campaign_home.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/text.hpp"

namespace pressrun::app {
namespace {

std::string member_in(const std::string& line, const std::string& name) {
  const std::string begin = "\"" + name + "\": \"";
  const auto at = line.find(begin);
  if (at == std::string::npos) return {};
  const auto from = at + begin.size();
  return line.substr(from, line.find('"', from) - from);
}

}  // namespace

EarlierResults read_earlier_results(std::istream& in) {
  EarlierResults seen;
  std::string line;
  for (bool first = true; std::getline(in, line) && !seen.has_assets; first = false) {
    if (first && !line.starts_with("{\"pressrun\"")) return {};
    if (seen.run_id.empty()) seen.run_id = member_in(line, "run_id");
    if (seen.started_at.empty()) seen.started_at = member_in(line, "started_at");
    seen.has_assets = line.find("\"assets\": [{") != std::string::npos;
  }
  return seen;
}

ResultsDoubt doubt_from_results(const EarlierResults& results, const LoadedCampaign& one,
                                JournalFiles& files) {
  if (!results.has_assets) return ResultsDoubt::none;
  if (!files.has(one.journal)) return ResultsDoubt::no_journal;
  const auto last = last_run_of(one, files);
  if (!last || last->id.text == results.run_id || results.started_at <= to_rfc3339(last->started_at))
    return ResultsDoubt::none;
  return ResultsDoubt::unknown_run;
}

bool lapses_soon(std::optional<WallTime> rendering_since, WallTime now) {
  constexpr std::chrono::days soon{2};
  return rendering_since && now >= *rendering_since + results_are_kept - soon;
}

}  // namespace pressrun::app
