#include "io/journal/ledger_tables.hpp"

#include <algorithm>

namespace pressrun::io {
namespace {

const GenerationRequest* find_request(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

/// A request as it stood before a fact.
struct Before {
  RequestNumber number = 0;
  Credits credits;
  std::vector<IssuedId> ids;
};

/// Those that a fact may change: its own, and of an id all that may have to give it up.
std::vector<Before> touched_by(const Fact& fact, const ContentRecord& record) {
  RequestNumber number = 0;
  std::visit(
      [&](const auto& f) {
        if constexpr (requires { f.request; }) number = f.request;
      },
      fact);
  std::vector<Before> touched;
  for (const GenerationRequest& request : record.requests) {
    if (request.number == number || std::holds_alternative<IdIssued>(fact))
      touched.push_back({request.number, credits_of(request), request.ids});
  }
  return touched;
}

bool is_settled(const HeldContent& held) {
  return std::ranges::none_of(held.record.requests,
                              [](const GenerationRequest& request) { return is_open(state_of(request)); });
}

}  // namespace

// ---- contents

HeldContent& LedgerTables::keep(HeldContent held) {
  const ContentKey key = held.record.key;
  HeldContent& kept = held_.insert_or_assign(key, std::move(held)).first->second;
  by_number_[kept.number] = &kept;
  touched_.push_back(kept.number);
  return kept;
}

HeldContent* LedgerTables::find(const ContentKey& key) {
  if (const auto known = held_.find(key); known != held_.end()) {
    touched_.push_back(known->second.number);
    return &known->second;
  }
  std::optional<HeldContent> found = rows_.find(key);
  return found ? &keep(std::move(*found)) : nullptr;
}

HeldContent& LedgerTables::get(const ContentKey& key) {
  HeldContent* found = find(key);
  if (found == nullptr) throw JournalError("has no content " + key.digest.text());
  return *found;
}

HeldContent& LedgerTables::get(std::int64_t content) {
  if (const auto known = by_number_.find(content); known != by_number_.end()) {
    touched_.push_back(content);
    return *known->second;
  }
  return keep(rows_.read(content));
}

/// Where the last one was not there, this one is likely not to be either: then it is not looked for first.
HeldContent& LedgerTables::find_or_add(const ContentKey& key, const DesignId& design, const std::string& text,
                                       const std::string& slot) {
  if (!new_ones_come_ || held_.contains(key)) {
    if (HeldContent* known = find(key)) return *known;
  }
  HeldContent held;
  held.design = names_.number_of(design);
  held.record.key = key;
  held.record.design = design;
  held.record.slot = slot;
  held.number = insert(held, text);
  rows_.read_rivals(held);
  new_ones_come_ = held.number != 0;
  return new_ones_come_ ? keep(std::move(held)) : get(key);
}

/// 0: it is there already.
std::int64_t LedgerTables::insert(const HeldContent& held, const std::string& text) {
  const ContentKey& key = held.record.key;
  SQLite::Statement& insert = statements_(
      "INSERT INTO contents (account, digest, design, text, slot) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
      "NOTHING");
  insert.bind(1, key.account);
  insert.bindNoCopy(2, key.digest.bytes.data(), static_cast<int>(key.digest.bytes.size()));
  insert.bind(3, held.design);
  insert.bindNoCopy(4, text);
  insert.bindNoCopy(5, held.record.slot);
  const int added = insert.exec();
  insert.reset();
  return added == 0 ? 0 : statements_.database().getLastInsertRowid();
}

ContentRecord LedgerTables::hand_over(HeldContent& held) {
  if (held.record.requests.empty() || !is_settled(held)) return held.record;
  const std::int64_t content = held.number;
  ContentRecord record = std::move(held.record);
  forget(content);
  return record;
}

void LedgerTables::forget(std::int64_t content) {
  const auto held = by_number_.find(content);
  const ContentKey key = held->second->record.key;
  by_number_.erase(held);
  held_.erase(key);
}

// ---- requests

RequestNumber LedgerTables::intend(HeldContent& held, GenerationRequest intended, std::int64_t worker) {
  held.record =
      pressrun::apply(std::move(held.record), std::move(intended), rows_.circumstances(held, false).design);
  GenerationRequest& request = held.record.requests.back();
  requests_.add(held, request, worker);
  sums_.count(held, request, {});
  tell_rivals(held);
  return request.number;
}

/// What happened to one content of a slot changes how the others stand.
void LedgerTables::tell_rivals(const HeldContent& held) {
  for (const std::int64_t content : rows_.rivals_of(held)) {
    HeldContent& rival = get(content);
    rows_.read_rivals(rival);
    wants_.restand(rival);
  }
}

void LedgerTables::restore(HeldContent& held, GenerationRequest request) {
  requests_.add(held, request, 0);
  requests_.save(held, request, {});
  requests_.save_ids(request.number, {}, request.ids);
  held.record.requests.push_back(std::move(request));
}

void LedgerTables::apply(HeldContent& held, const Fact& fact) {
  const std::vector<Before> before = touched_by(fact, held.record);
  const WallTime word_at = held.record.word_at;
  const WallTime retry_at = held.record.retry_at;
  held.record = pressrun::apply(std::move(held.record), fact);
  for (const Before& was : before) {
    const GenerationRequest& now = *find_request(held.record, was.number);
    requests_.save(held, now, was.credits);
    requests_.save_ids(was.number, was.ids, now.ids);
  }
  tell_rivals(held);
  if (std::holds_alternative<Ordered>(fact) || held.record.word_at != word_at ||
      held.record.retry_at != retry_at)
    save_orders(held);
}

void LedgerTables::save_orders(const HeldContent& held) {
  statements_.run("UPDATE contents SET word_at = ?, retry_at = ?, orders = ? WHERE content = ?",
                  to_column(held.record.word_at), to_column(held.record.retry_at),
                  write_orders(held.record.orders), held.number);
}

/// What the campaign ordered of the content, and no longer wants.
void LedgerTables::lapse_orders(HeldContent& held, CampaignNumber campaign) {
  if (held.record.orders.empty()) return;
  std::vector<Formats> wanted;
  for (const HeldWant& want : held.wants)
    if (want.want.campaign == campaign && want.jobs > 0) wanted.push_back(want.want.formats);
  held.record = pressrun::lapse_orders(std::move(held.record), campaign, wanted,
                                       rows_.circumstances(held, false).design);
  save_orders(held);
  wants_.restand(held);
}

void LedgerTables::drop_unwanted(HeldContent& held) {
  if (!held.wants.empty()) return;
  // What was never bought is nothing once it is not wanted any more.
  if (held.record.requests.empty()) {
    statements_.run("DELETE FROM contents WHERE content = ?", held.number);
    forget(held.number);
  } else {
    held.unwanted = true;
    statements_.run("UPDATE contents SET unwanted = 1 WHERE content = ?", held.number);
  }
}

// ---- contents that turn out to be another's

void LedgerTables::merge(HeldContent& from, HeldContent& into) {
  statements_.run("UPDATE requests SET content = ?, account = ? WHERE content = ?", into.number,
                  into.record.key.account, from.number);
  sums_.move_reserved(from.record, into.record.key.account);
  for (GenerationRequest& request : from.record.requests) into.record.requests.push_back(std::move(request));
  std::ranges::sort(into.record.requests, {}, &GenerationRequest::number);
  for (Order& order : from.record.orders) into.record.orders.push_back(std::move(order));
  into.record.word_at = std::max(into.record.word_at, from.record.word_at);
  into.record.retry_at = std::max(into.record.retry_at, from.record.retry_at);
  save_orders(into);
  wants_.move(from, into);
  statements_.run("UPDATE jobs SET shown = ? WHERE shown = ?", into.number, from.number);
  statements_.run("UPDATE aliases SET content = ? WHERE content = ?", into.number, from.number);
  statements_.run("DELETE FROM contents WHERE content = ?", from.number);
  forget(from.number);
  wants_.restand(into);
}

void LedgerTables::give(HeldContent& held, AccountNumber to) {
  const std::int64_t content = held.number;
  statements_.run("UPDATE requests SET account = ? WHERE content = ?", to, content);
  statements_.run("UPDATE contents SET account = ? WHERE content = ?", to, content);
  sums_.move_reserved(held.record, to);
  forget(content);
  wants_.restand(get(content));
}

// ---- ends

void LedgerTables::end_transaction() {
  wants_.write_job_counts();
  sums_.write();
  forget_the_settled();
}

/// What still renders is asked about again, and what is registered is soon bought: the first of it first.
void LedgerTables::forget_the_settled() {
  constexpr std::size_t most = 32'768;  // some 20 MB
  for (const std::int64_t content : touched_) {
    const auto held = by_number_.find(content);
    if (held == by_number_.end() || !is_settled(*held->second)) continue;
    const bool is_to_be_bought = held->second->record.requests.empty();
    if (!is_to_be_bought || held_.size() > most) forget(content);
  }
  touched_.clear();
}

void LedgerTables::forget() {
  held_.clear();
  by_number_.clear();
  touched_.clear();
  sums_.forget();
}

}  // namespace pressrun::io
