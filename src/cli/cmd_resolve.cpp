// pressrun resolve: lists what is in doubt with what is needed to decide, and settles it.
#include "cli/command_table.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/resolve.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_journal_keeper.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/views/doubt_text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace pressrun::cli {
namespace {

/// Runs what the journal is told to its end.
void perform(asio::io_context& context, asio::awaitable<void> work) {
  std::exception_ptr error;
  asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& thrown) { error = thrown; });
  context.restart();
  context.run();
  if (error) std::rethrow_exception(error);
}

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
                      const Invocation& invocation) {
  const Options& options = invocation.options;
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
  app::require_yes(invocation.person, what + ". Go on?", "off a terminal, confirm with --yes");
}

ExitCode list(JournalReader& journal, const CampaignRecord& campaign, const app::LoadedCampaign& one,
              const Options& options) {
  const std::vector<app::Doubt> doubts = app::doubts_of(journal, campaign, options.resolve.job);
  constexpr std::size_t many = 10;
  std::string text;
  for (const app::Doubt& doubt : doubts) {
    text += doubts.size() > many ? views::doubt_line(doubt)
                                 : views::doubt_text(doubt, one.manifest->name(), one.suggested);
  }
  if (doubts.size() > many) {
    text += "\n" + requests(doubts.size()) + " in doubt; each is settled by\n" +
            views::ways_to_settle(one.suggested, "KEY") + "all of them by\n    pressrun resolve " +
            one.suggested + " --all --as drop, or --as resubmit\n";
  }
  std::cout << (text.empty() ? "nothing is in doubt\n" : text) << std::flush;
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

/// Where one has to be chosen, what there is to choose from is told with it.
std::vector<app::Doubt> doubts_meant(JournalReader& journal, const CampaignRecord& campaign,
                                     const app::LoadedCampaign& one, const app::ResolveRequest& asked) {
  try {
    return app::doubts_meant(asked, journal, campaign);
  } catch (const app::Declined& declined) {
    if (declined.reason != app::Reason::several_in_doubt) throw;
    std::string text = std::string{declined.what()} + "\n";
    for (const app::Doubt& doubt : app::doubts_of(journal, campaign, asked.job))
      text += views::doubt_text(doubt, one.manifest->name(), one.suggested);
    throw app::Declined(declined.reason, text);
  }
}

}  // namespace

ExitCode cmd_resolve(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::ResolveRequest& asked = options.resolve;
  app::require_sense(asked);
  const app::LoadedCampaign& one = invocation.manifests.front();
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  {
    const app::OpenedCampaign found = app::open_campaign(one, invocation.journals);
    if (!asked.as) return list(*found.journal, found.campaign, one, options);
  }
  asio::io_context context{1};
  io::DiskJournalKeeper keeper{context.get_executor(), options.run.lock_timeout};
  const auto hold = keeper.hold(one.journal);
  app::put_in_order(one.journal, keeper, invocation.person);
  const auto journal = keeper.open_for_writing(one.journal, *hold);
  const app::OpenedCampaign found = app::open_campaign(one, invocation.journals);
  perform(context, app::doubt_what_was_cut_off(*journal, found.journal->accounts(), io::wall_now()));
  const std::vector<app::Doubt> doubts = doubts_meant(*found.journal, found.campaign, one, asked);
  if (doubts.empty()) {
    std::cerr << "no job is in doubt\n";
    return ExitCode::success;
  }
  confirm_settling(doubts, one, invocation);
  perform(context, app::settle(*journal, doubts, asked, io::wall_now()));
  std::cerr << requests(doubts.size()) << ": " << consequence(*asked.as) << "\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
