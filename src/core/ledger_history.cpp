#include "core/ledger_history.hpp"

#include <algorithm>

namespace pressrun {
namespace {

template <class Item>
const Item* named(const std::vector<Item>& items, std::string_view format) {
  const auto found = std::ranges::find(items, format, &Item::format);
  return found == items.end() ? nullptr : &*found;
}

bool is_of(const Asset& asset, const DesignId& design) {
  if (asset.template_id.empty() || asset.template_id == design.text) return true;
  return std::ranges::equal(asset.template_id, design.text, [](char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c + 0; };
    return lower(a) == lower(b);
  });
}

/// Of several for one format the first that can be fetched.
const Asset* best(const std::vector<Asset>& assets, std::string_view format, const DesignId& design) {
  const Asset* found = nullptr;
  for (const Asset& asset : assets) {
    if (asset.format != format || !is_of(asset, design)) continue;
    if (found == nullptr || (found->url.empty() && !asset.url.empty())) found = &asset;
  }
  return found;
}

/// What a request for all formats left without a name is the rendition's that alone is left over.
bool is_left_over(const GenerationRequest& request, const Question& q) {
  if (!asks_for_all(request) || !knows_formats(q.in.design)) return false;
  const DesignFormat* left = nullptr;
  for (const DesignFormat& format : q.in.design->formats) {
    const Question other{q.record, format.name, q.in};
    if (other.is_outdated(request) || best(request.assets, format.name, q.record.design) != nullptr ||
        named(request.failures, format.name) != nullptr)
      continue;
    if (left != nullptr) return false;
    left = &format;
  }
  return left != nullptr && left->name == q.format;
}

/// Of the formats asked for by name that nothing names, and of the files that name none: where there are as
/// many files, each left over is one of them, though nobody can say which. It is paid for, and not bought
/// again.
const Asset* one_of_the_nameless(const GenerationRequest& request, const Question& q) {
  if (asks_for_all(request) || !has(request.formats, q.format)) return nullptr;
  std::vector<const Asset*> unnamed;
  for (const Asset& asset : request.assets) {
    if (asset.format.empty() && is_of(asset, q.record.design)) unnamed.push_back(&asset);
  }
  const Asset* found = nullptr;
  std::size_t left = 0;
  for (const std::string& format : request.formats) {
    if (best(request.assets, format, q.record.design) != nullptr ||
        named(request.failures, format) != nullptr)
      continue;
    if (format == q.format && left < unnamed.size()) found = unnamed[left];
    ++left;
  }
  return left <= unnamed.size() ? found : nullptr;
}

const Failure* nameless_error(const GenerationRequest& request) {
  const auto found = std::ranges::find_if(
      request.failures, [](const Failure& f) { return f.format.empty() && f.id != warning_id; });
  return found == request.failures.end() ? nullptr : &*found;
}

bool names(const Order& order, std::string_view format) {
  return has(order.formats, format) || has(order.formats, all_formats);
}

/// By an answer of the API.
bool has_ended(const GenerationRequest& request) {
  const RequestState state = state_of(request);
  return state == RequestState::concluded || state == RequestState::rejected;
}

void count_try(History& h, const GenerationRequest& request, const Question& q) {
  if (request.intended_at < q.word_at()) return;
  const bool counts = !q.is_outdated(request);
  if (request.rejected && !request.final) {
    h.rejected += counts ? 1 : 0;
  } else if (request.final && failure_of(request, q) == nullptr) {
    h.missing += counts ? 1 : 0;
  } else if (request.final) {
    h.failed_in_run += q.is_own(request) ? 1 : 0;
    if (!counts) return;
    ++h.failed;
    h.runs.insert(request.run);
  }
}

/// When a request was made, or a person gave it up or wanted it once more.
WallTime spoken_at(const GenerationRequest& request) {
  const RequestState state = state_of(request);
  const bool by_a_person = state == RequestState::dropped ||
                           (state == RequestState::resubmitted && request.decision == Decision::resubmitted);
  return by_a_person ? request.decided_at.value_or(request.intended_at) : request.intended_at;
}

/// Of several ends that says how the rendition stands which shows the design as it is, and of those the
/// newest.
bool outweighs(const GenerationRequest& one, const GenerationRequest& other, const Question& q) {
  if (q.is_outdated(one) != q.is_outdated(other)) return q.is_outdated(other);
  return spoken_at(one) >= spoken_at(other);
}

void take_end(History& h, const GenerationRequest& request, const Question& q) {
  // A word on a request is none on what it showed beyond what was asked for.
  if (!request.final && !has(request.formats, q.format) && !asks_for_all(request)) return;
  if (h.last == nullptr || outweighs(request, *h.last, q)) h.last = &request;
  if (request.final && asset_of(request, q) != nullptr) {
    const bool outdated = q.is_outdated(request) && !q.in.keep_outdated;
    const bool is_newest = request.intended_at >= q.ordered_at() && !q.is_replaced(request);
    (outdated || !is_newest ? h.outdated : h.there) = &request;
  } else {
    count_try(h, request, q);
  }
}

}  // namespace

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

bool asks_for_all(const GenerationRequest& request) { return has(request.formats, all_formats); }

bool share_a_format(const GenerationRequest& a, const GenerationRequest& b) {
  return asks_for_all(a) || asks_for_all(b) ||
         std::ranges::any_of(a.formats, [&](const std::string& format) { return has(b.formats, format); });
}

const DesignFormat* find_format(const DesignState* design, std::string_view name) {
  if (design == nullptr) return nullptr;
  const auto found = std::ranges::find(design->formats, name, &DesignFormat::name);
  return found == design->formats.end() ? nullptr : &*found;
}

bool knows_formats(const DesignState* design) { return design != nullptr && !design->formats.empty(); }

WallTime Question::changed_at() const {
  const DesignFormat* known = find_format(in.design, format);
  return known != nullptr ? known->changed_at : WallTime{};
}

WallTime Question::word_at() const {
  WallTime at = record.word_at;
  for (const Order& order : record.orders) {
    if (names(order, format)) at = std::max(at, order.at);
  }
  for (const GenerationRequest& request : record.requests) {
    const bool about_it = asks_for_all(request) || has(request.formats, format);
    if (about_it) at = std::max(at, request.decided_at.value_or(at));
  }
  return at;
}

WallTime Question::ordered_at() const {
  WallTime at{};
  for (const Order& order : record.orders) {
    const bool came_to_an_end = std::ranges::any_of(record.requests, [&](const GenerationRequest& request) {
      return is_made_for(request, order, format) && has_ended(request) &&
             request.decision != Decision::dropped;
    });
    if (came_to_an_end) at = std::max(at, order.at);
  }
  return at;
}

bool Question::is_replaced(const GenerationRequest& request) const {
  return std::ranges::any_of(record.rivals, [&](const GenerationRequest& rival) {
    if (rival.number < request.number || !touches(rival, *this)) return false;
    const RequestState state = state_of(rival);
    if (state == RequestState::refused || state == RequestState::rejected) return false;
    return !rival.final || asset_of(rival, *this) != nullptr;
  });
}

/// By both clocks: what was asked for after an edit was seen shows it, though the API's clock be behind ours.
bool Question::is_outdated(const GenerationRequest& request) const {
  return std::max(request.as_of, request.intended_at) < changed_at();
}

bool Question::is_own(const GenerationRequest& request) const {
  return in.first_run != 0 && request.run >= in.first_run;
}

/// A banner that names no format covers all that a request for all formats may have brought, until the design
/// is read and the rest can be told.
const Asset* asset_of(const GenerationRequest& request, const Question& q) {
  if (const Asset* own = best(request.assets, q.format, q.record.design)) return own;
  const bool may_be_nameless =
      asks_for_all(request) && (!knows_formats(q.in.design) || is_left_over(request, q));
  return may_be_nameless ? best(request.assets, "", q.record.design) : one_of_the_nameless(request, q);
}

const Failure* failure_of(const GenerationRequest& request, const Question& q) {
  if (const Failure* own = named(request.failures, q.format)) return own;
  return is_left_over(request, q) ? nameless_error(request) : nullptr;
}

bool touches(const GenerationRequest& request, const Question& q) {
  if (has(request.formats, q.format) || best(request.assets, q.format, q.record.design) != nullptr)
    return true;
  if (!asks_for_all(request)) return false;
  // A format that the design got later was no part of "all formats".
  return !request.final || !q.is_outdated(request);
}

bool is_made_for(const GenerationRequest& request, const Order& order, std::string_view format) {
  return names(order, format) && request.intended_at >= order.at &&
         (has(request.formats, format) || asks_for_all(request));
}

bool is_ordered(const ContentRecord& record, std::string_view format) {
  return std::ranges::any_of(record.orders, [&](const Order& order) {
    return names(order, format) && std::ranges::none_of(record.requests, [&](const auto& request) {
             return is_made_for(request, order, format) &&
                    (has_ended(request) || state_of(request) == RequestState::dropped);
           });
  });
}

History history_of(const Question& q) {
  History h;
  for (const GenerationRequest& rival : q.record.rivals) {
    if (!touches(rival, q)) continue;
    if (is_open(state_of(rival))) h.open = &rival;
    if (is_doubtful(state_of(rival))) h.doubtful = &rival;
  }
  for (const GenerationRequest& request : q.record.requests) {
    if (!touches(request, q)) continue;
    const RequestState state = state_of(request);
    if (is_open(state)) h.open = &request;
    if (is_doubtful(state)) h.doubtful = &request;
    if (!is_open(state) && !is_doubtful(state) && state != RequestState::refused) take_end(h, request, q);
  }
  return h;
}

}  // namespace pressrun
