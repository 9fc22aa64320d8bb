#include "pressrun/app/plan_details.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr std::size_t most_fields = 500;  // of rows with a column of its own for everything

std::string json_of(const Formats& formats) {
  return boost::json::serialize(boost::json::value_from(formats));
}

/// Of a content that is there, formats that were not asked for before.
api::FieldChange added_formats(const Job& job, const PlanDecision& decision) {
  Formats before = formats_of(job);
  std::erase_if(before, [&](const std::string& format) {
    return std::ranges::find(decision.buys, format) != decision.buys.end();
  });
  api::FieldChange change{"template_format_names", std::nullopt, json_of(formats_of(job))};
  if (!before.empty()) change.before = json_of(before);
  return change;
}

/// Why it has changed; empty where that is not known.
std::vector<api::FieldChange> why_changed(const Job& job, const PlanDecision& decision) {
  if (!decision.is_other_content) return {added_formats(job, decision)};
  if (decision.before.empty()) return {};
  return api::changes_of(decision.before, job.content_text);
}

}  // namespace

ShownJob shown(const Job& job, const PlanDecision& decision) {
  ShownJob made;
  made.key = job.key;
  made.reason = decision.reason;
  made.buys = decision.buys;
  made.credits = credits(job, decision.buys);
  made.texts = api::texts_of(job.body);
  if (decision.reason != PlanReason::changed) return made;
  made.changes = why_changed(job, decision);
  made.before_unknown = made.changes.empty();
  return made;
}

void PlanDetails::take(const Job& job, const PlanDecision& decision) {
  show(job, decision);
  if (decision.reason == PlanReason::changed) compare(job, decision);
}

ShownDesign& PlanDetails::design_of(const std::string& name) {
  const auto known = std::ranges::find(designs_, name, &ShownDesign::design);
  if (known != designs_.end()) return *known;
  designs_.push_back({name, false, {}, 0});
  return designs_.back();
}

/// What is submitted comes before what is not: a person says yes to the former.
void PlanDetails::show(const Job& job, const PlanDecision& decision) {
  ShownDesign& design = design_of(job.design_name);
  const bool submits = !decision.buys.empty();
  if (design.submits && !submits) return;
  if (submits && !design.submits) design = {job.design_name, true, {}, 0};
  if (design.jobs.size() < show_) {
    design.jobs.push_back(shown(job, decision));
  } else {
    ++design.more;
  }
}

void PlanDetails::compare(const Job& job, const PlanDecision& decision) {
  const std::vector<api::FieldChange> changes = why_changed(job, decision);
  before_unknown_ += changes.empty() ? 1U : 0U;
  for (const api::FieldChange& change : changes) {
    const auto known = numbers_.find({job.design_name, change.path});
    if (known != numbers_.end()) {
      ++changes_[known->second].jobs;
    } else if (changes_.size() < most_fields) {
      numbers_.emplace(std::pair{job.design_name, change.path}, changes_.size());
      changes_.push_back({job.design_name, 1, job.key, change});
    }
  }
}

}  // namespace pressrun::app
