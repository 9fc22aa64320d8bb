#include "pressrun/app/resolve.hpp"

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

void refuse_taken(JournalReader& journal, const Doubt& doubt, const RequestId& id) {
  const auto holder = journal.holder_of(doubt.record.key.account, id);
  if (!holder || holder->second == doubt.request) return;
  const GenerationRequest& other = *request_of(holder->first, holder->second);
  throw Declined(Reason::id_taken, "generation request " + printable(id.text) + " is that of " +
                                       one_line(other, holder->first) +
                                       ", and no other's: look for the one that was made at " +
                                       to_rfc3339(sent_at(doubt)));
}

void refuse_none(const ResolveRequest& asked, JournalReader& journal, const CampaignRecord& campaign) {
  if (!has_job(journal, campaign, asked.job))
    throw Declined(Reason::no_such_job, "there is no job '" + printable(asked.job) + "' in this journal");
  throw Declined(Reason::not_in_doubt, "the job '" + printable(asked.job) + "' is not in doubt");
}

/// What is recorded of one request.
void settle_one(const Doubt& doubt, const ResolveRequest& asked, WallTime now,
                std::vector<LedgerEntry>& entries) {
  const GenerationRequest& request = *request_of(doubt.record, doubt.request);
  for (const IssuedId& before : request.ids) {
    if (before.proof != Proof::person || before.gone) continue;
    if (*asked.as == ResolveAs::attach && before.id.text == asked.request_id.text) continue;
    IdGone gone{request.number, before.id, {}, now};
    gone.why.id = "taken_back";
    gone.why.message = "generation request " + before.id.text + " was attached by hand, and taken back";
    entries.push_back({doubt.record.key, std::move(gone)});
  }
  Fact fact;
  if (*asked.as == ResolveAs::attach) {
    fact = IdIssued{request.number, asked.request_id, Proof::person, WallTime{}, now};
  } else {
    const bool drops = *asked.as == ResolveAs::drop;
    fact = RequestDecided{request.number, drops ? Decision::dropped : Decision::resubmitted, now};
  }
  entries.push_back({doubt.record.key, std::move(fact)});
}

void add_cut_off(const OpenContent& content, WallTime now, std::vector<LedgerEntry>& entries) {
  for (const GenerationRequest& request : content.record.requests) {
    if (state_of(request) != RequestState::submitting) continue;
    RequestDoubted doubt;
    doubt.request = request.number;
    doubt.why.id = "process_died";
    doubt.why.message = "the run was killed while it was being sent";
    doubt.at = now;
    entries.push_back({content.record.key, std::move(doubt)});
  }
}

}  // namespace

void require_sense(const ResolveRequest& asked) {
  const auto refuse = [](const std::string& text) { throw Declined(Reason::unsuitable, text); };
  if (!asked.as) {
    if (asked.all) refuse("say how: --as id=UUID, --as resubmit, or --as drop");
    return;
  }
  if (asked.job.empty() == !asked.all) refuse("name one job with --job KEY, or all with --all");
  if (asked.all && asked.as == ResolveAs::attach)
    refuse("an id belongs to one request: name it with --job KEY");
}

asio::awaitable<void> doubt_what_was_cut_off(Journal& journal, std::vector<AccountRecord> accounts,
                                             WallTime now) {
  std::vector<LedgerEntry> entries;
  for (const AccountRecord& account : accounts) {
    const std::vector<OpenContent> open = co_await journal.open_contents(account.number);
    for (const OpenContent& content : open) add_cut_off(content, now, entries);
  }
  if (!entries.empty()) co_await journal.commit(std::move(entries));
}

std::vector<Doubt> doubts_meant(const ResolveRequest& asked, JournalReader& journal,
                                const CampaignRecord& campaign) {
  std::vector<Doubt> doubts = doubts_of(journal, campaign, asked.job);
  // What was decided one by one stands against a word on all the others.
  if (asked.all)
    std::erase_if(
        doubts, [](const Doubt& doubt) { return is_unconfirmed(*request_of(doubt.record, doubt.request)); });
  if (doubts.empty() && !asked.all) refuse_none(asked, journal, campaign);
  if (asked.as == ResolveAs::attach) {
    if (doubts.size() > 1)
      throw Declined(Reason::several_in_doubt,
                     "the job '" + printable(asked.job) + "' has several requests in doubt: say which");
    refuse_taken(journal, doubts.front(), asked.request_id);
  }
  return doubts;
}

bool touches_others(const std::vector<Doubt>& doubts, const ResolveRequest& asked,
                    const std::string& campaign) {
  return std::ranges::any_of(doubts, [&](const Doubt& doubt) {
    return std::ranges::any_of(doubt.jobs, [&](const auto& job) {
      const bool is_named = asked.all || job.second.text == key_of(asked.job, doubts).text;
      return job.first != campaign || !is_named;
    });
  });
}

bool needs_consent(const std::vector<Doubt>& doubts, const ResolveRequest& asked,
                   const std::string& campaign) {
  return asked.as != ResolveAs::attach || touches_others(doubts, asked, campaign);
}

asio::awaitable<void> settle(Journal& journal, std::vector<Doubt> doubts, ResolveRequest asked,
                             WallTime now) {
  std::vector<LedgerEntry> entries;
  for (const Doubt& doubt : doubts) settle_one(doubt, asked, now, entries);
  if (!entries.empty()) co_await journal.commit(std::move(entries));
}

}  // namespace pressrun::app
