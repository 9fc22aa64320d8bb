// pressrun resolve: lists what is in doubt with what is needed to decide, and settles it.
#include "cli/command_table.hpp"
#include "cli/doubt_text.hpp"
#include "cli/journal_notes.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/resolve.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/sqlite_journal.hpp"
#include "pressrun/io/system_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace pressrun::cli {
namespace {

/// Runs what the journal is told to its end.
class Scribe {
 public:
  Scribe(const std::filesystem::path& file, io::JournalLock& lock)
      : journal_(context_.get_executor(), file, [&lock](const JournalMark& mark) { lock.note(mark); }) {}

  Journal& journal() { return journal_; }

  void perform(asio::awaitable<void> work) {
    std::exception_ptr error;
    asio::co_spawn(context_, std::move(work), [&](const std::exception_ptr& thrown) { error = thrown; });
    context_.restart();
    context_.run();
    if (error) std::rethrow_exception(error);
  }

 private:
  asio::io_context context_{1};
  io::SqliteJournal journal_;
};

const char* consequence(app::ResolveAs as) {
  switch (as) {
    case app::ResolveAs::resubmit:
      return "submitted again by the next run: where the first attempt did render, it is paid for twice";
    case app::ResolveAs::drop:
      return "given up: not bought for any job until you say so, or the design is edited";
    case app::ResolveAs::attach:
      return "polled under this id by the next run";
  }
  return "";
}

std::string requests(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " request" : " requests");
}

/// Names every job and campaign that is touched; whoever touches others, or may pay twice, says so.
void confirm_settling(const std::vector<app::Doubt>& doubts, const app::LoadedCampaign& one,
                      const Options& options) {
  for (const app::Doubt& doubt : doubts) {
    for (const auto& [campaign, key] : doubt.jobs) {
      std::cerr << "  " << printable(key.text);
      if (campaign != one.manifest->name()) std::cerr << " of '" << printable(campaign) << "'";
      std::cerr << "\n";
    }
  }
  if (options.run.yes || !app::needs_consent(doubts, options.resolve, one.manifest->name())) return;
  const std::string what =
      requests(doubts.size()) + (doubts.size() == 1 ? " is " : " are ") + consequence(*options.resolve.as);
  confirm(what + ". Go on?", "off a terminal, confirm with --yes");
}

ExitCode list(JournalReader& journal, const CampaignRecord& campaign, const app::LoadedCampaign& one,
              const Options& options) {
  const std::vector<app::Doubt> doubts = app::doubts_of(journal, campaign, options.resolve.job);
  constexpr std::size_t many = 10;
  std::string text;
  for (const app::Doubt& doubt : doubts) {
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

/// Where one has to be chosen, what there is to choose from is told with it.
std::vector<app::Doubt> doubts_meant(JournalReader& journal, const CampaignRecord& campaign,
                                     const app::LoadedCampaign& one, const app::ResolveRequest& asked) {
  try {
    return app::doubts_meant(asked, journal, campaign);
  } catch (const app::Refused& refused) {
    if (refused.reason != app::Reason::several_in_doubt) throw;
    std::string text = std::string{refused.what()} + "\n";
    for (const app::Doubt& doubt : app::doubts_of(journal, campaign, asked.job))
      text += doubt_text(doubt, one.manifest->name(), one.suggested);
    throw app::Refused(refused.reason, text);
  }
}

}  // namespace

ExitCode cmd_resolve(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::ResolveRequest& asked = options.resolve;
  app::require_sense(asked);
  const app::LoadedCampaign& one = invocation.manifests.front();
  warn_of_lost_journal(one);
  {
    const app::OpenedCampaign found = app::open_campaign(one, invocation.journals);
    if (!asked.as) return list(*found.journal, found.campaign, one, options);
  }
  io::JournalLock lock{one.journal, options.run.lock_timeout};
  take_in_rescue(one);
  bring_journal_up_to_date(one);
  Scribe scribe{one.journal, lock};
  const app::OpenedCampaign found = app::open_campaign(one, invocation.journals);
  scribe.perform(app::doubt_what_was_cut_off(scribe.journal(), found.journal->accounts(), io::wall_now()));
  const std::vector<app::Doubt> doubts = doubts_meant(*found.journal, found.campaign, one, asked);
  if (doubts.empty()) {
    std::cerr << "no job is in doubt\n";
    return ExitCode::success;
  }
  confirm_settling(doubts, one, options);
  scribe.perform(app::settle(scribe.journal(), doubts, asked, io::wall_now()));
  std::cerr << requests(doubts.size()) << ": " << consequence(*asked.as) << "\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
