#include "pressrun/app/run_journals.hpp"

#include "pressrun/app/account_questions.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace pressrun::app {

RunJournals::RunJournals(std::vector<LoadedCampaign>& campaigns, bool yes, bool keep_going, Ports ports)
    : yes_(yes), keep_going_(keep_going), ports_(ports) {
  stay_with(campaigns);
}

void RunJournals::stay_with(std::vector<LoadedCampaign>& campaigns) {
  for (auto& [place, journal] : journals_) journal.campaigns.clear();
  for (LoadedCampaign& one : campaigns) {
    RunJournal& journal = journals_[one.place];
    if (journal.file.empty()) journal.file = one.journal;
    journal.campaigns.push_back(&one);
  }
  std::erase_if(renamed_, [](const auto& each) { return each.first->campaigns.empty(); });
  std::erase_if(journals_, [](const auto& each) { return each.second.campaigns.empty(); });
  std::erase_if(knowing_, [&](const Knowing& each) {
    return std::ranges::find(campaigns, each.path, &LoadedCampaign::path) == campaigns.end();
  });
}

void RunJournals::or_refuse(RunJournal& journal, const std::function<void()>& step) const {
  const auto refuse = [&journal](const char* why) {
    for (LoadedCampaign* one : journal.campaigns) one->refused = why;
  };
  if (!keep_going_) return step();
  try {
    step();
  } catch (const JournalHeld& held) {
    refuse(held.what());
  } catch (const Declined& declined) {
    refuse(declined.what());
  }
}

RunJournal& RunJournals::of(const LoadedCampaign& one) {
  const auto found = journals_.find(one.place);
  if (found == journals_.end()) throw std::logic_error("a manifest without a journal");
  return found->second;
}

bool RunJournals::read_what_was_saved(RunJournal& journal) {
  auto saved = ports_.keeper.open_saved(journal.file);
  if (!saved) return false;
  journal.reader = std::move(saved);
  return true;
}

std::string RunJournals::rescue(const Journal& journal, const std::vector<LedgerEntry>& entries) {
  for (const auto& [place, one] : journals_) {
    // Its place stays true where we are called from another folder.
    if (one.writer.get() == &journal) return ports_.keeper.keep_beside(place, entries);
  }
  return {};
}

void RunJournals::take_hold(RunJournal& journal) {
  journal.hold = ports_.keeper.hold(journal.file);
  put_in_order(journal.file, ports_.keeper, ports_.person);
  journal.seen = ports_.files.mark(journal.file);
}

/// The API was asked for a while since the journal was held and looked at: its folder may have been put back
/// from a backup, together with the hold's file.
void RunJournals::require_same(const RunJournal& journal) {
  const auto mark = ports_.files.mark(journal.file);
  const bool knows_all =
      !journal.seen || (mark && mark->id == journal.seen->id && mark->state >= journal.seen->state);
  if (knows_all && journal.hold->is_that_of(journal.file)) return;
  throw JournalError("journal " + journal.file.string() +
                     " was deleted or replaced while this run began; nothing was submitted: see which is the "
                     "right one, and run again");
}

void RunJournals::prepare() {
  for (auto& [place, journal] : journals_) {
    RunJournal& each = journal;
    or_refuse(each, [&] { look_at(each); });
  }
}

void RunJournals::look_at(RunJournal& journal) {
  if (ports_.keeper.was_used(journal.file)) take_hold(journal);
  for (const LoadedCampaign* one : journal.campaigns)
    ask_about_lost_journal(*one, yes_, ports_.files, ports_.person);
  const auto reader = ports_.files.open(journal.file);
  for (const LoadedCampaign* one : journal.campaigns) {
    if (reader) find_home(*reader, *one, ports_.files);  // refused before a call is made
  }
}

void RunJournals::look_beside(const WorkspaceSnapshot& workspace) {
  for (auto& [place, journal] : journals_) {
    for (LoadedCampaign* one : journal.campaigns) {
      auto neighbour = find_neighbour(*one, workspace, ports_.files);
      if (!neighbour) continue;
      if (neighbour->is_gone) {
        one->known_in = neighbour->journal;
        renamed_[&journal] = neighbour->journal;
        RunJournal& each = journal;
        or_refuse(each, [&] { each.hold = ports_.keeper.hold(neighbour->journal); });
      } else {
        knowing_.push_back({one->path, one->named, *std::move(neighbour)});
      }
    }
  }
}

void RunJournals::ask(const Ground& ground) const {
  if (yes_) return;
  const auto question = [this](const std::string& text) {
    ports_.person.warn(text);
    require_yes(ports_.person, "Go on all the same?", "nothing was submitted: " + text + "; --yes goes on");
  };
  for (const auto& [path, named, neighbour] : knowing_) {
    const std::string journal = printable(neighbour.journal.string());
    question("the journal of '" + printable(neighbour.manifest) + "' knows some of these contents, and '" +
             printable(named) + "' would buy them again: share what was bought with --state " + journal);
  }
  for (const auto& [place, journal] : journals_) {
    for (const LoadedCampaign* one : journal.campaigns) {
      const auto reader = ports_.files.open(one->known_in);
      if (!reader) continue;
      const CampaignHome home = find_home(*reader, *one, ports_.files);
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

/// The journal of a manifest that was renamed gets the name of the present one. We hold it, and keep it: a
/// hold is on the file, not on its name.
void RunJournals::take_over(RunJournal& journal, const std::filesystem::path& neighbour) {
  put_in_order(neighbour, ports_.keeper, ports_.person);  // opened and closed: nothing is left in its log
  ports_.keeper.rename(neighbour, journal.file);
  for (LoadedCampaign* one : journal.campaigns) one->known_in = one->journal;
  ports_.person.note(printable(neighbour.string()) + " is now " + printable(journal.file.string()) +
                     ", as its manifest was renamed");
}

void RunJournals::hold_all() {
  for (auto& [place, journal] : journals_) {
    const auto renamed = renamed_.find(&journal);
    RunJournal& each = journal;
    if (renamed != renamed_.end()) {
      take_over(each, renamed->second);
    } else if (!journal.hold) {
      or_refuse(each, [&] { take_hold(each); });
    }
  }
}

asio::awaitable<void> RunJournals::open(const Ground& ground, std::string api_key) {
  for (auto& [place, journal] : journals_) {
    require_same(journal);
    journal.writer = ports_.keeper.open_for_writing(journal.file, *journal.hold);
    journal.reader = ports_.files.open(journal.file);
    if (!journal.reader) throw JournalError("journal " + journal.file.string() + " cannot be read");
    co_await settle(journal, ground.accounts.at(place), api_key);
  }
}

/// Who buys, and which campaigns these are.
asio::awaitable<void> RunJournals::settle(RunJournal& journal, const AccountFinding& found,
                                          const std::string& api_key) {
  AccountRecord account = found.account;
  account.key_digests = {key_digest(journal.reader->salt(), api_key)};
  journal.buyer = account;
  journal.account = co_await journal.writer->note_account(std::move(account));
  if (found.adopts != 0) co_await journal.writer->adopt_account(found.adopts, journal.account);
  for (const LoadedCampaign* one : journal.campaigns) {
    const CampaignHome home = find_home(*journal.reader, *one, ports_.files);
    if (!home.moved) continue;
    std::string path = one->path;
    std::string name = one->manifest->name();
    co_await journal.writer->move_campaign(home.campaign->number, std::move(path), std::move(name));
    if (!home.campaign->path.empty())
      ports_.person.note("'" + printable(one->path) + "' goes on as the campaign of '" +
                         printable(home.campaign->path) + "'");
  }
}

void RunJournals::close() {
  for (auto& [place, journal] : journals_) {
    journal.reader.reset();
    journal.writer.reset();
  }
}

}  // namespace pressrun::app
