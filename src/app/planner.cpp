#include "pressrun/app/planner.hpp"

#include "pressrun/app/preflight.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t jobs_at_once = 512;

}  // namespace

std::vector<DesignReading> readings_of(const WorkspaceSnapshot& workspace, WallTime at) {
  std::vector<DesignReading> readings;
  for (const auto& [id, design] : workspace.designs) readings.push_back(reading_of(design, at));
  return readings;
}

void refuse_empty_selection(const Selection& selection, std::size_t selected) {
  if (selected > 0 || selection.everything()) return;
  std::string asked;
  for (const std::string& expression : selection.select) asked += " --select '" + printable(expression) + "'";
  for (const std::string& expression : selection.exclude)
    asked += " --exclude '" + printable(expression) + "'";
  if (selection.sample) asked += " --sample " + selection.sample->text();
  throw Declined(Reason::nothing_selected, "no job matches" + asked + "; nothing was submitted");
}

Planner::Planner(std::unique_ptr<JournalReader> journal, const JobChoice& choice,
                 const WorkspaceSnapshot& workspace, PlanBasis basis, PlannedPurchases& purchases, Seen seen)
    : choice_(choice),
      basis_(basis),
      purchases_(purchases),
      seen_(std::move(seen)),
      journal_(std::move(journal)),
      has_aliases_(journal_ && journal_->has_aliases()),
      ordered_since_(journal_ && choice.force ? journal_->ordered_since(basis.campaign) : std::nullopt),
      readings_(readings_of(workspace, basis.now)) {
  batch_.reserve(jobs_at_once);
}

void Planner::take(Job&& job, ManifestJobs& source) {
  aliases_.push_back(has_aliases_ ? source.aliases() : std::vector<ContentDigest>{});
  batch_.push_back(std::move(job));
  if (batch_.size() == jobs_at_once) decide_all();
}

void Planner::finish() { decide_all(); }

const DesignState* Planner::design(const DesignId& id) const {
  const auto found = designs_.find(id);
  return found == designs_.end() || found->second.id.empty() ? nullptr : &found->second;
}

/// Of the designs that have not been met: what the account's reads have shown, and the present one.
void Planner::learn_designs() {
  std::vector<DesignId> unmet;
  for (const Job& job : batch_) {
    if (designs_.emplace(job.design_id, DesignState{}).second) unmet.push_back(job.design_id);
  }
  if (unmet.empty()) return;
  if (journal_) {
    for (DesignState& state : journal_->designs(basis_.account, unmet)) {
      DesignId id = state.id;
      designs_.insert_or_assign(std::move(id), std::move(state));
    }
  }
  for (const DesignReading& reading : readings_) {
    if (std::ranges::find(unmet, reading.id) == unmet.end()) continue;
    DesignState& state = designs_[reading.id];
    state = apply(std::move(state), reading);
  }
}

bool Planner::is_within_limit(const Job& job, const PlanDecision& decision) {
  const bool submits = !decision.buys.empty() || decision.needs_design;
  if (!submits || limit_ == nullptr || !limit_->left) return true;
  if (!limit_->take()) return false;
  if (!thinning_->submitted) thinning_->submitted.emplace();
  thinning_->submitted->insert(job.key.text);
  return true;
}

/// Of the batch: what those that have changed asked for. Empty where it is not asked about.
std::vector<std::string> Planner::asked_before(const std::vector<Registered>& known) {
  std::vector<std::string> before(batch_.size());
  if (!compares_ || !journal_) return before;
  std::vector<std::size_t> changed;
  std::vector<JobKey> keys;
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    if (!known[i].changed) continue;
    changed.push_back(i);
    keys.push_back(batch_[i].key);
  }
  if (keys.empty()) return before;
  std::vector<std::string> texts = journal_->asked_for(basis_.campaign, keys);
  for (std::size_t i = 0; i < changed.size(); ++i) before[changed[i]] = std::move(texts[i]);
  return before;
}

void Planner::decide_all() {
  learn_designs();
  std::vector<Registered> known(batch_.size());
  if (journal_ && !batch_.empty()) {
    std::vector<JobQuery> queries;
    queries.reserve(batch_.size());
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      const Job& job = batch_[i];
      const auto content = ContentDigest::parse(job.content).value_or(ContentDigest{});
      queries.push_back({job.key, content, formats_of(job), job.keep_outdated, std::move(aliases_[i])});
    }
    known = journal_->look_up(basis_.account, basis_.campaign, queries);
  }
  std::vector<std::string> texts_before = asked_before(known);
  PlanOptions options;
  options.now = basis_.now;
  options.force = choice_.force;
  options.selection = &choice_.selection;
  options.ordered_since = ordered_since_;
  options.retry_failed = choice_.selection.asks_for_failed();
  options.resubmit_in_doubt = choice_.resubmit_in_doubt;
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    const Job& job = batch_[i];
    const Registered& before = known.at(i);
    const DesignState* state = design(job.design_id);
    if (!choice_.selection.takes(job.key, status_of(job, before.record, state, basis_.now))) continue;
    if (thinning_ != nullptr && !thinning_->draws(job.key.text)) continue;
    ++selected_;
    PlanDecision decision = decide(job, before.record, before.is_new, before.changed, state, options);
    if (!is_within_limit(job, decision)) continue;
    decision.before = std::move(texts_before[i]);
    purchases_.join(decision, job, basis_.account);
    seen_(job, decision);
  }
  batch_.clear();
  aliases_.clear();
}

}  // namespace pressrun::app
