#include "pressrun/app/kept_designs.hpp"

#include "pressrun/api/classify.hpp"
#include "pressrun/app/workspace_names.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

std::string answer_for(const DesignId& id) { return "designs/" + id.text; }

std::vector<KeptAnswer> designs_kept_in(const LoadedCampaign& one, JournalFiles& files) {
  std::vector<std::string> names;
  for (const DesignId& id : one.manifest->designs()) names.push_back(answer_for(id));
  try {
    return files.kept_answers(one.known_in, names);
  } catch (const JournalError&) {
    return {};  // whoever needs the journal itself will say so
  }
}

std::optional<Design> design_of(const KeptAnswer& answer, WallTime now) {
  const DesignId id{answer.name.substr(answer.name.find('/') + 1)};
  HttpResponse response;
  response.status = 200;
  response.body = answer.body;
  auto read = api::classify_design(response, id, now);
  if (auto* design = std::get_if<Design>(&read.outcome)) return std::move(*design);
  return std::nullopt;
}

}  // namespace

std::vector<KeptDesign> kept_designs(const std::vector<LoadedCampaign>& manifests, WallTime now,
                                     JournalFiles& files) {
  std::vector<KeptDesign> kept;
  for (const LoadedCampaign& one : manifests) {
    for (const KeptAnswer& answer : designs_kept_in(one, files)) {
      if (auto design = design_of(answer, now)) kept.push_back({*std::move(design), answer.read_at});
    }
  }
  // Of one design that several journals keep, the last read.
  std::ranges::sort(kept, std::greater<>{}, &KeptDesign::read_at);
  return kept;
}

FreshAnswers fresh_answers(const WorkspaceReading& reading, WallTime now) {
  FreshAnswers fresh;
  fresh.fonts = reading.fonts;
  fresh.at = now;
  for (const Design& design : reading.designs) {
    if (std::ranges::find(reading.read, design.id) == reading.read.end()) continue;
    fresh.designs.push_back({answer_for(design.id), now, design.answer});
    fresh.ids.push_back(design.id);
  }
  return fresh;
}

void keep_answers(const std::vector<LoadedCampaign>& manifests, const FreshAnswers& fresh, Holding holding,
                  JournalFiles& files) {
  for (const LoadedCampaign& one : manifests) {
    if (holding == Holding::nobodys && !files.has(one.journal)) continue;
    const std::vector<DesignId> named = one.manifest->designs();
    std::vector<KeptAnswer> ours;
    for (std::size_t i = 0; i < fresh.ids.size(); ++i) {
      if (std::ranges::find(named, fresh.ids[i]) != named.end()) ours.push_back(fresh.designs[i]);
    }
    if (auto names = kept_design_names(one, fresh.at)) ours.push_back(*std::move(names));
    if (auto fonts = fresh.fonts ? kept_fonts(one, *fresh.fonts, fresh.at) : std::nullopt)
      ours.push_back(*std::move(fonts));
    files.keep_answers(one.journal, ours, holding);
  }
}

}  // namespace pressrun::app
