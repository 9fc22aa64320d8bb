// pressrun resolve: lists what is in doubt with what is needed to decide, and settles it.
#include "cli/campaigns.hpp"
#include "cli/command_table.hpp"
#include "cli/doubts.hpp"
#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/sqlite_journal.hpp"
#include "pressrun/io/system_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>
#include <unistd.h>

namespace pressrun::cli {
namespace {

void check_options(const ResolveOptions& asked) {
  if (!asked.as) {
    if (asked.all) throw CommandFailed(ExitCode::usage, "say how: --as id=UUID, --as resubmit, or --as drop");
    return;
  }
  if (asked.job.empty() == !asked.all)
    throw CommandFailed(ExitCode::usage, "name one job with --job KEY, or all with --all");
  if (asked.all && asked.as == ResolveAs::attach)
    throw CommandFailed(ExitCode::usage, "an id belongs to one request: name it with --job KEY");
}

/// Runs what the journal is told to its end.
class Scribe {
 public:
  Scribe(const std::filesystem::path& file, io::JournalLock& lock)
      : journal_(context_.get_executor(), file, [&lock](const io::JournalMark& mark) { lock.note(mark); }) {}

  void commit(std::vector<LedgerEntry> entries) {
    if (entries.empty()) return;
    perform(write(journal_, std::move(entries)));
  }

  /// What was being sent when its run was killed is in doubt: we hold the lock, so nobody is sending it.
  void doubt_what_was_cut_off(const std::vector<AccountRecord>& accounts, WallTime now) {
    std::vector<LedgerEntry> entries;
    for (const AccountRecord& account : accounts) perform(find(journal_, account.number, now, entries));
    commit(std::move(entries));
  }

 private:
  static asio::awaitable<void> write(Journal& journal, std::vector<LedgerEntry> entries) {
    co_await journal.commit(std::move(entries));
  }

  static asio::awaitable<void> find(Journal& journal, AccountNumber account, WallTime now,
                                    std::vector<LedgerEntry>& entries) {
    const std::vector<OpenContent> open = co_await journal.open_contents(account);
    for (const OpenContent& content : open) {
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
  }

  void perform(asio::awaitable<void> work) {
    std::exception_ptr error;
    asio::co_spawn(context_, std::move(work), [&](const std::exception_ptr& thrown) { error = thrown; });
    context_.restart();
    context_.run();
    if (error) std::rethrow_exception(error);
  }

  asio::io_context context_{1};
  io::SqliteJournal journal_;
};

/// An id that is another generation's would bring its pictures. Throws CommandFailed.
void refuse_taken(JournalReader& journal, const Doubt& doubt, const RequestId& id) {
  const auto holder = journal.holder_of(doubt.record.key.account, id);
  if (!holder || holder->second == doubt.request) return;
  const GenerationRequest& other = *request_of(holder->first, holder->second);
  throw CommandFailed(ExitCode::usage, "generation request " + printable(id.text) + " is that of " +
                                           one_line(other, holder->first) +
                                           ", and no other's: look for the one that was made at " +
                                           to_rfc3339(sent_at(doubt)));
}

const char* consequence(ResolveAs as) {
  switch (as) {
    case ResolveAs::resubmit:
      return "submitted again by the next run: where the first attempt did render, it is paid for twice";
    case ResolveAs::drop:
      return "given up: not bought for any job until you say so, or the design is edited";
    case ResolveAs::attach:
      return "polled under this id by the next run";
  }
  return "";
}

std::string requests(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " request" : " requests");
}

/// Names every job and campaign that is touched; whoever touches others, or may pay twice, says so.
void confirm_settling(const std::vector<Doubt>& doubts, const Campaigned& one, const Options& options) {
  bool others = false;
  for (const Doubt& doubt : doubts) {
    for (const auto& [campaign, key] : doubt.jobs) {
      const bool is_named = options.resolve.all || key.text == key_of(options.resolve.job, doubts).text;
      others = others || campaign != one.manifest->name() || !is_named;
      std::cerr << "  " << printable(key.text);
      if (campaign != one.manifest->name()) std::cerr << " of '" << printable(campaign) << "'";
      std::cerr << "\n";
    }
  }
  const bool attaches = options.resolve.as == ResolveAs::attach;
  if (options.run.yes || (attaches && !others)) return;
  const std::string what =
      requests(doubts.size()) + (doubts.size() == 1 ? " is " : " are ") + consequence(*options.resolve.as);
  if (::isatty(STDIN_FILENO) == 0) throw CommandFailed(ExitCode::usage, "off a terminal, confirm with --yes");
  confirm(what + ". Go on?", "");
}

/// What is recorded of one request. An id that the user attached before, and that nothing has confirmed,
/// gives way.
void settle(const Doubt& doubt, const ResolveOptions& asked, WallTime now,
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

ExitCode list(JournalReader& journal, const CampaignRecord& campaign, const Campaigned& one,
              const Options& options) {
  const std::vector<Doubt> doubts = doubts_of(journal, campaign, options.resolve.job);
  constexpr std::size_t many = 10;
  std::string text;
  for (const Doubt& doubt : doubts) {
    text += doubts.size() > many ? doubt_line(doubt) : doubt_text(doubt, one.manifest->name(), one.suggested);
  }
  if (doubts.size() > many) {
    text += "\n" + requests(doubts.size()) + " in doubt; each is settled by\n" +
            ways_to_settle(one.suggested, "KEY") + "all of them by\n    pressrun resolve " + one.suggested +
            " --all --as drop, or --as resubmit\n";
  }
  std::cout << (text.empty() ? "nothing is in doubt\n" : text) << std::flush;
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

/// Those that are meant. Throws CommandFailed: not there (4), not in doubt, or several for one id (2).
std::vector<Doubt> meant(JournalReader& journal, const CampaignRecord& campaign, const Campaigned& one,
                         const ResolveOptions& asked) {
  std::vector<Doubt> doubts = doubts_of(journal, campaign, asked.job);
  // What was decided one by one stands against a word on all the others.
  if (asked.all)
    std::erase_if(
        doubts, [](const Doubt& doubt) { return is_unconfirmed(*request_of(doubt.record, doubt.request)); });
  if (doubts.empty() && !asked.all) {
    if (!has_job(journal, campaign, asked.job))
      throw CommandFailed(ExitCode::not_found,
                          "there is no job '" + printable(asked.job) + "' in this journal");
    throw CommandFailed(ExitCode::usage, "the job '" + printable(asked.job) + "' is not in doubt");
  }
  if (asked.as == ResolveAs::attach && doubts.size() > 1) {
    std::string text = "the job '" + printable(asked.job) + "' has several requests in doubt: say which\n";
    for (const Doubt& doubt : doubts) text += doubt_text(doubt, one.manifest->name(), one.suggested);
    throw CommandFailed(ExitCode::usage, text);
  }
  return doubts;
}

}  // namespace

ExitCode cmd_resolve(Invocation& invocation) {
  const Options& options = invocation.options;
  const ResolveOptions& asked = options.resolve;
  check_options(asked);
  const Campaigned& one = invocation.manifests.front();
  warn_of_lost_journal(one);
  {
    const auto journal = io::open_journal(one.journal);
    if (!journal) refuse_without_run(one);
    const CampaignRecord campaign = campaign_of(*journal, one, options);
    if (!asked.as) return list(*journal, campaign, one, options);
  }
  io::JournalLock lock{one.journal, options.run.lock_timeout};
  take_in_rescue(one);
  bring_journal_up_to_date(one);
  Scribe scribe{one.journal, lock};
  const auto journal = io::open_journal(one.journal);
  if (!journal) refuse_without_run(one);
  scribe.doubt_what_was_cut_off(journal->accounts(), io::wall_now());
  const std::vector<Doubt> doubts = meant(*journal, campaign_of(*journal, one, options), one, asked);
  if (doubts.empty()) {
    std::cerr << "no job is in doubt\n";
    return ExitCode::success;
  }
  if (asked.as == ResolveAs::attach) refuse_taken(*journal, doubts.front(), asked.request_id);
  confirm_settling(doubts, one, options);
  std::vector<LedgerEntry> entries;
  for (const Doubt& doubt : doubts) settle(doubt, asked, io::wall_now(), entries);
  scribe.commit(std::move(entries));
  std::cerr << requests(doubts.size()) << ": " << consequence(*asked.as) << "\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
