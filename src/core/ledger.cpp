// What follows from what was bought: how a rendition stands, and what is bought now.
#include "pressrun/core/ledger.hpp"

#include "core/ledger_history.hpp"

#include <algorithm>

namespace pressrun {
namespace {

Cause cause_after(Standing standing) {
  if (standing == Standing::missing) return Cause::missing_before;
  return standing == Standing::rejected ? Cause::rejected_before : Cause::failed_before;
}

void say_why_not_there(RenditionView& v, RequestState state, const Question& q) {
  const GenerationRequest& last = *v.request;
  if (state == RequestState::rejected) {
    v.standing = Standing::rejected;
    v.failure = &*last.rejected;
  } else if (state == RequestState::dropped) {
    v.standing = Standing::dropped;
  } else {
    v.failure = failure_of(last, q);
    v.standing = v.failure != nullptr ? Standing::failed : Standing::missing;
  }
}

/// How a rendition stands whose newest request came to an end without it.
void view_end(RenditionView& v, const History& h, const Question& q) {
  const GenerationRequest& last = *h.last;
  v.request = &last;
  const RequestState state = state_of(last);
  if (state == RequestState::resubmitted) {
    v.standing = Standing::absent;
    // Nobody has said that what came to nothing so often is to be tried again.
    if (last.decision == Decision::resubmitted || !is_given_up(h)) v.buy = Cause::resubmitted;
    return;
  }
  say_why_not_there(v, state, q);
  // What this run made of a design that was edited meanwhile is left to the next: a run has to end.
  const bool of_older_design = q.is_outdated(last) && !q.is_own(last);
  const bool asked_for = last.intended_at < q.record.retry_at && state != RequestState::dropped;
  if (of_older_design || asked_for) {
    v.buy = cause_after(v.standing);
  } else {
    try_again(v, h, q);
  }
}

RenditionView there(const GenerationRequest& request, const Asset* asset, Standing standing) {
  RenditionView v;
  v.request = &request;
  v.asset = asset;
  v.standing = asset->url.empty() && standing == Standing::delivered ? Standing::unaddressed : standing;
  return v;
}

}  // namespace

// ---- renditions

RenditionView look(const ContentRecord& record, std::string_view format, const Circumstances& in) {
  const Question q{record, format, in};
  const History h = history_of(q);
  const GenerationRequest* source = h.there != nullptr ? h.there : h.outdated;
  const Asset* asset = source != nullptr ? asset_of(*source, q) : nullptr;
  RenditionView v;
  v.tries = h.failed + h.missing;
  if (h.doubtful != nullptr || h.open != nullptr) {
    v.standing = h.doubtful != nullptr ? Standing::in_doubt : Standing::open;
    v.request = h.doubtful != nullptr ? h.doubtful : h.open;
    if (h.doubtful != nullptr && h.doubtful->doubt) v.failure = &*h.doubtful->doubt;
    v.asset = asset != nullptr ? asset : asset_of(*v.request, q);
    return v;
  }
  if (h.there != nullptr) {
    v = there(*h.there, asset, Standing::delivered);
  } else if (h.outdated != nullptr && h.last == h.outdated) {
    v = there(*h.outdated, asset, Standing::outdated);
    if (!q.is_own(*h.outdated)) v.buy = q.is_replaced(*h.outdated) ? Cause::is_new : Cause::outdated;
  } else if (h.last != nullptr) {
    view_end(v, h, q);
    v.asset = asset;
  } else {
    v.buy = Cause::is_new;
  }
  v.tries = h.failed + h.missing;
  if (is_ordered(record, format)) v.buy = Cause::forced;
  return v;
}

namespace {

bool is_refused(const GenerationRequest& request) { return state_of(request) == RequestState::refused; }

void add(Formats& to, std::string_view name) {
  if (!name.empty() && !has(to, name)) to.emplace_back(name);
}

/// All that the content's requests tell of the formats that the design has.
Formats formats_seen(const ContentRecord& record) {
  Formats all;
  for (const GenerationRequest& request : record.requests) {
    if (is_refused(request)) continue;
    for (const std::string& name : request.formats) {
      if (name != all_formats || !request.final) add(all, name);
    }
    for (const Asset& asset : request.assets) add(all, asset.format);
    for (const Failure& failure : request.failures) add(all, failure.format);
  }
  if (all.empty()) add(all, all_formats);
  return all;
}

bool wants_all(const Formats& wanted) { return wanted.empty() || has(wanted, all_formats); }

/// Whether all formats were asked for at once, so that the ones that are seen are all there are.
bool were_asked_for_at_once(const ContentRecord& record) {
  return std::ranges::any_of(record.requests, [](const GenerationRequest& request) {
    return asks_for_all(request) && !is_refused(request);
  });
}

/// Where the design has to say which formats there are before anything can be bought, or be called complete.
bool depends_on_design(const ContentRecord& record, const Formats& wanted, const DesignState* design) {
  return wants_all(wanted) && !knows_formats(design) &&
         std::ranges::any_of(record.requests, [](const auto& request) { return !is_refused(request); });
}

}  // namespace

Formats renditions_of(const ContentRecord& record, const Formats& wanted, const DesignState* design) {
  Formats all;
  if (!wants_all(wanted)) {
    for (const std::string& format : wanted) add(all, format);
    return all;
  }
  if (!knows_formats(design)) return formats_seen(record);
  for (const DesignFormat& format : design->formats) add(all, format.name);
  return all;
}

JobStatus view(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  std::size_t delivered = 0;
  std::size_t dropped = 0;
  bool open = false;
  bool submitting = false;
  bool to_come = depends_on_design(record, wanted, in.design) && !were_asked_for_at_once(record);
  const Formats formats = renditions_of(record, wanted, in.design);
  for (const std::string& format : formats) {
    const RenditionView v = look(record, format, in);
    if (v.standing == Standing::in_doubt) return JobStatus::in_doubt;
    open = open || v.standing == Standing::open;
    submitting =
        submitting || (v.standing == Standing::open && state_of(*v.request) == RequestState::submitting);
    const bool is_there = v.standing == Standing::delivered || (v.standing == Standing::outdated && !v.buy);
    delivered += is_there ? 1U : 0U;
    dropped += v.standing == Standing::dropped ? 1U : 0U;
    to_come = to_come || v.buy == Cause::is_new || v.buy == Cause::outdated || v.buy == Cause::forced ||
              v.buy == Cause::resubmitted;
  }
  if (open) return submitting ? JobStatus::submitting : JobStatus::rendering;
  if (to_come) return JobStatus::planned;
  if (delivered == formats.size()) return JobStatus::succeeded;
  if (delivered > 0) return JobStatus::partial;
  return dropped == formats.size() ? JobStatus::dropped : JobStatus::failed;
}

ToBuy to_buy(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  ToBuy answer;
  // Beside anything that was bought by name, "all formats" would buy it again.
  if (depends_on_design(record, wanted, in.design)) {
    const bool open = std::ranges::any_of(record.requests, [](const GenerationRequest& request) {
      const RequestState state = state_of(request);
      return is_open(state) || is_doubtful(state);
    });
    answer.needs_design = !open && view(record, wanted, in) != JobStatus::succeeded;
    return answer;
  }
  for (const std::string& format : renditions_of(record, wanted, in.design)) {
    const RenditionView v = look(record, format, in);
    const bool narrowed = v.standing == Standing::rejected && v.request->rejected->id == format_not_found;
    answer.needs_design =
        answer.needs_design || (narrowed && v.request->formats.size() > 1 && !knows_formats(in.design));
    if (!v.buy) continue;
    if (answer.formats.empty()) answer.cause = *v.buy;
    answer.formats.push_back(format);
  }
  return answer;
}

std::optional<WallTime> pending_order(const ContentRecord& record, CampaignNumber campaign,
                                      const Circumstances& in) {
  std::optional<WallTime> first;
  for (const Order& order : record.orders) {
    const bool waits =
        order.campaign == campaign && std::ranges::any_of(order.formats, [&](const std::string& format) {
          return look(record, format, in).buy == Cause::forced;
        });
    if (waits) first = std::min(first.value_or(order.at), order.at);
  }
  return first;
}

Formats to_order(const ContentRecord& record, const Formats& wanted, const Circumstances& in,
                 std::optional<WallTime> since) {
  const auto bought_since = [&](const std::string& format) {
    return since && std::ranges::any_of(record.requests, [&](const GenerationRequest& request) {
             return request.ordered && request.intended_at >= *since && !is_refused(request) &&
                    (has(request.formats, format) || asks_for_all(request));
           });
  };
  Formats formats = renditions_of(record, wanted, in.design);
  std::erase_if(formats, [&](const std::string& format) {
    const RenditionView v = look(record, format, in);
    return v.standing == Standing::open || v.buy || is_ordered(record, format) || bought_since(format);
  });
  return formats;
}

bool may_resubmit_unattended(const ContentRecord& record, const GenerationRequest& doubtful) {
  return std::ranges::none_of(record.requests, [&](const GenerationRequest& other) {
    return other.decision == Decision::resubmitted_unattended && share_a_format(other, doubtful);
  });
}

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::is_new:
      return "new";
    case Cause::outdated:
      return "outdated";
    case Cause::failed_before:
      return "failed before";
    case Cause::missing_before:
      return "missing before";
    case Cause::rejected_before:
      return "rejected before";
    case Cause::resubmitted:
      return "resubmitted";
    case Cause::forced:
      return "forced";
  }
  return "new";
}

}  // namespace pressrun
