// pressrun download: fetches and verifies the files of what is there, without a run.
#include "cli/command_table.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_journal_keeper.hpp"
#include "wiring/downloads.hpp"
#include "wiring/failure.hpp"
#include "wiring/session.hpp"

namespace pressrun::cli {
ExitCode cmd_download(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  if (one.manifest->download().to.empty())
    throw CommandFailed(
        ExitCode::usage,
        "the manifest says not where its files go: add 'download: {to: FOLDER}', or name one with --to");
  refuse_places(invocation);
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  { const app::OpenedCampaign there = app::open_campaign(one, invocation.journals); }  // else: no run yet
  Session session(options, invocation.environment);
  io::DiskJournalKeeper keeper(session.context().get_executor(), options.run.lock_timeout);
  const auto hold = keeper.hold(one.journal);
  app::put_in_order(one.journal, keeper, invocation.person);
  const auto writer = keeper.open_for_writing(one.journal, *hold);
  const app::OpenedCampaign found = app::open_campaign(one, invocation.journals);
  FolderDownloads downloads(options.download, session.deps());
  downloads.add(one, *writer, *found.journal);
  session.await(options.download.verify ? downloads.verify() : downloads.finish(false, std::nullopt));
  if (!options.download.verify) downloads.write_lists();
  downloads.tell(options.output.quiet);
  return most_urgent(downloads.codes(session.signal()));
}

}  // namespace pressrun::cli
