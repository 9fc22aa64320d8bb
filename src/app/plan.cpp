#include "pressrun/app/plan.hpp"

#include "app/registration.hpp"
#include "app/review_orders.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::app {
namespace {

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

Circumstances circumstances(const Job& job, const DesignState* design, WallTime now) {
  Circumstances in;
  in.now = now;
  in.design = design;
  in.keep_outdated = job.keep_outdated;
  return in;
}

/// The record as it would be once the user's words are in it.
ContentRecord with_decisions(ContentRecord record, const Job& job, const Circumstances& in,
                             const PlanOptions& options) {
  if (options.retry_failed) record = apply(std::move(record), UserWord{options.now});
  if (options.resubmit_in_doubt) {
    for (const GenerationRequest& request : ContentRecord{record}.requests) {
      if (is_doubtful(state_of(request)) && may_resubmit_unattended(record, request))
        record = apply(std::move(record),
                       RequestDecided{request.number, Decision::resubmitted_unattended, options.now});
    }
  }
  if (options.force) {
    Formats ordered = to_order(record, formats_of(job), in, options.ordered_since);
    if (options.selection != nullptr)
      ordered = reviewed_formats(*options.selection, job.key, record, std::move(ordered));
    if (!ordered.empty()) record = apply(std::move(record), Ordered{{ordered, 0, options.now}});
  }
  return record;
}

/// What the renditions of a job come to.
struct Standings {
  bool in_doubt = false;
  bool open = false;
  bool there = false;  ///< some are
  bool failed = false;
  bool dropped = false;
  Formats waits;
  std::optional<WallTime> not_before;
};

Standings standings(const ContentRecord& record, const Job& job, const Circumstances& in) {
  Standings seen;
  for (const std::string& format : renditions_of(record, formats_of(job), in.design)) {
    const RenditionView v = look(record, format, in);
    seen.in_doubt = seen.in_doubt || v.standing == Standing::in_doubt;
    seen.open = seen.open || v.standing == Standing::open;
    seen.there = seen.there || v.asset != nullptr;
    seen.failed = seen.failed || v.standing == Standing::failed || v.standing == Standing::rejected ||
                  v.standing == Standing::missing;
    seen.dropped = seen.dropped || v.standing == Standing::dropped;
    if (!v.buy && v.not_before) {
      seen.waits.push_back(format);
      seen.not_before = std::min(seen.not_before.value_or(*v.not_before), *v.not_before);
    }
  }
  return seen;
}

PlanReason reason_of(Cause cause, bool is_new_job, bool has_changed, bool some_there) {
  switch (cause) {
    case Cause::is_new:
      return has_changed || (!is_new_job && some_there) ? PlanReason::changed : PlanReason::is_new;
    case Cause::outdated:
      return PlanReason::outdated;
    case Cause::failed_before:
    case Cause::rejected_before:
      return PlanReason::failed_before;
    case Cause::missing_before:
      return PlanReason::missing;
    case Cause::resubmitted:
      return PlanReason::resubmitted;
    case Cause::forced:
      return PlanReason::forced;
  }
  return PlanReason::is_new;
}

PlanReason reason_to_keep(const Standings& seen) {
  if (seen.open) return PlanReason::rendering;
  if (!seen.waits.empty()) return PlanReason::held;
  if (seen.failed) return PlanReason::given_up;
  return seen.dropped ? PlanReason::dropped : PlanReason::unchanged;
}

std::uint64_t front_of(const ContentDigest& digest) { return std::hash<ContentDigest>{}(digest); }

}  // namespace

std::string_view to_string(PlanReason reason) {
  constexpr std::array<std::string_view, 13> names{
      "new",       "changed",   "outdated", "failed_before", "missing",  "resubmitted", "forced",
      "rendering", "unchanged", "in_doubt", "held",          "given_up", "dropped"};
  return names.at(static_cast<std::size_t>(reason));
}

PlanDecision decide(const Job& job, const ContentRecord& record, bool is_new_job, bool has_changed,
                    const DesignState* design, const PlanOptions& options) {
  const Circumstances in = circumstances(job, design, options.now);
  const ContentRecord decided = with_decisions(record, job, in, options);
  const ToBuy buys = to_buy(decided, formats_of(job), in);
  const Standings seen = standings(decided, job, in);
  PlanDecision made;
  made.buys = buys.formats;
  made.is_other_content = has_changed;
  made.needs_design = buys.needs_design;
  made.waits = seen.waits;
  made.not_before = seen.not_before.value_or(WallTime{});
  if (seen.in_doubt) {
    made.reason = PlanReason::in_doubt;
  } else if (!buys.formats.empty()) {
    made.reason = reason_of(buys.cause, is_new_job, has_changed, seen.there);
  } else {
    made.reason = reason_to_keep(seen);
  }
  return made;
}

JobStatus status_of(const Job& job, const ContentRecord& record, const DesignState* design, WallTime now) {
  return view(record, formats_of(job), circumstances(job, design, now));
}

std::uint64_t renditions(const Job& job, const Formats& formats) {
  return has(formats, all_formats) ? static_cast<std::uint64_t>(job.assets_expected) : formats.size();
}

std::uint64_t credits(const Job& job, const Formats& formats) {
  return static_cast<std::uint64_t>(job.credits_each) * renditions(job, formats);
}

std::uint32_t PlannedPurchases::number_of(const Formats& formats) {
  const auto [set, is_new] =
      format_numbers_.emplace(formats, static_cast<std::uint32_t>(format_sets_.size()));
  if (is_new) format_sets_.push_back(formats);
  return set->second;
}

std::uint32_t PlannedPurchases::number_of(const std::string& callback) {
  return callbacks_.emplace(callback, static_cast<std::uint32_t>(callbacks_.size())).first->second;
}

void PlannedPurchases::join(PlanDecision& decision, const Job& job, AccountNumber account) {
  decision.fresh = decision.buys;
  if (decision.buys.empty()) return;
  const auto digest = ContentDigest::parse(job.content).value_or(ContentDigest{});
  const std::uint64_t key = front_of(digest) + static_cast<std::uint64_t>(account);
  const auto [content, is_first] =
      contents_.emplace(key, Bought{number_of(decision.buys), number_of(job.callback_url)});
  decision.leads = is_first;
  if (is_first) return;
  Formats all = format_sets_[content->second.formats];
  // Where all formats are bought, or what they are is not known yet, nothing more can be told of single ones.
  const bool vague = has(all, all_formats) || has(decision.buys, all_formats);
  std::erase_if(decision.fresh, [&](const std::string& format) { return vague || has(all, format); });
  decision.other_call = content->second.callback != number_of(job.callback_url);
  if (has(decision.buys, all_formats) && !has(all, all_formats)) all.emplace_back(all_formats);
  all.insert(all.end(), decision.fresh.begin(), decision.fresh.end());
  content->second.formats = number_of(all);
}

}  // namespace pressrun::app
