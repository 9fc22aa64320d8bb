#include "io/journal/purchases.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pressrun::io {
namespace {

/// A word of the user, of which an older copy of the journal knows nothing.
bool is_decision(const Fact& fact) {
  const auto* issued = std::get_if<IdIssued>(&fact);
  return std::holds_alternative<RequestDecided>(fact) || std::holds_alternative<Ordered>(fact) ||
         (issued != nullptr && issued->proof == Proof::person);
}

/// For whoever counts by differences.
void remember_standings(HeldContent& held) {
  for (HeldWant& want : held.wants) want.want.before = want.want.status;
}

}  // namespace

CreditsReserved Purchases::reserved(const PurchaseIntent& intent) {
  CreditsReserved already;
  const AccountNumber account = intent.content.account;
  if (intent.limits.process) {
    const std::int64_t last = statements_.number("SELECT max(run) FROM runs", intent.run);
    for (RunNumber run = std::max<RunNumber>(intent.first_run, 1); run <= last; ++run)
      already.process += ledger_.sums().reserved_in(run);
  }
  if (intent.limits.run) already.run = ledger_.sums().reserved_in(intent.run);
  if (intent.limits.day) already.day = ledger_.sums().reserved_since(account, intent.day_began);
  if (intent.limits.month) already.month = ledger_.sums().reserved_since(account, intent.month_began);
  return already;
}

Granted Purchases::intend(const PurchaseIntent& intent, std::int64_t worker) {
  HeldContent& held = ledger_.get(intent.content);
  Circumstances in = rows_.circumstances(held, intent.keep_outdated);
  in.now = intent.at;
  in.first_run = intent.first_run;
  Granted answer;
  answer.grant = grant(held.record, intent.wanted, in, intent.credits_each, intent.limits, reserved(intent));
  if (!answer.grant.formats.empty()) {
    remember_standings(held);
    GenerationRequest request;
    request.campaign = intent.campaign;
    request.run = intent.run;
    request.formats = answer.grant.formats;
    request.intended_at = intent.at;
    request.credits_each = intent.credits_each;
    request.credits_exact = intent.credits_exact;
    answer.request = ledger_.intend(held, std::move(request), worker);
    if (!intent.token.empty())
      statements_.run("INSERT INTO request_tokens (token, request) VALUES (?, ?)", intent.token,
                      answer.request);
    ledger_.wants().restand(held);
    answer.wants = ledger_.wants().wants_of(held);
    book_.move_on();
  }
  answer.record = held.record;
  return answer;
}

/// The content whose request has this id already; null: none.
HeldContent* Purchases::other_holder(const LedgerEntry& entry, const IdIssued& issued) {
  const std::int64_t holder = statements_.number(
      "SELECT r.content FROM request_ids i JOIN requests r ON r.request = i.request WHERE i.id = lower(?) "
      "AND r.account = ? AND r.request <> ? LIMIT 1",
      0, issued.id.text, entry.content.account, issued.request);
  return holder == 0 ? nullptr : &ledger_.get(holder);
}

/// An id belongs to one request of an account, whatever the API and people say.
Fact Purchases::unless_taken(const LedgerEntry& entry) {
  const auto* issued = std::get_if<IdIssued>(&entry.fact);
  if (issued == nullptr || issued->proof == Proof::person) return entry.fact;
  HeldContent* other = other_holder(entry, *issued);
  const GenerationRequest* theirs = other == nullptr ? nullptr : holder_of(other->record, issued->id);
  if (theirs == nullptr) return entry.fact;
  Fact kept = unless_held(*issued, *theirs);
  if (const std::optional<IdGone> taken = taken_from(*theirs, *issued);
      taken && other->record.key != entry.content) {
    remember_standings(*other);
    ledger_.apply(*other, *taken);
    ledger_.wants().restand(*other);
  }
  return kept;
}

std::vector<Committed> Purchases::commit(const std::vector<LedgerEntry>& entries) {
  std::vector<HeldContent*> touched;
  for (const LedgerEntry& entry : entries) {
    HeldContent& held = ledger_.get(entry.content);
    if (std::ranges::find(touched, &held) == touched.end()) {
      touched.push_back(&held);
      remember_standings(held);
    }
    ledger_.apply(held, unless_taken(entry));
    if (is_decision(entry.fact)) book_.move_on();
  }
  std::vector<Committed> answers;
  answers.reserve(touched.size());
  for (HeldContent* held : touched) {
    ledger_.wants().restand(*held);
    std::vector<Want> wants = ledger_.wants().wants_of(*held);
    answers.push_back({ledger_.hand_over(*held), std::move(wants)});
  }
  return answers;
}

NotedDelivery Purchases::note_delivery(const DeliveryNote& note) {
  constexpr std::chrono::hours kept_for{7 * 24};  // longer than any delivery is tried again
  NotedDelivery noted;
  noted.request = statements_.number("SELECT request FROM request_tokens WHERE token = ?", 0, note.token);
  const std::int64_t content =
      statements_.number("SELECT content FROM requests WHERE request = ?", 0, noted.request);
  if (content == 0) return {};
  statements_.run("DELETE FROM deliveries WHERE noted_at < ?", to_column(note.at - kept_for));
  const int is_new = statements_.run(
      "INSERT INTO deliveries (delivery, request, noted_at) VALUES (?, ?, ?) ON CONFLICT DO "
      "NOTHING",
      note.name, noted.request, to_column(note.at));
  noted.repeated = is_new == 0;
  const ContentKey key = ledger_.get(content).record.key;
  std::vector<LedgerEntry> entries;
  if (!noted.repeated && note.issued)
    entries.push_back({key, IdIssued{noted.request, *note.issued, Proof::token, {}, note.at}});
  if (entries.empty()) {
    HeldContent& held = ledger_.get(content);
    remember_standings(held);
    noted.wants = ledger_.wants().wants_of(held);
    noted.record = held.record;
    return noted;
  }
  std::vector<Committed> committed = commit(entries);
  noted.record = std::move(committed.front().record);
  noted.wants = std::move(committed.front().wants);
  return noted;
}

std::vector<OpenContent> Purchases::open_contents(AccountNumber account) {
  std::vector<std::int64_t> contents;
  {
    // Named, as SQLite would rather read every request in the order of contents to find what is distinct.
    Rows rows{
        statements_("SELECT content FROM requests INDEXED BY requests_open WHERE state < 5 AND state <= ? "
                    "AND account = ? ORDER BY request"),
        static_cast<std::int64_t>(StoredState::rendering), account};
    std::set<std::int64_t> seen;
    while (rows.next()) {
      if (seen.insert(rows.number(0)).second) contents.push_back(rows.number(0));
    }
  }
  std::vector<OpenContent> open;
  for (const std::int64_t content : contents) {
    HeldContent& held = ledger_.get(content);
    open.push_back({held.record, ledger_.wants().wants_of(held)});
  }
  return open;
}

}  // namespace pressrun::io
