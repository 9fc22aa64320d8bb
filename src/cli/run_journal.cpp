#include "cli/run_journal.hpp"

#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "pressrun/app/account_questions.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/places.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <utility>

namespace pressrun::cli {
namespace {

namespace fs = std::filesystem;

/// There is, or was, a journal, or what was saved of one.
bool was_used(const fs::path& journal) {
  std::error_code error;
  return fs::exists(journal, error) || fs::exists(journal.string() + ".rescue", error) ||
         fs::exists(journal.string() + ".rescue.jsonl", error) || io::noted_mark(journal);
}

/// Awaits what answers nothing.
asio::awaitable<bool> done(asio::awaitable<void> work) {
  co_await std::move(work);
  co_return true;
}

fs::path lock_beside(fs::path journal) { return journal.replace_extension(".lock"); }

void move_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error)
    throw JournalError("journal " + from.string() + " cannot be renamed to " + to.string() + ": " +
                       error.message());
}

}  // namespace

bool RunJournal::read_what_was_saved() {
  try {
    auto saved = io::open_journal(file.string() + ".rescue");
    if (!saved) return false;
    reader = std::move(saved);
    return true;
  } catch (const JournalError&) {
    return false;
  }
}

RunJournals::RunJournals(std::vector<app::LoadedCampaign>& manifests, const Options& options,
                         JournalFiles& files)
    : options_(options), files_(files) {
  for (app::LoadedCampaign& one : manifests) {
    RunJournal& journal = journals_[one.place];
    if (journal.manifests.empty()) journal.file = one.journal;
    journal.manifests.push_back(&one);
  }
}

RunJournal& RunJournals::of(const app::LoadedCampaign& one) {
  for (auto& [place, journal] : journals_) {
    if (std::ranges::find(journal.manifests, &one) != journal.manifests.end()) return journal;
  }
  throw std::logic_error("a manifest without a journal");
}

fs::path RunJournals::file_of(const Journal& journal) const {
  for (const auto& [place, one] : journals_) {
    if (one.writer.get() == &journal) return place;  // it stays true where we are called from another folder
  }
  return {};
}

void RunJournals::take_lock(RunJournal& journal) {
  journal.lock = std::make_unique<io::JournalLock>(journal.file, options_.run.lock_timeout);
  take_in_rescue(*journal.manifests.front());
  bring_journal_up_to_date(*journal.manifests.front());
  journal.seen = io::journal_mark(journal.file);
}

/// The API was asked for a while since the journal was locked and looked at: its folder may have been put
/// back from a backup, together with the lock's file.
void RunJournals::require_same(const RunJournal& journal) {
  const auto mark = io::journal_mark(journal.file);
  const bool knows_all =
      !journal.seen || (mark && mark->id == journal.seen->id && mark->state >= journal.seen->state);
  if (knows_all && journal.lock->is_that_of(journal.file)) return;
  throw JournalError("journal " + journal.file.string() +
                     " was deleted or replaced while this run began; nothing was submitted: see which is the "
                     "right one, and run again");
}

void RunJournals::prepare() {
  const bool yes = options_.run.yes || options_.input.simulate;
  for (auto& [place, journal] : journals_) {
    if (was_used(journal.file)) take_lock(journal);
    const bool own_place = options_.input.state.empty();
    for (const app::LoadedCampaign* one : journal.manifests)
      ask_about_lost_journal(*one, own_place, yes, files_);
    const auto reader = io::open_journal(journal.file);
    for (const app::LoadedCampaign* one : journal.manifests) {
      if (reader) find_home(*reader, *one, files_);  // what is refused is refused before a call is made
    }
  }
}

void RunJournals::look_beside(const app::WorkspaceSnapshot& workspace) {
  for (auto& [place, journal] : journals_) {
    for (app::LoadedCampaign* one : journal.manifests) {
      auto neighbour = find_neighbour(*one, workspace, files_);
      if (!neighbour) continue;
      if (neighbour->is_gone) {
        one->known_in = neighbour->journal;
        renamed_[&journal] = neighbour->journal;
        journal.lock = std::make_unique<io::JournalLock>(neighbour->journal, options_.run.lock_timeout);
      } else {
        knowing_.emplace_back(one, *std::move(neighbour));
      }
    }
  }
}

void RunJournals::ask(const app::Ground& ground) const {
  if (options_.run.yes || options_.input.simulate) return;
  const auto question = [](const std::string& text) {
    std::cerr << "warning: " << text << "\n";
    confirm("Go on all the same?", "nothing was submitted: " + text + "; --yes goes on");
  };
  for (const auto& [one, neighbour] : knowing_) {
    const std::string journal = printable(neighbour.journal.string());
    question("the journal of '" + printable(neighbour.manifest) + "' knows some of these contents, and '" +
             printable(one->named) + "' would buy them again: share what was bought with --state " + journal);
  }
  for (const auto& [place, journal] : journals_) {
    for (const app::LoadedCampaign* one : journal.manifests) {
      const auto reader = io::open_journal(one->known_in);
      if (!reader) continue;
      const app::CampaignHome home = find_home(*reader, *one, files_);
      if (!home.copied_from.empty())
        question("the journal " + printable(journal.file.string()) + " is that of '" +
                 printable(home.copied_from) +
                 "', which is still there: what either buys from now on is unknown to the other");
      const std::string account =
          account_question(ground.accounts.at(place), home, reader->accounts(), one->manifest->name());
      if (!account.empty()) question(account);
    }
  }
}

/// The journal of a manifest that was renamed gets the name of the present one. We hold its lock, and keep
/// it: the kernel's lock is on the file, not on its name.
void RunJournals::take_over(RunJournal& journal, const fs::path& neighbour) {
  app::LoadedCampaign moving;
  moving.journal = neighbour;
  take_in_rescue(moving);
  bring_journal_up_to_date(moving);  // opened and closed: nothing is left in the write-ahead log
  std::error_code error;
  const fs::path log = neighbour.string() + "-wal";
  if (fs::exists(log, error) && fs::file_size(log, error) > 0)
    throw JournalError("journal " + neighbour.string() + " is open elsewhere, and cannot be renamed");
  move_file(neighbour, journal.file);
  move_file(lock_beside(neighbour), lock_beside(journal.file));
  for (app::LoadedCampaign* one : journal.manifests) one->known_in = one->journal;
  std::cerr << "note: " << printable(neighbour.string()) << " is now " << printable(journal.file.string())
            << ", as its manifest was renamed\n";
}

void RunJournals::lock_all() {
  for (auto& [place, journal] : journals_) {
    const auto renamed = renamed_.find(&journal);
    if (renamed != renamed_.end()) {
      take_over(journal, renamed->second);
    } else if (!journal.lock) {
      take_lock(journal);
    }
  }
}

void RunJournals::open(Session& session, const app::Ground& ground) {
  for (auto& [place, journal] : journals_) {
    require_same(journal);
    const auto note = [lock = journal.lock.get()](const JournalMark& mark) { lock->note(mark); };
    journal.writer =
        std::make_unique<io::SqliteJournal>(session.context().get_executor(), journal.file, note);
    journal.reader = io::open_journal(journal.file);
    if (!journal.reader) throw JournalError("journal " + journal.file.string() + " cannot be read");
    settle(session, journal, ground);
  }
}

/// Who buys, and which campaigns these are.
void RunJournals::settle(Session& session, RunJournal& journal, const app::Ground& ground) {
  const app::AccountFinding& found = ground.accounts.at(io::real_place(journal.file));
  AccountRecord account = found.account;
  account.key_digests = {app::key_digest(journal.reader->salt(), session.caller().api_key)};
  journal.buyer = account;
  journal.account = session.await(journal.writer->note_account(std::move(account)));
  if (found.adopts != 0) session.await(done(journal.writer->adopt_account(found.adopts, journal.account)));
  for (const app::LoadedCampaign* one : journal.manifests) {
    const app::CampaignHome home = find_home(*journal.reader, *one, files_);
    if (!home.moved) continue;
    session.await(
        done(journal.writer->move_campaign(home.campaign->number, one->path, one->manifest->name())));
    if (!home.campaign->path.empty())
      std::cerr << "note: '" << printable(one->path) << "' goes on as the campaign of '"
                << printable(home.campaign->path) << "'\n";
  }
}

void RunJournals::close() {
  for (auto& [place, journal] : journals_) {
    journal.reader.reset();
    journal.writer.reset();
  }
}

}  // namespace pressrun::cli
