#include "io/journal/account_tables.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

bool same_look(const DesignFormat& a, const DesignFormat& b) {
  return a.name == b.name && a.digest == b.digest && a.changed_at == b.changed_at;
}

}  // namespace

// ---- accounts

AccountNumber AccountTables::note_account(const AccountRecord& account) {
  AccountNumber number = account.number != 0 ? account.number : find(account);
  if (number == 0) {
    statements_.run("INSERT INTO accounts (origin, workspace) VALUES (?, ?)", account.origin,
                    account.workspace);
    number = statements_.database().getLastInsertRowid();
  } else {
    statements_.run(
        "UPDATE accounts SET origin = ?, workspace = ? WHERE account = ? AND (origin <> ?1 OR "
        "workspace <> ?2)",
        account.origin, account.workspace, number);
  }
  for (const std::string& digest : account.key_digests)
    statements_.run("INSERT INTO account_keys (digest, account) VALUES (?, ?) ON CONFLICT DO NOTHING", digest,
                    number);
  return number;
}

/// A known key's digest is a known account; names of workspaces are names. One without keys is known by
/// where it is.
AccountNumber AccountTables::find(const AccountRecord& account) {
  for (const std::string& digest : account.key_digests) {
    const AccountNumber known = statements_.number(
        "SELECT a.account FROM account_keys k JOIN accounts a ON a.account = k.account WHERE k.digest = ? "
        "AND "
        "a.origin = ?",
        0, digest, account.origin);
    if (known != 0) return known;
  }
  if (!account.key_digests.empty()) return 0;
  return statements_.number(
      "SELECT account FROM accounts WHERE origin = ? AND workspace = ? AND account NOT IN (SELECT account "
      "FROM "
      "account_keys) ORDER BY account LIMIT 1",
      0, account.origin, account.workspace);
}

void AccountTables::adopt_account(AccountNumber unknown, AccountNumber known) {
  if (unknown == known) return;
  adopt_designs(unknown, known);
  adopt_contents(unknown, known);
  statements_.run("UPDATE runs SET account = ? WHERE account = ?", known, unknown);
  statements_.run("UPDATE OR IGNORE campaign_accounts SET account = ? WHERE account = ?", known, unknown);
  statements_.run("DELETE FROM campaign_accounts WHERE account = ?", unknown);
  statements_.run("UPDATE OR IGNORE account_keys SET account = ? WHERE account = ?", known, unknown);
  statements_.run("DELETE FROM account_keys WHERE account = ?", unknown);
  statements_.run("DELETE FROM accounts WHERE account = ?", unknown);
}

void AccountTables::adopt_contents(AccountNumber unknown, AccountNumber known) {
  std::vector<std::int64_t> contents;
  {
    Rows rows{statements_("SELECT content FROM contents WHERE account = ?"), unknown};
    while (rows.next()) contents.push_back(rows.number(0));
  }
  for (const std::int64_t content : contents) {
    HeldContent& held = ledger_.get(content);
    if (HeldContent* same = ledger_.find({known, held.record.key.digest})) {
      ledger_.merge(held, *same);
    } else {
      ledger_.give(held, known);
    }
  }
}

void AccountTables::adopt_designs(AccountNumber unknown, AccountNumber known) {
  std::vector<std::int64_t> designs;
  {
    Rows rows{statements_("SELECT design FROM design_states WHERE account = ?"), unknown};
    while (rows.next()) designs.push_back(rows.number(0));
  }
  for (const std::int64_t design : designs) {
    const DesignState* theirs = rows_.design(unknown, design);
    const DesignState* ours = rows_.design(known, design);
    if (theirs != nullptr && (ours == nullptr || ours->version < theirs->version))
      save(known, design, DesignState{*theirs});
  }
  statements_.run("DELETE FROM design_states WHERE account = ?", unknown);
}

// ---- designs

std::vector<DesignState> AccountTables::note_designs(AccountNumber account,
                                                     const std::vector<DesignReading>& readings) {
  std::vector<DesignState> known;
  for (const DesignReading& reading : readings) known.push_back(note_design(account, reading));
  return known;
}

DesignState AccountTables::note_design(AccountNumber account, const DesignReading& reading) {
  const std::int64_t design = names_.number_of(reading.id);
  const DesignState* known = rows_.design(account, design);
  const DesignState before = known != nullptr ? *known : DesignState{};
  DesignState now = apply(before, reading);
  const bool looks_otherwise = !std::ranges::equal(now.formats, before.formats, same_look);
  if (looks_otherwise || now.version != before.version || now.seen_at != before.seen_at ||
      now.api_version != before.api_version)
    save(account, design, now);
  if (looks_otherwise) restand(account, design);
  return now;
}

void AccountTables::save(AccountNumber account, std::int64_t design, const DesignState& state) {
  statements_.run(
      "INSERT INTO design_states (account, design, version, seen_at, api_version, formats) VALUES (?, ?, ?, "
      "?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at, "
      "api_version = excluded.api_version, formats = excluded.formats",
      account, design, state.version, to_column(state.seen_at), state.api_version,
      write_design_formats(state.formats));
  rows_.put(account, design, state);
}

/// What was bought of the design may be outdated now, or stand for other renditions.
void AccountTables::restand(AccountNumber account, std::int64_t design) {
  std::vector<std::int64_t> contents;
  {
    Rows rows{
        statements_("SELECT DISTINCT c.content FROM contents c JOIN requests r ON r.content = c.content "
                    "WHERE c.design = ? AND c.account = ?"),
        design, account};
    while (rows.next()) contents.push_back(rows.number(0));
  }
  for (const std::int64_t content : contents) ledger_.wants().restand(ledger_.get(content));
}

}  // namespace pressrun::io
