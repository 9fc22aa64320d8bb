#include "pressrun/app/run_campaigns.hpp"

#include "app/review_orders.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/kept_designs.hpp"
#include "pressrun/app/learned_times.hpp"
#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t most_prices_named = 10;

std::string how_many(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void refuse_used(const std::optional<WallTime>& before) {
  if (!before) return;
  throw Declined(Reason::plan_carried_out,
                 "the plan was carried out at " + to_rfc3339(*before) +
                     ", and runs once; 'pressrun run MANIFEST' continues what it left");
}

}  // namespace

void PriceCheck::take(const Job& job, const PlanDecision& decision) {
  if (decision.fresh.empty()) return;
  if (decision.reason == PlanReason::forced) {
    ordered_ += renditions(job, decision.fresh);
    credits_ += credits(job, decision.fresh);
  }
  if (job.credits_exact) return;
  if (unknown_ < most_prices_named) names_ += (names_.empty() ? "" : ", ") + printable(job.key.text);
  ++unknown_;
}

void PriceCheck::refuse_unknown() const {
  if (unknown_ == 0) return;
  const std::string more =
      unknown_ > most_prices_named ? " and " + std::to_string(unknown_ - most_prices_named) + " more" : "";
  throw Declined(Reason::price_unknown,
                 "there is a limit of credits, and what these jobs cost is not known: " + names_ + more +
                     "; name their formats or leave out --no-preflight, or say what a rendition "
                     "costs with --assume-credits N; nothing was submitted");
}

void PriceCheck::ask_about_force(Person& person) const {
  if (ordered_ == 0) return;
  const std::string what =
      "--force buys " + how_many(ordered_, "rendition") + " anew, for " + how_many(credits_, "credit");
  require_yes(person, what + ". Go on?", what + ": confirm with --yes; nothing was submitted");
}

CampaignsRun::CampaignsRun(RunRequest request, FindingSet& findings, RunJournals::Ports ports)
    : request_(std::move(request)),
      findings_(findings),
      ports_(ports),
      journals_(request_.campaigns, request_.yes, request_.keep_going, ports),
      thinned_(request_.campaigns.size()),
      limit_{request_.choice.selection.limit} {
  for (const LoadedCampaign& one : request_.campaigns)
    jobs_.push_back(std::make_unique<ManifestJobs>(*one.manifest, ground_.workspace, request_.assumed_credits,
                                                   RowErrors{request_.skip_rows, request_.strict}));
}

std::vector<std::size_t> CampaignsRun::leave_out_refused() {
  std::vector<std::size_t> left_out;
  for (std::size_t i = request_.campaigns.size(); i-- > 0;) {
    if (request_.campaigns[i].refused.empty()) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    jobs_.erase(jobs_.begin() + at);
    thinned_.erase(thinned_.begin() + at);
    request_.terms.erase(request_.terms.begin() + at);
    request_.campaigns.erase(request_.campaigns.begin() + at);
    left_out.push_back(i);
  }
  if (!left_out.empty()) journals_.stay_with(request_.campaigns);
  return left_out;
}

void CampaignsRun::check_jobs(WallTime now, const std::function<void()>& between) {
  if (request_.plan != nullptr) compare_with_plan();
  std::map<std::filesystem::path, PlannedPurchases> purchases;
  for (std::size_t i = 0; i < request_.campaigns.size(); ++i) {
    findings_.begin_part();
    const bool all = request_.choice.selection.everything();
    if (all && !is_limited(request_.terms.at(i).limits) && !request_.choice.force && !comparison_) {
      jobs_[i]->check(
          findings_, [](Job&&) {}, between);
    } else {
      decide(i, purchases[request_.campaigns[i].place], now, between);
    }
    LoadedCampaign& one = request_.campaigns[i];
    const bool wrong = findings_.part_must_stop(request_.strict) || findings_.has_errors_in(one.named);
    if (request_.keep_going && wrong && one.refused.empty()) one.refused = has_mistakes;
  }
  if (comparison_ && !findings_.has_errors()) comparison_->end();
  if (!findings_.must_stop(request_.strict) && !comparison_)
    refuse_empty_selection(request_.choice.selection, selected_);
}

void CampaignsRun::decide(std::size_t index, PlannedPurchases& purchases, WallTime now,
                          const std::function<void()>& between) {
  const LoadedCampaign& one = request_.campaigns[index];
  PriceCheck& prices = is_limited(request_.terms.at(index).limits) ? limited_ : unlimited_;
  const DecideContext context{request_.choice, ground_.workspace, ports_.files, findings_};
  selected_ += decide_jobs(
      context, one, *jobs_[index], basis_of(one, ground_, now, ports_.files), purchases, thinned_[index],
      limit_,
      [&](const Job& job, const PlanDecision& decision) {
        if (comparison_) comparison_->job(job, decision);
        prices.take(job, decision);
      },
      between);
}

/// That all is as it was when the plan was made; its jobs are compared as they are checked.
void CampaignsRun::compare_with_plan() {
  if (request_.campaigns.empty()) return;
  const LoadedCampaign& one = request_.campaigns.front();
  refuse_used(ports_.files.plan_used(one.known_in, request_.plan->id));
  comparison_.emplace(*request_.plan, findings_);
  comparison_->files(request_.hash_of);
  comparison_->journal(one, ports_.files.mark(one.known_in));
  comparison_->account(ground_.accounts.at(one.place).account);
  comparison_->designs(ground_.workspace);
}

void CampaignsRun::ask() const {
  limited_.refuse_unknown();
  if (request_.yes) return;
  limited_.ask_about_force(ports_.person);
  unlimited_.ask_about_force(ports_.person);
  journals_.ask(ground_);
}

void CampaignsRun::hold_journals(WallTime now) {
  journals_.hold_all();
  if (request_.plan != nullptr)
    refuse_used(ports_.files.use_plan(request_.campaigns.front().journal, request_.plan->id, now));
  keep_answers(request_.campaigns, ground_.fresh, Holding::ours, ports_.files);
}

asio::awaitable<void> CampaignsRun::open_journals(std::string api_key) {
  return journals_.open(ground_, std::move(api_key));
}

/// A `--force` that was interrupted is gone on with, and says so: what it has bought is not bought again.
std::optional<WallTime> CampaignsRun::ordered_since(JournalReader& journal, const Campaign& campaign) const {
  for (const CampaignRecord& known : journal.campaigns()) {
    if (known.path != campaign.path || known.name != campaign.name) continue;
    const auto since = journal.ordered_since(known.number);
    if (since)
      ports_.person.note("--force goes on with what was ordered at " + to_rfc3339(*since) +
                         " and is not carried out yet: what was bought for it since is not bought again");
    return since;
  }
  return std::nullopt;
}

Campaign CampaignsRun::campaign_of(std::size_t index) {
  const LoadedCampaign& one = request_.campaigns[index];
  const RunTerms& terms = request_.terms.at(index);
  RunJournal& journal = journals_.of(one);
  Campaign campaign{one.manifest->name(), one.path, *jobs_[index], *journal.writer, journal.account};
  if (!request_.choice.selection.everything()) {
    campaign.selected = [this, index](const Job& job, JobStatus status) {
      return request_.choice.selection.takes(job.key, status) && thinned_[index].admits(job.key.text, true);
    };
  }
  if (request_.choice.force) {
    campaign.ordered = [this](const Job& job, const ContentRecord& record, Formats formats) {
      return reviewed_formats(request_.choice.selection, job.key, record, std::move(formats));
    };
  }
  campaign.refused = jobs_[index]->refused();
  // What stands there as failed is written anew by each run.
  if (campaign.refused.empty()) campaign.registration = jobs_[index]->enrollment();
  campaign.has_aliases = journal.reader->has_aliases();
  if (request_.choice.force) campaign.ordered_since = ordered_since(*journal.reader, campaign);
  campaign.limits = terms.limits;
  campaign.day_began = terms.day_began;
  campaign.month_began = terms.month_began;
  return campaign;
}

asio::awaitable<RunOutcome> CampaignsRun::perform(RunOptions options, Deps deps) {
  std::vector<Campaign> campaigns;
  for (std::size_t i = 0; i < request_.campaigns.size(); ++i) campaigns.push_back(campaign_of(i));
  options.designs = readings_of(ground_.workspace, ground_.at);
  options.calls_before = ground_.calls;
  for (const LoadedCampaign& one : request_.campaigns)
    options.render_memory.merge(learned_times(one, ports_.files));
  deps.rescue = [this](const Journal& journal, const std::vector<LedgerEntry>& entries) {
    return journals_.rescue(journal, entries);
  };
  return run(std::move(campaigns), std::move(options), std::move(deps));
}

RunReport CampaignsRun::conclude(const RunOutcome& outcome) {
  RunReport made;
  made.stops = outcome.stops;
  made.reason = outcome.reason;
  made.in_doubt = outcome.in_doubt > 0;
  made.some_failed = outcome.failed > 0;
  for (std::size_t i = 0; i < request_.campaigns.size(); ++i) {
    const EndedCampaign& ended = made.ended.emplace_back(look_at(i, outcome));
    made.is_unreadable = made.is_unreadable || !ended.unreadable.empty();
    if (!ended.is_told) continue;
    const Summary& s = ended.run.summary;
    made.some_failed = made.some_failed || !jobs_[i]->refused().empty();
    // One that was to be submitted again, and whose turn did not come, is in doubt as before.
    made.in_doubt = made.in_doubt || s.in_doubt + ended.seen.orphans.in_doubt > 0;
    made.some_failed =
        made.some_failed || (request_.choice.selection.everything() && s.failed + s.partial > 0);
  }
  return made;
}

EndedCampaign CampaignsRun::look_at(std::size_t index, const RunOutcome& outcome) {
  RunJournal& journal = journals_.of(request_.campaigns[index]);
  EndedCampaign made;
  made.run = outcome.runs.at(index);
  made.run.origin = journal.buyer.origin;
  made.run.workspace = journal.buyer.workspace;
  if (!outcome.registered.at(index)) return made;
  made.run.summary.credit_book.limit = lowest(request_.terms.at(index).limits);
  try {
    made.seen = overview(*journal.reader, made.run);
  } catch (const JournalError& error) {
    if (!journals_.read_what_was_saved(journal)) {
      // What stopped the run is nearer to the cause than what came of reading its journal again.
      made.unreadable = outcome.reason.starts_with("journal ") ? outcome.reason : error.what();
      return made;
    }
    made.seen = overview(*journal.reader, made.run);
  }
  made.run.summary = made.seen.summary;
  made.is_told = true;
  return made;
}

asio::awaitable<void> CampaignsRun::note_end(const RunReport& report, int exit_code) {
  try {
    for (std::size_t i = 0; i < request_.campaigns.size(); ++i) {
      std::vector<RunRecord> runs{report.ended.at(i).run};
      if (runs.front().number == 0) continue;
      runs.front().exit_code = exit_code;
      co_await journals_.of(request_.campaigns[i]).writer->end_runs(std::move(runs));
    }
  } catch (const JournalError&) {
    co_return;
  }
}

void CampaignsRun::close(const RunOutcome& outcome, WallTime now) {
  journals_.close();
  for (const LoadedCampaign& one : request_.campaigns)
    keep_learned_times(one, outcome.render_memory, now, ports_.files);
}

}  // namespace pressrun::app
