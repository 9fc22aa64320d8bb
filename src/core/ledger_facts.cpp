// From facts to states: what happened to a request, and what it adds up to.
#include "core/ledger_history.hpp"
#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <cctype>

namespace pressrun {
namespace {

using std::chrono::milliseconds;

/// Why an id that a person attached is gone: the API gave it to another request.
constexpr std::string_view id_of_another = "other_request";

bool same_id(const RequestId& a, const RequestId& b) {
  return std::ranges::equal(
      a.text, b.text, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// The API itself gave it: it is ours beyond doubt.
bool is_proven(const IssuedId& id) { return id.proof != Proof::person; }
bool is_alive(const IssuedId& id) { return !id.gone; }

const IssuedId* find_id(const GenerationRequest& request, const RequestId& id) {
  const auto found =
      std::ranges::find_if(request.ids, [&](const IssuedId& known) { return same_id(known.id, id); });
  return found == request.ids.end() ? nullptr : &*found;
}

bool has_proven_id(const GenerationRequest& request) {
  return std::ranges::any_of(request.ids, [](const IssuedId& id) { return is_proven(id) && is_alive(id); });
}

/// Both lists together: a banner's id, once seen, is never dropped, and what came later knows more.
void merge(std::vector<Asset>& into, const std::vector<Asset>& seen) {
  for (const Asset& asset : seen) {
    const auto same = std::ranges::find_if(into, [&](const Asset& kept) {
      return !asset.id.empty() ? kept.id == asset.id : kept.id.empty() && kept.format == asset.format;
    });
    if (same == into.end()) {
      into.push_back(asset);
    } else {
      const std::string format = asset.format.empty() ? same->format : asset.format;
      if (!asset.url.empty() || same->url.empty()) *same = asset;
      same->format = format;
    }
  }
}

/// An error that was told once stays told, though a later answer has forgotten it: it would count as missing.
void merge(std::vector<Failure>& into, const std::vector<Failure>& told) {
  for (const Failure& failure : told) {
    const bool known = std::ranges::any_of(into, [&](const Failure& kept) {
      return failure.format.empty() ? kept == failure : kept.format == failure.format;
    });
    if (!known) into.push_back(failure);
  }
}

/// A banner beats an error of the same format.
void drop_disproved_failures(GenerationRequest& request) {
  std::erase_if(request.failures, [&](const Failure& failure) {
    return !failure.format.empty() &&
           std::ranges::find(request.assets, failure.format, &Asset::format) != request.assets.end();
  });
}

/// What each fact adds to its request.
struct Adding {
  GenerationRequest& to;

  void operator()(const IdIssued& f) const {
    // What a person found is no news where the API has said which it is, and was another's if it differs.
    if (f.proof == Proof::person && has_proven_id(to)) return;
    const auto known = std::ranges::find_if(to.ids, [&](const IssuedId& id) { return same_id(id.id, f.id); });
    // The end that was reached by a wrong id is another's: a wrong picture.
    if (f.proof != Proof::person && !to.ids.empty() && (known == to.ids.end() || known->gone)) reopen();
    if (known == to.ids.end()) {
      to.ids.push_back({f.id, f.proof, false});
    } else {
      known->proof = std::max(known->proof, f.proof);
      known->gone = false;
    }
    if (f.proof != Proof::person) std::erase_if(to.ids, [](const IssuedId& id) { return !is_proven(id); });
    if (!to.accepted_at) to.accepted_at = f.at;
    date(f.as_of);
  }
  void operator()(const RequestRefused& f) const { end(to.refused, f.why, f.at); }
  void operator()(const RequestRejected& f) const {
    end(to.rejected, f.why, f.at);
    to.api_version = std::max(to.api_version, f.api_version);
    date(f.as_of);
  }
  void operator()(const RequestDoubted& f) const {
    if (!to.doubt) to.doubt = f.why;
  }
  void operator()(const BannersSeen& f) const {
    merge(to.assets, f.assets);
    drop_disproved_failures(to);
  }
  void operator()(const RequestConcluded& f) const {
    merge(to.assets, f.assets);
    merge(to.failures, f.failures);
    drop_disproved_failures(to);
    to.polls = std::max(to.polls, f.polls);
    date(f.as_of);
    if (!to.accepted_at) to.accepted_at = f.at;
    if (to.final) return;
    to.final = true;
    to.concluded_run = f.run;
    to.ended_at = f.at;
  }
  /// What the user attached is taken back; what the API gave is known to have been ours.
  void operator()(const IdGone& f) const {
    const auto found = std::ranges::find_if(to.ids, [&](const IssuedId& id) { return same_id(id.id, f.id); });
    if (found == to.ids.end()) return;
    if (is_proven(*found)) {
      found->gone = true;
    } else {
      to.ids.erase(found);
      if (f.why.id == id_of_another) reopen();
      if (to.ids.empty()) to.accepted_at.reset();
    }
    to.doubt = f.why;
  }
  /// Where the API has it, or has said how it ended, there is nothing to decide.
  void operator()(const RequestDecided& f) const {
    if (to.final || has_proven_id(to)) return;
    to.decision = f.decision;
    if (f.decision != Decision::resubmitted_unattended) to.decided_at = f.at;
    if (to.refused || to.rejected) return;
    to.ended_at.reset();
    if (f.decision != Decision::none) to.ended_at = f.at;
  }

  /// The request's end is not known after all.
  void reopen() const {
    if (!to.final || has_proven_id(to)) return;
    to.final = false;
    to.concluded_run = 0;
    to.ended_at.reset();
    to.as_of = to.intended_at;
    to.assets.clear();
    to.failures.clear();
  }
  void end(std::optional<Failure>& how, const Failure& why, WallTime at) const {
    if (!how) how = why;
    if (!to.ended_at) to.ended_at = at;
  }
  /// The API's clock says when it read the design; the intent only where no answer did.
  void date(WallTime as_of) const {
    if (as_of == WallTime{}) return;
    to.as_of = to.as_of == to.intended_at ? as_of : std::max(to.as_of, as_of);
  }
};

/// Whether something was sent in place of a request that the user wanted again.
bool was_carried_out(const ContentRecord& record, const GenerationRequest& resubmitted) {
  return std::ranges::any_of(record.requests, [&](const GenerationRequest& later) {
    return later.number > resubmitted.number && state_of(later) != RequestState::refused &&
           share_a_format(later, resubmitted);
  });
}

/// An id is there where the user had decided about a doubt: it covers again, and what the decision has not
/// led to yet, it leads to no more.
void lapse_decision(const ContentRecord& record, GenerationRequest& request) {
  const bool wanted_again =
      request.decision == Decision::resubmitted || request.decision == Decision::resubmitted_unattended;
  if (wanted_again && !was_carried_out(record, request)) request.decision = Decision::none;
  if (!request.final && !request.refused && !request.rejected) request.ended_at.reset();
}

/// An id belongs to one request: what a person said of it gives way to what the API said. False: it is taken.
bool make_way(ContentRecord& record, const IdIssued& issued) {
  for (GenerationRequest& other : record.requests) {
    const IssuedId* theirs = other.number == issued.request ? nullptr : find_id(other, issued.id);
    if (theirs == nullptr) continue;
    if (issued.proof == Proof::person) return false;
    // An end of the same content is a right one, whichever request it was of.
    const std::optional<IdGone> taken = other.final ? std::nullopt : taken_from(other, issued);
    if (taken) Adding{other}(*taken);
  }
  return true;
}

/// What happens comes after all that was sent before, whatever the clock did meanwhile: else tries from
/// before a person's word would count, or an order would be taken for carried out, or never for carried out.
WallTime after_requests(const ContentRecord& record, WallTime at) {
  for (const GenerationRequest& request : record.requests)
    at = std::max(at, request.intended_at + milliseconds{1});
  return at;
}

/// Likewise after what was said.
WallTime after_words(const ContentRecord& record, WallTime at) {
  at = std::max({at, record.word_at, record.retry_at});
  for (const Order& order : record.orders) at = std::max(at, order.at);
  for (const GenerationRequest& request : record.requests) at = std::max(at, request.decided_at.value_or(at));
  return at;
}

/// A request comes after all that was sent, said and ended before it.
WallTime after_all(const ContentRecord& record, WallTime at) {
  at = after_words(record, at);
  for (const GenerationRequest& request : record.requests)
    at = std::max({at, request.intended_at, request.ended_at.value_or(at)});
  return at;
}

/// And a word after what was sent and said.
WallTime word_after(const ContentRecord& record, WallTime at) {
  return after_requests(record, after_words(record, at));
}

GenerationRequest* find_request(ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

void take(ContentRecord& record, const IdIssued& f) {
  GenerationRequest* request = find_request(record, f.request);
  if (request == nullptr || !make_way(record, f)) return;
  Adding{*request}(f);
  if (has_proven_id(*request)) lapse_decision(record, *request);
}

void take(ContentRecord& record, RequestDecided f) {
  f.at = word_after(record, f.at);
  if (GenerationRequest* request = find_request(record, f.request)) Adding{*request}(f);
}

void take(ContentRecord& record, const Ordered& f) {
  record.orders.push_back(f.order);
  record.orders.back().at = word_after(record, f.order.at);
}

void take(ContentRecord& record, const UserWord& f) {
  const WallTime at = word_after(record, f.at);
  record.word_at = std::max(record.word_at, at);
  record.retry_at = std::max(record.retry_at, at);
}

template <class Told>
void take(ContentRecord& record, Told f) {
  f.at = after_requests(record, f.at);
  if (GenerationRequest* request = find_request(record, f.request)) Adding{*request}(f);
}

bool has_led_to_a_request(const ContentRecord& record, const Order& order, std::string_view format) {
  return std::ranges::any_of(record.requests, [&](const GenerationRequest& request) {
    const bool for_any = format == all_formats && request.intended_at >= order.at;
    return (for_any || is_made_for(request, order, format)) && state_of(request) != RequestState::refused;
  });
}

DesignFormat newer(const DesignState& before, const std::string& name, const std::string& digest,
                   WallTime since) {
  const auto known = std::ranges::find(before.formats, name, &DesignFormat::name);
  // The first read of a design cannot tell since when it looks so: since its version.
  if (known == before.formats.end()) return {name, digest, since};
  if (known->digest == digest && !digest.empty()) return *known;
  return {name, digest, std::max(known->changed_at, since)};  // though a clock was set back meanwhile
}

/// Since when a design looks as this read shows it. Its stamp says so, unless stamps are no moments here: one
/// from before a read that did not show it yet, or one that is still to come. Then it has changed by now; and
/// what is asked for from now on is never older than that.
WallTime since_when(const DesignState& before, std::int64_t version, WallTime read_at) {
  const WallTime stamped{std::chrono::seconds{version}};
  if (read_at == WallTime{}) return stamped;
  const bool unseen =
      before.formats.empty() || stamped >= std::chrono::floor<std::chrono::seconds>(before.seen_at);
  return unseen ? std::min(stamped, read_at) : read_at;
}

}  // namespace

RequestState state_of(const GenerationRequest& request) {
  if (request.final) return RequestState::concluded;
  if (std::ranges::any_of(request.ids, is_alive)) return RequestState::rendering;
  // That the API has lost an id proves that it had given it, whatever else was answered.
  const bool was_given = !request.ids.empty();
  if (request.rejected && !was_given) return RequestState::rejected;
  if (request.refused && !was_given) return RequestState::refused;
  if (request.decision == Decision::dropped) return RequestState::dropped;
  // An id that came after the word has made it lapse: what was carried out of it is explained by it, no more.
  const bool lapsed = was_given && !request.ended_at;
  if (request.decision != Decision::none && !lapsed) return RequestState::resubmitted;
  if (was_given) return RequestState::gone;
  return request.doubt ? RequestState::in_doubt : RequestState::submitting;
}

bool is_open(RequestState state) {
  return state == RequestState::submitting || state == RequestState::rendering;
}
bool is_doubtful(RequestState state) {
  return state == RequestState::in_doubt || state == RequestState::gone;
}

ContentRecord apply(ContentRecord record, const Fact& fact) {
  std::visit([&](const auto& f) { take(record, f); }, fact);
  return record;
}

ContentRecord apply(ContentRecord record, GenerationRequest intended, const DesignState* design) {
  intended.intended_at = after_all(record, intended.intended_at);
  intended.as_of = intended.intended_at;
  if (design != nullptr) {
    for (const DesignFormat& format : design->formats)
      intended.as_of = std::max(intended.as_of, format.changed_at);
  }
  intended.ordered = std::ranges::any_of(
      intended.formats, [&](const std::string& format) { return is_ordered(record, format); });
  record.requests.push_back(std::move(intended));
  return record;
}

ContentRecord lapse_orders(ContentRecord record, CampaignNumber campaign, const std::vector<Formats>& wanted,
                           const DesignState* design) {
  Formats all;
  for (const Formats& formats : wanted) {
    for (const std::string& format : renditions_of(record, formats, design)) all.push_back(format);
  }
  for (Order& order : record.orders) {
    if (order.campaign != campaign) continue;
    std::erase_if(order.formats, [&](const std::string& format) {
      // What has led to a request stays a word of the user's.
      if (has_led_to_a_request(record, order, format)) return false;
      if (format == all_formats) return wanted.empty();
      return !has(all, format) && !has(all, all_formats);
    });
  }
  std::erase_if(record.orders, [](const Order& order) { return order.formats.empty(); });
  return record;
}

const GenerationRequest* holder_of(const ContentRecord& record, const RequestId& id) {
  for (const GenerationRequest& request : record.requests) {
    if (find_id(request, id) != nullptr) return &request;
  }
  return nullptr;
}

DesignState apply(DesignState state, const DesignReading& reading) {
  if (!reading.api_version.empty()) state.api_version = std::max(state.api_version, reading.api_version);
  state.id = reading.id;
  const std::int64_t version = reading.version.value_or(state.version);
  // A listing tells that a design was edited, and not how: the read of the design itself will.
  if (version < state.version || reading.formats.empty()) return state;
  DesignState after = state;
  after.version = version;
  after.seen_at = std::max(state.seen_at, reading.at);
  if (!state.formats.empty() && version == state.version) return after;
  const WallTime since = since_when(state, version, reading.at);
  after.formats.clear();
  for (const auto& [name, digest] : reading.formats)
    after.formats.push_back(newer(state, name, digest, since));
  return after;
}

Fact unless_held(const IdIssued& issued, const GenerationRequest& holder) {
  const IssuedId* theirs = find_id(holder, issued.id);
  if (theirs == nullptr || !is_proven(*theirs) || issued.proof == Proof::token) return issued;
  return RequestDoubted{
      issued.request,
      {"", "id_taken",
       "the API gave generation request " + issued.id.text + ", which is that of another submission",
       Recovery::never},
      issued.at};
}

std::optional<IdGone> taken_from(const GenerationRequest& holder, const IdIssued& issued) {
  const IssuedId* theirs = find_id(holder, issued.id);
  if (theirs == nullptr || is_proven(*theirs) || issued.proof == Proof::person) return std::nullopt;
  return IdGone{holder.number,
                theirs->id,
                {"", std::string{id_of_another}, "the API gave this id to another request", Recovery::never},
                issued.at};
}

}  // namespace pressrun
