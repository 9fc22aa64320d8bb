// From facts to states: what happened to a request, and what it adds up to.
#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <cctype>

namespace pressrun {
namespace {

bool same_id(const RequestId& a, const RequestId& b) {
  return std::ranges::equal(
      a.text, b.text, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

bool is_alive(const GenerationRequest& request) {
  return std::ranges::any_of(request.ids, [](const IssuedId& id) { return !id.gone; });
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

/// What each fact adds to its request.
struct Adding {
  GenerationRequest& to;

  void operator()(const IdIssued& f) const {
    const auto known = std::ranges::find_if(to.ids, [&](const IssuedId& id) { return same_id(id.id, f.id); });
    if (known == to.ids.end()) {
      to.ids.push_back({f.id, f.proof, false});
    } else {
      known->proof = std::max(known->proof, f.proof);
      known->gone = false;
    }
    if (!to.accepted_at) to.accepted_at = f.at;
    if (f.as_of != WallTime{}) to.as_of = f.as_of;
  }
  void operator()(const RequestRefused& f) const { end(to.refused, f.why, f.at); }
  void operator()(const RequestRejected& f) const {
    end(to.rejected, f.why, f.at);
    to.api_version = f.api_version;
    if (f.as_of != WallTime{}) to.as_of = f.as_of;
  }
  void operator()(const RequestDoubted& f) const {
    if (!to.doubt) to.doubt = f.why;
  }
  void operator()(const BannersSeen& f) const { merge(to.assets, f.assets); }
  void operator()(const RequestConcluded& f) const {
    merge(to.assets, f.assets);
    to.failures = f.failures;
    std::erase_if(to.failures, [&](const Failure& failure) {  // a banner beats an error of the same format
      return !failure.format.empty() &&
             std::ranges::find(to.assets, failure.format, &Asset::format) != to.assets.end();
    });
    to.final = true;
    to.polls = std::max(to.polls, f.polls);
    to.concluded_run = f.run;
    if (f.as_of != WallTime{}) to.as_of = f.as_of;
    if (!to.accepted_at) to.accepted_at = f.at;
    to.ended_at = f.at;
  }
  /// What the user attached is taken back; what the API gave is known to have been ours.
  void operator()(const IdGone& f) const {
    const auto found = std::ranges::find_if(to.ids, [&](const IssuedId& id) { return same_id(id.id, f.id); });
    if (found == to.ids.end()) return;
    if (found->proof == Proof::person) {
      to.ids.erase(found);
    } else {
      found->gone = true;
    }
    to.doubt = f.why;
  }
  void operator()(const RequestDecided& f) const { to.decision = f.decision; }

  void end(std::optional<Failure>& how, const Failure& why, WallTime at) const {
    if (!how) how = why;
    if (!to.ended_at) to.ended_at = at;
  }
};

DesignFormat newer(const DesignState& before, const std::string& name, const std::string& digest,
                   WallTime since) {
  const auto known = std::ranges::find(before.formats, name, &DesignFormat::name);
  // The first read of a design cannot tell since when it looks so: since its version.
  if (known != before.formats.end() && known->digest == digest && !digest.empty()) return *known;
  return {name, digest, since};
}

}  // namespace

RequestState state_of(const GenerationRequest& request) {
  if (request.final) return RequestState::concluded;
  if (is_alive(request)) return RequestState::rendering;
  if (request.rejected) return RequestState::rejected;
  if (request.refused) return RequestState::refused;
  if (request.decision == Decision::dropped) return RequestState::dropped;
  if (request.decision != Decision::none) return RequestState::resubmitted;
  if (!request.ids.empty()) return RequestState::gone;
  return request.doubt ? RequestState::in_doubt : RequestState::submitting;
}

bool is_open(RequestState state) {
  return state == RequestState::submitting || state == RequestState::rendering;
}
bool is_doubtful(RequestState state) {
  return state == RequestState::in_doubt || state == RequestState::gone;
}

ContentRecord apply(ContentRecord record, const Fact& fact) {
  if (const auto* order = std::get_if<Ordered>(&fact)) {
    record.orders.push_back(order->order);
    record.word_at = std::max(record.word_at, order->order.at);
    return record;
  }
  if (const auto* word = std::get_if<UserWord>(&fact)) {
    record.word_at = std::max(record.word_at, word->at);
    record.retry_at = std::max(record.retry_at, word->at);
    return record;
  }
  if (const auto* decided = std::get_if<RequestDecided>(&fact);
      decided != nullptr && decided->decision != Decision::resubmitted_unattended)
    record.word_at = std::max(record.word_at, decided->at);
  std::visit(
      [&](const auto& f) {
        if constexpr (requires { f.request; }) {
          const auto found = std::ranges::find(record.requests, f.request, &GenerationRequest::number);
          if (found != record.requests.end()) Adding{*found}(f);
        }
      },
      fact);
  return record;
}

ContentRecord apply(ContentRecord record, GenerationRequest intended) {
  intended.as_of = intended.intended_at;
  record.requests.push_back(std::move(intended));
  return record;
}

DesignState apply(DesignState state, const DesignReading& reading) {
  if (!reading.api_version.empty()) state.api_version = std::max(state.api_version, reading.api_version);
  const std::int64_t version = reading.version.value_or(0);
  const bool first = state.formats.empty();
  if (!first && version < state.version) return state;
  const WallTime stamped{std::chrono::seconds{version}};
  // Stamped before a read that did not show it yet: then the stamps are no moments, and it has changed by
  // now.
  const bool stamp_is_a_moment = first || stamped >= state.seen_at;
  const WallTime since = stamp_is_a_moment ? stamped : reading.at;
  DesignState after = state;
  after.id = reading.id;
  after.version = version;
  after.seen_at = std::max(state.seen_at, reading.at);
  if (first || version > state.version) {
    after.formats.clear();
    for (const auto& [name, digest] : reading.formats)
      after.formats.push_back(newer(state, name, digest, since));
  }
  return after;
}

}  // namespace pressrun
