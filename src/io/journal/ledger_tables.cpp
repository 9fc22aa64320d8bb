#include "io/journal/ledger_tables.hpp"

#include <algorithm>
#include <array>

namespace pressrun::io {
namespace {

std::int64_t signed_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

const GenerationRequest* find_request(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
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
  insert(held, request, worker);
  count(held, request, {});
  tell_rivals(held);
  return request.number;
}

/// What happened to one content of a slot changes how the others stand.
void LedgerTables::tell_rivals(const HeldContent& held) {
  for (const std::int64_t content : rows_.rivals_of(held)) {
    HeldContent& rival = get(content);
    rows_.read_rivals(rival);
    restand(rival);
  }
}

void LedgerTables::restore(HeldContent& held, GenerationRequest request) {
  insert(held, request, 0);
  save_request(held, request, {});
  save_ids(request.number, {}, request.ids);
  held.record.requests.push_back(std::move(request));
}

void LedgerTables::insert(const HeldContent& held, GenerationRequest& request, std::int64_t worker) {
  statements_.run(
      "INSERT INTO requests (content, account, campaign, run, format_set, state, worker, intended_at, as_of, "
      "credits_each, exact, ordered, out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      held.number, held.record.key.account, request.campaign, request.run, names_.number_of(request.formats),
      static_cast<std::int64_t>(stored(state_of(request))), worker, to_column(request.intended_at),
      to_column(request.as_of), request.credits_each, request.credits_exact ? 1 : 0, request.ordered ? 1 : 0,
      signed_of(credits_of(request).out));
  request.number = statements_.database().getLastInsertRowid();
}

void LedgerTables::save_request(const HeldContent& held, const GenerationRequest& request,
                                const Credits& before) {
  const Credits now = credits_of(request);
  SQLite::Statement& update = statements_(
      "UPDATE requests SET concluded_run = ?, state = ?, as_of = ?, accepted_at = ?, ended_at = ?, polls = "
      "?, "
      "final = ?, decision = ?, settled = ?, out = ?, in_doubt = ?, ids = ?, assets = ?, failures = ?, "
      "refused = ?, rejected = ?, doubt = ?, api_version = ?, decided_at = ? WHERE request = ?");
  update.bind(1, request.concluded_run);
  update.bind(2, static_cast<std::int64_t>(stored(state_of(request))));
  update.bind(3, to_column(request.as_of));
  bind_time(update, 4, request.accepted_at);
  bind_time(update, 5, request.ended_at);
  update.bind(6, request.polls);
  update.bind(7, request.final ? 1 : 0);
  update.bind(8, static_cast<int>(request.decision));
  update.bind(9, signed_of(now.settled));
  update.bind(10, signed_of(now.out));
  update.bind(11, signed_of(now.in_doubt));
  const std::array<std::string, 6> lists{
      write_ids(request.ids),           write_assets(request.assets, names_.prefixes()),
      write_failures(request.failures), write_failure(request.refused),
      write_failure(request.rejected),  write_failure(request.doubt)};
  int index = 12;
  for (const std::string& list : lists) update.bindNoCopy(index++, list);
  update.bindNoCopy(18, request.api_version);
  bind_time(update, 19, request.decided_at);
  update.bind(20, request.number);
  update.exec();
  update.reset();
  count(held, request, before);
}

void LedgerTables::apply(HeldContent& held, const Fact& fact) {
  const std::vector<Before> before = touched_by(fact, held.record);
  const WallTime word_at = held.record.word_at;
  const WallTime retry_at = held.record.retry_at;
  held.record = pressrun::apply(std::move(held.record), fact);
  for (const Before& was : before) {
    const GenerationRequest& now = *find_request(held.record, was.number);
    save_request(held, now, was.credits);
    save_ids(was.number, was.ids, now.ids);
  }
  tell_rivals(held);
  if (std::holds_alternative<Ordered>(fact) || held.record.word_at != word_at ||
      held.record.retry_at != retry_at)
    save_orders(held);
}

/// So that whoever is asked about an id finds its request.
void LedgerTables::save_ids(RequestNumber request, const std::vector<IssuedId>& before,
                            const std::vector<IssuedId>& now) {
  const auto has = [](const std::vector<IssuedId>& ids, const RequestId& id) {
    return std::ranges::find(ids, id, &IssuedId::id) != ids.end();
  };
  for (const IssuedId& id : before)
    if (!has(now, id.id))
      statements_.run("DELETE FROM request_ids WHERE id = ? AND request = ?", in_small_letters(id.id.text),
                      request);
  for (const IssuedId& id : now)
    if (!has(before, id.id))
      statements_.run("INSERT INTO request_ids (id, request) VALUES (?, ?) ON CONFLICT DO NOTHING",
                      in_small_letters(id.id.text), request);
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
  restand(held);
}

// ---- credits

void LedgerTables::count(const HeldContent& held, const GenerationRequest& request, const Credits& before) {
  const Credits now = credits_of(request);
  Counted& sum = credits_[{request.campaign, request.run}];
  sum.settled += signed_of(now.settled - before.settled);
  sum.out += signed_of(now.out - before.out);
  sum.in_doubt += signed_of(now.in_doubt - before.in_doubt);
  const std::uint64_t more = now.all() - before.all();  // less, where it wraps
  if (const auto known = run_sums_.find(request.run); known != run_sums_.end()) known->second += more;
  const Moment when{held.record.key.account, quarter_of(request.intended_at)};
  reserved_[when] += signed_of(more);
  for (auto& [since, all] : time_sums_)
    if (since.first == when.first && since.second <= when.second) all += more;
}

std::uint64_t LedgerTables::reserved_in(RunNumber run) {
  if (const auto known = run_sums_.find(run); known != run_sums_.end()) return known->second;
  std::int64_t all = statements_.number(
      "SELECT coalesce(sum(settled + out + in_doubt), 0) FROM run_credits WHERE run = ?", 0, run);
  for (const auto& [who, sum] : credits_)
    if (who.second == run) all += sum.settled + sum.out + sum.in_doubt;
  return run_sums_[run] = static_cast<std::uint64_t>(all);
}

std::uint64_t LedgerTables::reserved_since(AccountNumber account, WallTime since) {
  const Moment from{account, quarter_of(since)};
  if (const auto known = time_sums_.find(from); known != time_sums_.end()) return known->second;
  std::int64_t all =
      statements_.number("SELECT coalesce(sum(credits), 0) FROM reserved WHERE account = ? AND quarter >= ?",
                         0, from.first, from.second);
  for (const auto& [when, credits] : reserved_)
    if (when.first == from.first && when.second >= from.second) all += credits;
  return time_sums_[from] = static_cast<std::uint64_t>(all);
}

/// What was reserved for a content counts for the account that it turned out to be of.
void LedgerTables::move_reserved(const ContentRecord& record, AccountNumber to) {
  for (const GenerationRequest& request : record.requests) {
    const std::int64_t credits = signed_of(credits_of(request).all());
    const std::int64_t quarter = quarter_of(request.intended_at);
    reserved_[{record.key.account, quarter}] -= credits;
    reserved_[{to, quarter}] += credits;
  }
  time_sums_.clear();
}

// ---- wants

void LedgerTables::count(const HeldWant& want, const WantStanding& standing, std::int64_t jobs) {
  if (jobs == 0) return;
  Added& sum = standings_[{want.want.campaign, static_cast<int>(standing.status), standing.run}];
  sum.jobs += jobs;
  sum.assets += jobs * static_cast<std::int64_t>(standing.assets);
}

StatusCounts LedgerTables::jobs_of(CampaignNumber campaign) {
  StatusCounts counts{};
  Rows rows{statements_("SELECT status, sum(jobs) FROM standings WHERE campaign = ? GROUP BY status"),
            campaign};
  while (rows.next()) counts.at(static_cast<std::size_t>(rows.number(0))) += rows.number(1);
  for (const auto& [where, sum] : standings_)  // of this transaction
    if (std::get<0>(where) == campaign) counts.at(static_cast<std::size_t>(std::get<1>(where))) += sum.jobs;
  return counts;
}

void LedgerTables::restand(HeldContent& held) {
  for (HeldWant& want : held.wants) {
    const WantStanding now =
        standing_of(held.record, want.want.formats, rows_.circumstances(held, want.want.keep_outdated));
    if (now == want.standing) continue;
    count(want, want.standing, -want.jobs);
    count(want, now, want.jobs);
    want.standing = now;
    want.want.status = now.status;
    statements_.run("UPDATE wants SET status = ?, run = ?, assets = ? WHERE want = ?",
                    static_cast<int>(now.status), now.run, static_cast<std::int64_t>(now.assets),
                    want.number);
  }
}

HeldWant* LedgerTables::find_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                                  bool keep_outdated) {
  const auto found = std::ranges::find_if(held.wants, [&](const HeldWant& want) {
    return want.want.campaign == campaign && want.format_set == format_set &&
           want.want.keep_outdated == keep_outdated;
  });
  return found == held.wants.end() ? nullptr : &*found;
}

/// With the one job that it is made for.
HeldWant& LedgerTables::make_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                                  bool keep_outdated, const JobKey& key) {
  HeldWant& want = held.wants.emplace_back();
  want.format_set = format_set;
  want.jobs = 1;
  want.want = {campaign, names_.formats(format_set), keep_outdated, 1, key, JobStatus::planned};
  want.standing = standing_of(held.record, want.want.formats, rows_.circumstances(held, keep_outdated));
  want.want.status = want.standing.status;
  statements_.run(
      "INSERT INTO wants (content, campaign, format_set, keep_outdated, jobs, status, run, assets) "
      "VALUES (?, ?, ?, ?, 1, ?, ?, ?)",
      held.number, campaign, format_set, keep_outdated ? 1 : 0, static_cast<int>(want.standing.status),
      want.standing.run, static_cast<std::int64_t>(want.standing.assets));
  want.number = statements_.database().getLastInsertRowid();
  count(want, want.standing, 1);
  return want;
}

HeldWant& LedgerTables::add_job(HeldContent& held, CampaignNumber campaign, const Formats& formats,
                                bool keep_outdated, const JobKey& key) {
  const std::int64_t set = names_.number_of(formats);
  set_wanted(held);
  HeldWant* known = find_want(held, campaign, set, keep_outdated);
  if (known == nullptr) return make_want(held, campaign, set, keep_outdated, key);
  set_jobs(*known, known->jobs + 1);
  return *known;
}

void LedgerTables::take_job(HeldContent& held, std::int64_t number) {
  const auto found = std::ranges::find(held.wants, number, &HeldWant::number);
  if (found != held.wants.end() && found->jobs > 0) set_jobs(*found, found->jobs - 1);
}

void LedgerTables::set_jobs(HeldWant& want, std::int64_t jobs) {
  count(want, want.standing, jobs - want.jobs);
  want.jobs = jobs;
  want.want.jobs = static_cast<std::size_t>(jobs);
  want.want.first = {};
  job_counts_[want.number] = jobs;
}

void LedgerTables::set_wanted(HeldContent& held) {
  if (!held.unwanted) return;
  held.unwanted = false;
  statements_.run("UPDATE contents SET unwanted = 0 WHERE content = ?", held.number);
}

void LedgerTables::drop_want(HeldContent& held, std::int64_t number) {
  std::erase_if(held.wants, [&](const HeldWant& want) { return want.number == number; });
  job_counts_.erase(number);
  statements_.run("DELETE FROM wants WHERE want = ?", number);
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

std::vector<Want> LedgerTables::wants_of(HeldContent& held) {
  std::vector<Want> wants;
  for (HeldWant& want : held.wants) {
    if (want.jobs == 0) continue;
    if (want.want.first.empty()) want.want.first = rows_.first_job(want.number);
    wants.push_back(want.want);
  }
  return wants;
}

// ---- contents that turn out to be another's

void LedgerTables::merge(HeldContent& from, HeldContent& into) {
  statements_.run("UPDATE requests SET content = ?, account = ? WHERE content = ?", into.number,
                  into.record.key.account, from.number);
  move_reserved(from.record, into.record.key.account);
  for (GenerationRequest& request : from.record.requests) into.record.requests.push_back(std::move(request));
  std::ranges::sort(into.record.requests, {}, &GenerationRequest::number);
  for (Order& order : from.record.orders) into.record.orders.push_back(std::move(order));
  into.record.word_at = std::max(into.record.word_at, from.record.word_at);
  into.record.retry_at = std::max(into.record.retry_at, from.record.retry_at);
  save_orders(into);
  for (HeldWant& want : from.wants) {
    count(want, want.standing, -want.jobs);
    for (std::int64_t job = 0; job < want.jobs; ++job) {
      const HeldWant& same =
          add_job(into, want.want.campaign, want.want.formats, want.want.keep_outdated, want.want.first);
      if (job == 0) statements_.run("UPDATE jobs SET want = ? WHERE want = ?", same.number, want.number);
    }
    job_counts_.erase(want.number);
    statements_.run("DELETE FROM wants WHERE want = ?", want.number);
  }
  statements_.run("UPDATE jobs SET shown = ? WHERE shown = ?", into.number, from.number);
  statements_.run("UPDATE aliases SET content = ? WHERE content = ?", into.number, from.number);
  statements_.run("DELETE FROM contents WHERE content = ?", from.number);
  forget(from.number);
  restand(into);
}

void LedgerTables::give(HeldContent& held, AccountNumber to) {
  const std::int64_t content = held.number;
  statements_.run("UPDATE requests SET account = ? WHERE content = ?", to, content);
  statements_.run("UPDATE contents SET account = ? WHERE content = ?", to, content);
  move_reserved(held.record, to);
  forget(content);
  restand(get(content));
}

// ---- ends

void LedgerTables::write_job_counts() {
  for (const auto& [want, jobs] : job_counts_)
    statements_.run("UPDATE wants SET jobs = ? WHERE want = ?", jobs, want);
  job_counts_.clear();
}

void LedgerTables::end_transaction() {
  write_job_counts();
  for (const auto& [where, sum] : standings_) {
    if (sum.jobs == 0 && sum.assets == 0) continue;
    statements_.run(
        "INSERT INTO standings (campaign, status, run, jobs, assets) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
        "UPDATE SET jobs = jobs + excluded.jobs, assets = assets + excluded.assets",
        std::get<0>(where), std::get<1>(where), std::get<2>(where), sum.jobs, sum.assets);
  }
  for (const auto& [who, sum] : credits_) {
    if (sum.settled == 0 && sum.out == 0 && sum.in_doubt == 0) continue;
    statements_.run(
        "INSERT INTO run_credits (campaign, run, settled, out, in_doubt) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
        "DO UPDATE SET settled = settled + excluded.settled, out = out + excluded.out, "
        "in_doubt = in_doubt + excluded.in_doubt",
        who.first, who.second, sum.settled, sum.out, sum.in_doubt);
  }
  for (const auto& [when, credits] : reserved_) {
    if (credits == 0) continue;
    statements_.run(
        "INSERT INTO reserved (account, quarter, credits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET credits "
        "= credits + excluded.credits",
        when.first, when.second, credits);
  }
  standings_.clear();
  credits_.clear();
  reserved_.clear();
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
  run_sums_.clear();
  time_sums_.clear();
}

}  // namespace pressrun::io
