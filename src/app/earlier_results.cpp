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

/// Whether the journal has that run, or a later one of this manifest: by seconds, as the results have it.
bool knows_run(const LoadedCampaign& one, const EarlierResults& results, JournalFiles& files) {
  const auto journal = files.open(one.journal);
  if (!journal) return true;  // it cannot be read, which is said elsewhere
  for (const CampaignRecord& campaign : journal->campaigns()) {
    const auto last = journal->last_run(campaign.number);
    if (!last) continue;
    const bool is_its = campaign.path == one.path && campaign.name == one.manifest->name();
    if (last->id.text == results.run_id) return true;
    // One that was chosen may take turns with another, each with what it has bought itself.
    if (is_its && (one.shares_journal || results.started_at <= to_rfc3339(last->started_at))) return true;
  }
  return false;
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
  return knows_run(one, results, files) ? ResultsDoubt::none : ResultsDoubt::unknown_run;
}

bool lapses_soon(std::optional<WallTime> rendering_since, WallTime now) {
  constexpr std::chrono::days soon{2};
  return rendering_since && now >= *rendering_since + results_are_kept - soon;
}

}  // namespace pressrun::app
