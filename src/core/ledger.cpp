#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pressrun {
namespace {

constexpr int most_tries = 9;           // then it is given up until somebody says otherwise
constexpr int most_tries_in_a_run = 3;  // the first, and two for causes that pass at once
constexpr int most_missing = 2;         // paid for twice and not there: a third would not come either
constexpr std::string_view format_not_found = "format_not_found";

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

const DesignFormat* find_format(const DesignState* design, std::string_view name) {
  if (design == nullptr) return nullptr;
  const auto found = std::ranges::find(design->formats, name, &DesignFormat::name);
  return found == design->formats.end() ? nullptr : &*found;
}

bool knows_formats(const DesignState* design) { return design != nullptr && !design->formats.empty(); }

WallTime changed_at(std::string_view format, const Circumstances& in) {
  const DesignFormat* known = find_format(in.design, format);
  return known != nullptr ? known->changed_at : WallTime{};
}

// ---- one request and one rendition

template <class Item>
const Item* named(const std::vector<Item>& items, std::string_view format) {
  const auto found = std::ranges::find(items, format, &Item::format);
  return found == items.end() ? nullptr : &*found;
}

bool asks_for_all(const GenerationRequest& request) { return has(request.formats, all_formats); }

/// What of a concluded request stands for a rendition. A banner that names no format covers all that a
/// request for all formats may have brought, until the design is read and the rest can be told.
const Asset* asset_of(const GenerationRequest& request, std::string_view format, const DesignState* design) {
  if (const Asset* own = named(request.assets, format)) return own;
  return asks_for_all(request) && !knows_formats(design) ? named(request.assets, "") : nullptr;
}

bool touches(const GenerationRequest& request, std::string_view format, const Circumstances& in) {
  if (has(request.formats, format) || named(request.assets, format) != nullptr) return true;
  if (!asks_for_all(request)) return format == all_formats;
  // A format that the design got later was no part of "all formats".
  return !request.final || format == all_formats || request.as_of >= changed_at(format, in);
}

// ---- the history of one rendition

/// What became of a rendition over all requests, oldest first.
struct History {
  const GenerationRequest* open = nullptr;
  const GenerationRequest* doubtful = nullptr;
  const GenerationRequest* there = nullptr;     // the newest that delivered it as the design is now
  const GenerationRequest* outdated = nullptr;  // likewise, as the design was before
  const GenerationRequest* last = nullptr;      // the newest that ended, whatever its end
  int failed = 0;                               // tries that count
  int failed_in_run = 0;
  int missing = 0;
  std::set<RunNumber> runs;  // that failed
};

/// Tries from before the user's last word, or the design's last edit, do not count.
bool counts(const GenerationRequest& request, std::string_view format, const ContentRecord& record,
            const Circumstances& in) {
  return request.intended_at > record.word_at && request.as_of >= changed_at(format, in);
}

void count_try(History& h, const GenerationRequest& request, std::string_view format,
               const Circumstances& in) {
  if (named(request.failures, format) == nullptr) {
    ++h.missing;
    return;
  }
  ++h.failed;
  h.runs.insert(request.run);
  if (in.first_run != 0 && request.run >= in.first_run) ++h.failed_in_run;
}

void take_end(History& h, const GenerationRequest& request, std::string_view format,
              const ContentRecord& record, const Circumstances& in) {
  h.last = &request;
  if (!request.final) return;
  if (asset_of(request, format, in.design) != nullptr) {
    const bool outdated = request.as_of < changed_at(format, in) && !in.keep_outdated;
    (outdated ? h.outdated : h.there) = &request;
  } else if (counts(request, format, record, in)) {
    count_try(h, request, format, in);
  }
}

History history_of(const ContentRecord& record, std::string_view format, const Circumstances& in) {
  History h;
  for (const GenerationRequest& request : record.requests) {
    if (!touches(request, format, in)) continue;
    const RequestState state = state_of(request);
    if (is_open(state)) h.open = &request;
    if (is_doubtful(state)) h.doubtful = &request;
    if (!is_open(state) && !is_doubtful(state) && state != RequestState::refused)
      take_end(h, request, format, record, in);
  }
  return h;
}

/// An order is open until a request made for it has come to an end.
bool is_ordered(const ContentRecord& record, std::string_view format) {
  return std::ranges::any_of(record.orders, [&](const Order& order) {
    if (!has(order.formats, format)) return false;
    return std::ranges::none_of(record.requests, [&](const GenerationRequest& request) {
      const RequestState state = state_of(request);
      const bool ended = state == RequestState::concluded || state == RequestState::rejected ||
                         state == RequestState::dropped;
      return request.ordered && request.intended_at >= order.at && ended && has(request.formats, format);
    });
  });
}

// ---- what is tried again

/// The next run tries at once, then 1, 2, 4 and 8 nights pass. A night that begins some hours early is one
/// all the same.
std::optional<WallTime> next_night(const History& h) {
  using std::chrono::hours;
  constexpr std::array nights{0, 0, 1, 2, 4, 8};
  const std::size_t runs = std::min(h.runs.size(), nights.size() - 1);
  const WallTime ended = h.last->ended_at.value_or(h.last->intended_at);
  return nights[runs] == 0 ? ended : ended + hours{24 * nights[runs] - 6};
}

void try_failed_again(RenditionView& v, const History& h, const Circumstances& in) {
  if (v.failure->recovery == Recovery::never || h.failed >= most_tries) return;
  const bool own = in.first_run != 0 && h.last->run >= in.first_run;
  if (own) {
    if (v.failure->recovery == Recovery::soon && h.failed_in_run < most_tries_in_a_run)
      v.buy = Cause::failed_before;
    return;
  }
  const auto at = next_night(h);
  if (*at <= in.now) {
    v.buy = Cause::failed_before;
  } else {
    v.not_before = at;
  }
}

void try_missing_again(RenditionView& v, const History& h, const Circumstances& in) {
  const bool own = in.first_run != 0 && h.last->run >= in.first_run;
  if (!own && h.missing < most_missing) v.buy = Cause::missing_before;
}

/// One wrong format rejects a whole request. Once the design tells which it was, the others are asked for
/// again, once.
bool was_not_to_blame(const GenerationRequest& rejected, std::string_view format, const DesignState* design) {
  if (rejected.rejected->id != format_not_found || !knows_formats(design) ||
      find_format(design, format) == nullptr)
    return false;
  return std::ranges::any_of(rejected.formats,
                             [&](const std::string& other) { return find_format(design, other) == nullptr; });
}

void try_rejected_again(RenditionView& v, const GenerationRequest& rejected, std::string_view format,
                        const Circumstances& in) {
  const bool other_api = in.design != nullptr && !in.design->api_version.empty() &&
                         !rejected.api_version.empty() && in.design->api_version > rejected.api_version;
  if (other_api || was_not_to_blame(rejected, format, in.design)) v.buy = Cause::rejected_before;
}

/// How a rendition stands whose newest request came to an end without it.
void view_end(RenditionView& v, const History& h, std::string_view format, const ContentRecord& record,
              const Circumstances& in) {
  const GenerationRequest& last = *h.last;
  v.request = &last;
  const RequestState state = state_of(last);
  if (state == RequestState::resubmitted) {
    v.standing = Standing::absent;
    v.buy = Cause::resubmitted;
    return;
  }
  if (state == RequestState::rejected) {
    v.standing = Standing::rejected;
    v.failure = &*last.rejected;
  } else if (state == RequestState::dropped) {
    v.standing = Standing::dropped;
  } else {
    v.failure = named(last.failures, format);
    v.standing = v.failure != nullptr ? Standing::failed : Standing::missing;
  }
  if (last.as_of < changed_at(format, in)) {
    v.buy = v.standing == Standing::missing ? Cause::missing_before
                                            : Cause::failed_before;  // of a design that is gone
  } else if (last.intended_at <= record.retry_at && state != RequestState::dropped) {
    v.buy = v.standing == Standing::rejected ? Cause::rejected_before : Cause::failed_before;
  } else if (v.standing == Standing::rejected) {
    try_rejected_again(v, last, format, in);
  } else if (v.standing == Standing::missing) {
    try_missing_again(v, h, in);
  } else if (v.standing == Standing::failed) {
    try_failed_again(v, h, in);
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
  const History h = history_of(record, format, in);
  const GenerationRequest* source = h.there != nullptr ? h.there : h.outdated;
  const Asset* asset = source != nullptr ? asset_of(*source, format, in.design) : nullptr;
  RenditionView v;
  v.tries = h.failed + h.missing;
  if (h.doubtful != nullptr || h.open != nullptr) {
    v.standing = h.doubtful != nullptr ? Standing::in_doubt : Standing::open;
    v.request = h.doubtful != nullptr ? h.doubtful : h.open;
    if (h.doubtful != nullptr) v.failure = &*h.doubtful->doubt;
    v.asset = asset;
    return v;
  }
  // An order that failed is the newest word on what is there; any other request was made because nothing was.
  const bool order_failed = h.last != nullptr && h.last->ordered && h.last != h.there && h.last != h.outdated;
  if (h.there != nullptr && !order_failed) {
    v = there(*h.there, asset, Standing::delivered);
  } else if (h.outdated != nullptr && h.last == h.outdated) {
    v = there(*h.outdated, asset, Standing::outdated);
    v.buy = Cause::outdated;
  } else if (h.last != nullptr) {
    view_end(v, h, format, record, in);
    v.asset = asset;
  } else {
    v.buy = Cause::is_new;
  }
  if (is_ordered(record, format)) v.buy = Cause::forced;
  return v;
}

Formats renditions_of(const ContentRecord& record, const Formats& wanted, const DesignState* design) {
  if (!wanted.empty() && !has(wanted, all_formats)) return wanted;
  Formats all;
  const auto add = [&](std::string_view name) {
    if (!name.empty() && name != all_formats && !has(all, name)) all.emplace_back(name);
  };
  if (knows_formats(design)) {
    for (const DesignFormat& format : design->formats) add(format.name);
    return all;
  }
  for (const GenerationRequest& request : record.requests) {
    if (state_of(request) != RequestState::concluded) return {std::string{all_formats}};
    for (const std::string& name : request.formats) add(name);
    for (const Asset& asset : request.assets) add(asset.format);
    for (const Failure& failure : request.failures) add(failure.format);
  }
  if (all.empty()) all.emplace_back(all_formats);
  return all;
}

JobStatus view(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  std::size_t delivered = 0;
  std::size_t dropped = 0;
  bool open = false;
  bool submitting = false;
  bool to_come = false;
  const Formats formats = renditions_of(record, wanted, in.design);
  for (const std::string& format : formats) {
    const RenditionView v = look(record, format, in);
    if (v.standing == Standing::in_doubt) return JobStatus::in_doubt;
    open = open || v.standing == Standing::open;
    submitting =
        submitting || (v.standing == Standing::open && state_of(*v.request) == RequestState::submitting);
    delivered += v.standing == Standing::delivered ? 1U : 0U;
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
  const bool asks_all = (wanted.empty() || has(wanted, all_formats)) && !knows_formats(in.design);
  const bool held_something = std::ranges::any_of(record.requests, [](const GenerationRequest& request) {
    return state_of(request) != RequestState::refused;
  });
  if (asks_all && held_something) {
    const bool open = std::ranges::any_of(record.requests, [](const GenerationRequest& request) {
      const RequestState state = state_of(request);
      return is_open(state) || is_doubtful(state);
    });
    answer.needs_design = !open;
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

Formats to_order(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  Formats formats = renditions_of(record, wanted, in.design);
  std::erase_if(formats, [&](const std::string& format) {
    const RenditionView v = look(record, format, in);
    return v.standing == Standing::open || (v.buy && v.standing != Standing::in_doubt) ||
           is_ordered(record, format);
  });
  return formats;
}

bool may_resubmit_unattended(const ContentRecord& record, const GenerationRequest& doubtful) {
  return std::ranges::none_of(record.requests, [&](const GenerationRequest& other) {
    if (other.decision != Decision::resubmitted_unattended) return false;
    return asks_for_all(other) || asks_for_all(doubtful) ||
           std::ranges::any_of(other.formats,
                               [&](const std::string& format) { return has(doubtful.formats, format); });
  });
}

Grant grant(const ContentRecord& record, const Formats& wanted, const Circumstances& in, int credits_each,
            const CreditLimits& limits, const CreditsReserved& reserved) {
  ToBuy buys = to_buy(record, wanted, in);
  Grant answer{std::move(buys.formats), buys.cause, nullptr, buys.needs_design};
  const auto cost = static_cast<std::uint64_t>(credits_each) * answer.formats.size();
  const auto exceeds = [&](const std::optional<std::uint64_t>& limit, std::uint64_t before) {
    return cost > 0 && limit && before + cost > *limit;
  };
  if (exceeds(limits.run, reserved.run)) answer.over = "run";
  if (exceeds(limits.day, reserved.day)) answer.over = "day";
  if (exceeds(limits.month, reserved.month)) answer.over = "month";
  if (answer.over != nullptr) answer.formats.clear();
  return answer;
}

Credits credits_of(const GenerationRequest& request) {
  const auto each = static_cast<std::uint64_t>(request.credits_each);
  const std::uint64_t asked = request.formats.size();
  switch (state_of(request)) {
    case RequestState::submitting:
    case RequestState::rendering:
      return {0, each * asked, 0};
    case RequestState::in_doubt:
    case RequestState::gone:
    case RequestState::dropped:
    case RequestState::resubmitted:
      return {0, 0, each * asked};
    case RequestState::refused:
    case RequestState::rejected:
      return {};
    case RequestState::concluded:
      break;
  }
  const auto failed =
      static_cast<std::uint64_t>(std::ranges::count_if(request.failures, [&](const Failure& failure) {
        return asks_for_all(request) || has(request.formats, failure.format);
      }));
  const std::uint64_t came = request.assets.size();
  if (asks_for_all(request)) return {each * came, 0, 0};
  return {each * std::max(came, asked - std::min(asked, failed)), 0, 0};
}

std::vector<std::string> contradictions(const ContentRecord& record, const DesignState* design) {
  std::vector<std::string> found;
  Circumstances in;
  in.design = design;
  for (std::size_t later = 1; later < record.requests.size(); ++later) {
    const GenerationRequest& second = record.requests[later];
    if (state_of(second) == RequestState::refused) continue;
    for (std::size_t i = 0; i < later; ++i) {
      const GenerationRequest& first = record.requests[i];
      // One that was taken for lost or refused when the second was made may have got its id later.
      if (first.decision != Decision::none || first.refused || first.rejected) continue;
      const RequestState state = state_of(first);
      for (const std::string& format : second.formats) {
        if (!touches(first, format, in)) continue;
        const bool waits = is_open(state) || is_doubtful(state);
        const bool was_there = first.final && asset_of(first, format, design) != nullptr && !second.ordered &&
                               first.ended_at <= second.intended_at && first.as_of >= changed_at(format, in);
        if (waits || was_there)
          found.push_back("request " + std::to_string(second.number) + " buys '" + format +
                          "', which request " + std::to_string(first.number) +
                          (waits ? " still may bring" : " brought"));
      }
    }
  }
  return found;
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
