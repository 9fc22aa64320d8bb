#include "io/journal/ledger_rows.hpp"

#include <cstring>

namespace pressrun::io {
namespace {

// clang-format off
constexpr const char* request_columns =
    "SELECT request, campaign, run, concluded_run, format_set, intended_at, as_of, accepted_at, ended_at, "
    "credits_each, exact, ordered, polls, final, decision, ids, assets, failures, refused, rejected, "
    "api_version, doubt, decided_at FROM requests WHERE content = ? ORDER BY request";
// clang-format on

ContentDigest digest_in(const SQLite::Column& column) {
  ContentDigest digest;
  if (static_cast<std::size_t>(column.getBytes()) != digest.bytes.size())
    throw JournalError("a digest in it has another length");
  std::memcpy(digest.bytes.data(), column.getBlob(), digest.bytes.size());
  return digest;
}

Decision decision_in(std::int64_t number) {
  if (number < 0 || number > static_cast<std::int64_t>(Decision::resubmitted_unattended))
    throw JournalError("a decision in it is none that is known");
  return static_cast<Decision>(number);
}

}  // namespace

JobStatus status_in(std::int64_t number) {
  if (number < 0 || number > static_cast<std::int64_t>(JobStatus::dropped))
    throw JournalError("a status in it is none that is known");
  return static_cast<JobStatus>(number);
}

StoredState stored(RequestState state) {
  switch (state) {
    case RequestState::concluded:
      return StoredState::concluded;
    case RequestState::rendering:
      return StoredState::rendering;
    case RequestState::refused:
      return StoredState::refused;
    case RequestState::rejected:
      return StoredState::rejected;
    case RequestState::dropped:
      return StoredState::dropped;
    case RequestState::resubmitted:
      return StoredState::resubmitted;
    case RequestState::gone:
      return StoredState::gone;
    case RequestState::in_doubt:
      return StoredState::in_doubt;
    case RequestState::submitting:
      break;
  }
  return StoredState::submitting;
}

std::optional<HeldContent> LedgerRows::find(const ContentKey& key) {
  SQLite::Statement& select = statements_(
      "SELECT content, account, digest, design, word_at, retry_at, unwanted, orders, slot FROM contents "
      "WHERE account = ? AND digest = ?");
  select.bind(1, key.account);
  select.bindNoCopy(2, key.digest.bytes.data(), static_cast<int>(key.digest.bytes.size()));
  std::optional<HeldContent> held;
  {
    Rows rows{select};
    if (rows.next()) held = content_in(rows);
  }
  if (held) {
    read_requests(held->number, held->record.requests);
    read_rivals(*held);
    read_wants(*held);
  }
  return held;
}

HeldContent LedgerRows::read(std::int64_t content) {
  HeldContent held = read_without_wants(content);
  read_wants(held);
  return held;
}

HeldContent LedgerRows::read_without_wants(std::int64_t content) {
  std::optional<HeldContent> held;
  {
    Rows rows{
        statements_("SELECT content, account, digest, design, word_at, retry_at, unwanted, orders, slot FROM "
                    "contents WHERE content = ?"),
        content};
    if (!rows.next()) throw JournalError("a content in it is not there");
    held = content_in(rows);
  }
  read_requests(held->number, held->record.requests);
  read_rivals(*held);
  return std::move(*held);
}

HeldContent LedgerRows::content_in(Rows& row) {
  HeldContent held;
  held.number = row.number(0);
  held.record.key = {row.number(1), digest_in(row.column(2))};
  held.design = row.number(3);
  held.record.design = names_.design(held.design);
  held.record.word_at = row.time(4);
  held.record.retry_at = row.time(5);
  held.unwanted = row.flag(6);
  held.record.orders = read_orders(row.text(7));
  held.record.slot = row.text(8);
  return held;
}

void LedgerRows::read_requests(std::int64_t content, std::vector<GenerationRequest>& into) {
  const Prefixes prefixes = names_.prefixes();
  Rows row{statements_(request_columns), content};
  while (row.next()) {
    GenerationRequest& request = into.emplace_back();
    request.number = row.number(0);
    request.campaign = row.number(1);
    request.run = row.number(2);
    request.concluded_run = row.number(3);
    request.formats = names_.formats(row.number(4));
    request.intended_at = row.time(5);
    request.as_of = row.time(6);
    request.accepted_at = row.maybe_time(7);
    request.ended_at = row.maybe_time(8);
    request.credits_each = row.small(9);
    request.credits_exact = row.flag(10);
    request.ordered = row.flag(11);
    request.polls = row.small(12);
    request.final = row.flag(13);
    request.decision = decision_in(row.number(14));
    request.ids = read_ids(row.text(15));
    request.assets = read_assets(row.text(16), prefixes);
    request.failures = read_failures(row.text(17));
    request.refused = read_failure(row.text(18));
    request.rejected = read_failure(row.text(19));
    request.api_version = row.text(20);
    request.doubt = read_failure(row.text(21));
    request.decided_at = row.maybe_time(22);
  }
}

std::vector<std::int64_t> LedgerRows::rivals_of(const HeldContent& held) {
  std::vector<std::int64_t> contents;
  if (held.record.slot.empty()) return contents;
  Rows row{statements_("SELECT content FROM contents WHERE account = ? AND slot = ? AND slot <> '' AND "
                       "content <> ?"),
           held.record.key.account, held.record.slot, held.number};
  while (row.next()) contents.push_back(row.number(0));
  return contents;
}

void LedgerRows::read_rivals(HeldContent& held) {
  held.record.rivals.clear();
  for (const std::int64_t content : rivals_of(held)) read_requests(content, held.record.rivals);
}

void LedgerRows::read_wants(HeldContent& held) {
  Rows row{statements_("SELECT want, campaign, format_set, keep_outdated, jobs, status, run, assets FROM "
                       "wants WHERE content = ? ORDER BY campaign, format_set, keep_outdated"),
           held.number};
  while (row.next()) {
    HeldWant& want = held.wants.emplace_back();
    want.number = row.number(0);
    want.want.campaign = row.number(1);
    want.format_set = row.number(2);
    want.want.formats = names_.formats(want.format_set);
    want.want.keep_outdated = row.flag(3);
    want.jobs = row.number(4);
    want.want.jobs = static_cast<std::size_t>(want.jobs);
    want.standing.status = status_in(row.number(5));
    want.want.status = want.standing.status;
    want.standing.run = row.number(6);
    want.standing.assets = row.count(7);
  }
}

const DesignState* LedgerRows::design(AccountNumber account, std::int64_t design) {
  auto& known = designs_[account];
  if (const auto found = known.find(design); found != known.end())
    return found->second ? &*found->second : nullptr;
  std::optional<DesignState>& state = known[design];
  Rows row{statements_("SELECT version, seen_at, api_version, formats FROM design_states WHERE account = ? "
                       "AND design = ?"),
           account, design};
  if (row.next())
    state = DesignState{names_.design(design), row.number(0), row.time(1), row.text(2),
                        read_design_formats(row.text(3))};
  return state ? &*state : nullptr;
}

void LedgerRows::put(AccountNumber account, std::int64_t design, DesignState state) {
  designs_[account][design] = std::move(state);
}

Circumstances LedgerRows::circumstances(const HeldContent& held, bool keep_outdated) {
  Circumstances in;
  in.design = design(held.record.key.account, held.design);
  in.keep_outdated = keep_outdated;
  return in;
}

JobKey LedgerRows::first_job(std::int64_t want) {
  Rows rows{statements_("SELECT key FROM jobs WHERE want = ? ORDER BY position LIMIT 1"), want};
  return JobKey{rows.next() ? rows.text(0) : std::string{}};
}

std::string LedgerRows::text_of(std::int64_t content) {
  Rows rows{statements_("SELECT text FROM contents WHERE content = ?"), content};
  return rows.next() ? rows.text(0) : std::string{};
}

}  // namespace pressrun::io
