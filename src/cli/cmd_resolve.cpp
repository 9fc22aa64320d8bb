#include "cli/command_table.hpp"
#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/sqlite_store.hpp"
#include "pressrun/io/system_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>
#include <unistd.h>

namespace pressrun::cli {
namespace {

void check_options(const ResolveOptions& asked) {
  if (asked.job.empty() == !asked.all)
    throw CommandFailed(ExitCode::usage, "name one job with --job KEY, or all with --all");
  if (!asked.as) throw CommandFailed(ExitCode::usage, "say how: --as resubmit, --as drop, or --as id=UUID");
  if (asked.all && asked.as == Verdict::attach) {
    throw CommandFailed(ExitCode::usage, "an id belongs to one job: name it with --job KEY");
  }
}

/// The jobs in doubt that are meant. Throws CommandFailed: not there (4), not in doubt (2). We hold the lock:
/// what is being sent was left so by a kill, and a run puts it in doubt before anything else.
std::vector<JobKey> meant(JournalReader& journal, const ResolveOptions& asked) {
  std::vector<JobKey> in_doubt;
  bool seen = false;
  bool cut_off = false;
  journal.each_job([&](const JobResult& job) {
    const bool named = asked.all || job.key.text == asked.job;
    seen = seen || named;
    cut_off = cut_off || (named && job.status == JobStatus::submitting);
    if (named && job.status == JobStatus::in_doubt) in_doubt.push_back(job.key);
  });
  if (in_doubt.empty() && cut_off) {
    throw CommandFailed(
        ExitCode::usage,
        "the last run was killed while it was sending: run again first, which finds what is in doubt");
  }
  if (asked.all || !in_doubt.empty()) return in_doubt;
  if (seen) throw CommandFailed(ExitCode::usage, "the job '" + printable(asked.job) + "' is not in doubt");
  throw CommandFailed(ExitCode::not_found, "there is no job '" + printable(asked.job) + "' in this journal");
}

/// An id that is another generation's would bring its pictures. Throws CommandFailed.
void refuse_taken(JournalReader& journal, const JobKey& job, const RequestId& id) {
  const std::vector<Claim> holders = journal.claims_on(id);
  const auto wanted = journal.doubtful(job);
  if (!wanted || holders.empty()) return;
  if (const Claim* other = rival(*wanted, holders))
    throw CommandFailed(ExitCode::usage, "generation request " + printable(id.text) + " is that of attempt " +
                                             std::to_string(other->attempt) + " of the job '" +
                                             printable(other->key.text) +
                                             "', and no other's: look for the one that was made at " +
                                             to_rfc3339(wanted->sent_at));
  std::cerr << "note: the job '" << printable(holders.front().key.text)
            << "' has this id too; it was sent at the same moment, so both are taken for one request\n";
}

const char* consequence(Verdict as) {
  switch (as) {
    case Verdict::resubmit:
      return "submitted again by the next run: where the first attempt did render, it is paid for twice";
    case Verdict::drop:
      return "given up";
    case Verdict::attach:
      return "polled under this id by the next run";
  }
  return "";
}

void confirm(const std::vector<JobKey>& jobs, Verdict as, bool yes) {
  if (yes) return;
  if (::isatty(STDIN_FILENO) == 0) throw CommandFailed(ExitCode::usage, "off a terminal, confirm with --yes");
  for (const JobKey& job : jobs) std::cerr << "  " << printable(job.text) << "\n";
  std::cerr << jobs.size() << (jobs.size() == 1 ? " job is " : " jobs are ") << consequence(as)
            << ". Go on? [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "yes") throw CommandFailed(ExitCode::usage, "nothing was changed");
}

asio::awaitable<void> settle(Store& store, std::vector<JobKey> jobs, ResolveOptions asked) {
  for (JobKey& job : jobs) {
    JournalEntry entry = Resolution{std::move(job), *asked.as, asked.request_id, io::wall_now()};
    co_await store.record(std::move(entry));
  }
}

void record(const std::filesystem::path& journal, io::JournalLock& lock, const std::vector<JobKey>& jobs,
            const ResolveOptions& asked) {
  asio::io_context context{1};
  io::SqliteStore store{context.get_executor(), journal,
                        [&lock](const io::JournalMark& mark) { lock.note(mark); }};
  std::exception_ptr error;
  asio::co_spawn(context, settle(store, jobs, asked),
                 [&](const std::exception_ptr& thrown) { error = thrown; });
  context.run();
  if (error) std::rethrow_exception(error);
}

}  // namespace

ExitCode cmd_resolve(Invocation& invocation) {
  const ResolveOptions& asked = invocation.options.resolve;
  check_options(asked);
  const Campaigned& one = invocation.manifests.front();
  const auto journal = io::open_journal(one.journal);
  warn_of_lost_journal(one);
  if (!journal) refuse_without_run(one);
  io::JournalLock lock{one.journal, invocation.options.run.lock_timeout};
  const std::vector<JobKey> jobs = meant(*journal, asked);
  if (jobs.empty()) {
    std::cerr << "no job is in doubt\n";
    return ExitCode::success;
  }
  if (asked.as == Verdict::attach) refuse_taken(*journal, jobs.front(), asked.request_id);
  confirm(jobs, *asked.as, invocation.options.run.yes);
  bring_journal_up_to_date(one);
  record(one.journal, lock, jobs, asked);
  std::cerr << jobs.size() << (jobs.size() == 1 ? " job: " : " jobs: ") << consequence(*asked.as) << "\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
