#include "cli/kept_designs.hpp"

#include "cli/names.hpp"
#include "pressrun/api/classify.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <algorithm>

namespace pressrun::cli {
namespace {

std::string name_of(const DesignId& id) { return "designs/" + id.text; }

std::vector<io::KeptAnswer> kept_in(const Campaigned& one) {
  std::vector<std::string> names;
  for (const DesignId& id : one.manifest->designs()) names.push_back(name_of(id));
  try {
    return io::kept_answers(one.known_in, names);
  } catch (const JournalError&) {
    return {};  // whoever needs the journal itself will say so
  }
}

std::optional<Design> design_of(const io::KeptAnswer& answer, WallTime now) {
  const DesignId id{answer.name.substr(answer.name.find('/') + 1)};
  HttpResponse response;
  response.status = 200;
  response.body = answer.body;
  auto read = api::classify_design(response, id, now);
  if (auto* design = std::get_if<Design>(&read.outcome)) return std::move(*design);
  return std::nullopt;
}

}  // namespace

std::vector<app::KeptDesign> kept_designs(const std::vector<Campaigned>& manifests, WallTime now) {
  std::vector<app::KeptDesign> kept;
  for (const Campaigned& one : manifests) {
    for (const io::KeptAnswer& answer : kept_in(one)) {
      if (auto design = design_of(answer, now)) kept.push_back({*std::move(design), answer.read_at});
    }
  }
  // Of one design that several journals keep, the last read.
  std::ranges::sort(kept, std::greater<>{}, &app::KeptDesign::read_at);
  return kept;
}

FreshAnswers fresh_answers(const app::Survey& survey, WallTime now) {
  FreshAnswers fresh;
  fresh.fonts = survey.fonts;
  fresh.at = now;
  for (const Design& design : survey.designs) {
    if (std::ranges::find(survey.read, design.id) == survey.read.end()) continue;
    fresh.designs.push_back({name_of(design.id), now, design.answer});
    fresh.ids.push_back(design.id);
  }
  return fresh;
}

void keep_answers(const std::vector<Campaigned>& manifests, const FreshAnswers& fresh, io::Holding holding) {
  for (const Campaigned& one : manifests) {
    std::error_code error;
    if (holding == io::Holding::nobodys && !std::filesystem::exists(one.journal, error)) continue;
    const std::vector<DesignId> named = one.manifest->designs();
    std::vector<io::KeptAnswer> ours;
    for (std::size_t i = 0; i < fresh.ids.size(); ++i) {
      if (std::ranges::find(named, fresh.ids[i]) != named.end()) ours.push_back(fresh.designs[i]);
    }
    if (auto names = kept_design_names(one, fresh.at)) ours.push_back(*std::move(names));
    if (auto fonts = fresh.fonts ? kept_fonts(one, *fresh.fonts, fresh.at) : std::nullopt)
      ours.push_back(*std::move(fonts));
    io::keep_answers(one.journal, ours, holding);
  }
}

}  // namespace pressrun::cli
