#include "io/journal/migration.hpp"

#include "io/journal/ledger_tables.hpp"
#include "io/journal/version_3.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <unordered_map>
#include <utility>

namespace pressrun::io {
namespace {

constexpr CampaignNumber only_campaign = 1;  // a journal of version 3 was that of one manifest
constexpr AccountNumber unknown_account = 1;

/// Fingerprints whose requests turned out to be one and the same: they are one content.
class SameContents {
 public:
  const std::string& leader(const std::string& fingerprint) {
    auto found = leaders_.try_emplace(fingerprint, fingerprint).first;
    if (found->second == fingerprint) return found->second;
    std::string top = leader(found->second);
    return leaders_[fingerprint] = std::move(top);
  }
  void join(const std::string& a, const std::string& b) { leaders_[leader(b)] = leader(a); }
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return leaders_; }

 private:
  std::map<std::string, std::string> leaders_;
};

/// One request of version 3, whoever's jobs shared it.
struct Shared {
  GenerationRequest request;
  std::string fingerprint;
  DesignId design;
};

template <class Item, class Same>
void unite(std::vector<Item>& into, const std::vector<Item>& more, Same same) {
  for (const Item& item : more) {
    const bool known = std::ranges::any_of(into, [&](const Item& one) { return same(one, item); });
    if (!known) into.push_back(item);
  }
}

/// The same request as another job of its bundle knows it.
void unite(GenerationRequest& into, const GenerationRequest& other) {
  const bool knows_more = other.final && !into.final;
  if (knows_more) {
    into.final = true;
    into.ended_at = other.ended_at;
    into.concluded_run = other.concluded_run;
  }
  unite(into.assets, other.assets,
        [](const Asset& a, const Asset& b) { return a.id.empty() ? a == b : a.id == b.id; });
  unite(into.failures, other.failures, [](const Failure& a, const Failure& b) { return a == b; });
  unite(into.formats, other.formats, [](const std::string& a, const std::string& b) { return a == b; });
  const bool unknown = std::ranges::find(into.formats, all_formats) != into.formats.end();
  if (unknown) into.formats = {std::string{all_formats}};
  into.polls = std::max(into.polls, other.polls);
}

ContentDigest digest_of(const std::string& fingerprint) {
  if (const auto digest = ContentDigest::parse(fingerprint)) return *digest;
  ContentDigest other;  // no journal of ours has such a one
  std::memcpy(other.bytes.data(), fingerprint.data(), std::min(fingerprint.size(), other.bytes.size()));
  return other;
}

/// A job that the last run had, and what shows how it stood.
struct Wanted {
  OldJob job;
  Formats formats;
};

class Migration {
 public:
  explicit Migration(SQLite::Database& database)
      : statements_(database),
        names_(statements_),
        rows_(statements_, names_),
        ledger_(statements_, names_, rows_) {}

  void carry_over() {
    carry_runs();
    if (statements_.number("SELECT count(*) FROM jobs_3", 0) == 0) return;
    make_identities();
    each_old_job(statements_, [&](OldJob&& job) { take(std::move(job)); });
    write_requests();
    write_aliases();
    write_jobs();
    write_designs();
    ledger_.end_transaction();
    statements_.run("UPDATE book SET migrated = (SELECT coalesce(max(request), 0) FROM requests)");
  }

 private:
  void carry_runs() {
    statements_.run(
        "INSERT INTO runs (run, campaign, account, first_run, id, name, started_at, finished_at, ending, "
        "jobs, "
        "unchanged, assets, credits, credits_exact, submits, polls, reads, rate_limited) SELECT seq, ?, ?, "
        "seq, id, name, started_at, finished_at, ending, jobs, unchanged, assets, credits, credits_exact, "
        "submits, polls, reads, rate_limited FROM runs_3",
        only_campaign, unknown_account);
    last_heard_ = wall_time(statements_.number(
        "SELECT coalesce(max(max(started_at, coalesce(finished_at, 0))), 0) FROM runs_3", 0));
  }

  /// Where it was bought, and by which manifest, is not known: the next run asks, or finds out.
  void make_identities() {
    statements_.run("INSERT INTO accounts (account, origin, workspace) VALUES (?, '', '')", unknown_account);
    statements_.run(
        "INSERT INTO campaigns (campaign, path, name) VALUES (?, '', coalesce((SELECT name FROM runs_3 ORDER "
        "BY seq DESC LIMIT 1), ''))",
        only_campaign);
    statements_.run("INSERT INTO campaign_accounts (campaign, account) VALUES (?, ?)", only_campaign,
                    unknown_account);
  }

  void take(OldJob&& job) {
    Wanted wanted;
    for (OldRequest& old : requests_of(job, last_heard_)) {
      same_.leader(old.fingerprint);
      if (old.fingerprint == job.enrolled_fingerprint) name(wanted.formats, old.request);
      share(std::move(old), job.design);
    }
    if (job.design_version) {
      std::int64_t& newest = versions_[job.design.text];
      newest = std::max(newest, *job.design_version);
    }
    if (!job.enrolled) return;
    job.sent.clear();
    job.assets.clear();
    wanted.job = std::move(job);
    wanted_.push_back(std::move(wanted));
  }

  /// What the job named, by what came of it; nothing where that is not known.
  static void name(Formats& formats, const GenerationRequest& request) {
    for (const std::string& format : request.formats)
      if (format != all_formats && std::ranges::find(formats, format) == formats.end())
        formats.push_back(format);
  }

  void share(OldRequest old, const DesignId& design) {
    const std::string id = old.request.ids.empty() ? std::string{} : old.request.ids.front().id.text;
    const auto known = id.empty() ? by_id_.end() : by_id_.find(id);
    if (known != by_id_.end()) {
      Shared& shared = requests_[known->second];
      same_.join(shared.fingerprint, old.fingerprint);
      unite(shared.request, old.request);
      return;
    }
    if (!id.empty()) by_id_.emplace(id, requests_.size());
    requests_.push_back({std::move(old.request), std::move(old.fingerprint), design});
  }

  HeldContent& content(const std::string& fingerprint, const DesignId& design) {
    const ContentKey key{unknown_account, digest_of(same_.leader(fingerprint))};
    return ledger_.find_or_add(key, design, "", "");
  }

  void write_requests() {
    std::ranges::stable_sort(requests_, {}, [](const Shared& one) { return one.request.intended_at; });
    for (Shared& one : requests_) {
      one.request.campaign = only_campaign;
      ledger_.restore(content(one.fingerprint, one.design), std::move(one.request));
    }
    statements_.run("UPDATE contents SET unwanted = 1");
    ledger_.end_transaction();
    ledger_.forget();
  }

  void write_aliases() {
    for (const auto& [fingerprint, ignored] : same_.all()) {
      const HeldContent* held = ledger_.find({unknown_account, digest_of(same_.leader(fingerprint))});
      if (held == nullptr || !ContentDigest::parse(fingerprint)) continue;
      const ContentDigest digest = digest_of(fingerprint);
      SQLite::Statement& insert =
          statements_("INSERT INTO aliases (digest, content) VALUES (?, ?) ON CONFLICT DO NOTHING");
      insert.bindNoCopy(1, digest.bytes.data(), static_cast<int>(digest.bytes.size()));
      insert.bind(2, held->number);
      insert.exec();
      insert.reset();
    }
  }

  void write_jobs() {
    for (const Wanted& one : wanted_) {
      const OldJob& job = one.job;
      HeldContent& held = content(job.enrolled_fingerprint, job.design);
      const HeldWant& want = ledger_.wants().add_job(held, only_campaign, one.formats, false, job.key);
      statements_.run(
          "INSERT INTO jobs (campaign, position, want, key, design_name, variables) VALUES (?, ?, ?, ?, ?, "
          "?)",
          only_campaign, job.position, want.number, job.key.text, job.design_name, job.variables);
    }
  }

  void write_designs() {
    for (const auto& [id, version] : versions_)
      statements_.run(
          "INSERT INTO design_states (account, design, version, seen_at, api_version, formats) VALUES (?, ?, "
          "?, 0, '', '')",
          unknown_account, names_.number_of(DesignId{id}), version);
  }

  Statements statements_;
  Names names_;
  LedgerRows rows_;
  LedgerTables ledger_;
  WallTime last_heard_{};
  SameContents same_;
  std::vector<Shared> requests_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<Wanted> wanted_;
  std::map<std::string, std::int64_t> versions_;
};

}  // namespace

void carry_over_version_3(SQLite::Database& database) {
  Migration{database}.carry_over();
  for (const char* table : {"runs_3", "jobs_3", "attempts_3", "assets_3", "failures_3", "book_3"})
    database.exec(std::string{"DROP TABLE "} + table);
}

}  // namespace pressrun::io
