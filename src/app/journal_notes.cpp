#include "pressrun/app/journal_notes.hpp"

#include "pressrun/app/earlier_results.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/text.hpp"

namespace pressrun::app {
namespace {

const char* words_for(Staleness why) {
  switch (why) {
    case Staleness::missing:
      return " is not there, and was used here before: was it moved or deleted?";
    case Staleness::empty:
      return " is empty, and was not when it was last used here: was it cut off, or put in another's place?";
    case Staleness::another:
      return " is another than was last used here: was one put in its place?";
    default:
      return " is older than when it was last used here: was a copy or a backup put in its place, or was it "
             "cut off?";
  }
}

EarlierResults results_of(const LoadedCampaign& one, JournalFiles& files) {
  const auto in = files.open_results(one.results);
  return in ? read_earlier_results(*in) : EarlierResults{};
}

}  // namespace

bool warn_of_lost_journal(const LoadedCampaign& one, JournalFiles& files, Person& person) {
  const Staleness why = files.staleness(one.journal);
  if (why == Staleness::none) return false;
  person.warn("journal " + printable(one.journal.string()) + words_for(why) +
              " What was submitted since is unknown to it, and a run would pay for that again");
  return true;
}

bool warn_of_unknown_results(const LoadedCampaign& one, JournalFiles& files, Person& person) {
  const ResultsDoubt doubt = doubt_from_results(results_of(one, files), one, files);
  if (doubt == ResultsDoubt::none) return false;
  const std::string file = "'" + printable(one.results.string()) + "' ";
  const std::string journal = printable(one.journal.string());
  if (doubt == ResultsDoubt::no_journal) {
    person.warn(file + "lists what an earlier run bought, and its journal " + journal +
                " is not there: was it moved or deleted? A run would pay for all of it again");
  } else {
    person.warn(
        file + "is of a run that the journal " + journal +
        " knows nothing of: is it another one than before, or was an older copy of its folder put back? A "
        "run would pay again for what that one bought");
  }
  return true;
}

void warn_of_lapse(const LoadedCampaign& one, std::optional<WallTime> rendering_since, WallTime now,
                   Person& person) {
  if (!lapses_soon(rendering_since, now)) return;
  person.warn("jobs of '" + printable(one.manifest->name()) + "' render since " +
              to_rfc3339(*rendering_since) + ", and the API keeps what they came to until " +
              to_rfc3339(*rendering_since + results_are_kept) +
              " at most; it is paid for. Fetch it with: pressrun run " + one.suggested_run);
}

void ask_about_lost_journal(const LoadedCampaign& one, bool yes, JournalFiles& files, Person& person) {
  const bool lost = warn_of_lost_journal(one, files, person) || warn_of_unknown_results(one, files, person);
  if (!lost || yes) return;
  require_yes(person, "Go on, and pay for it again?",
              "nothing was submitted: put the right journal back, or confirm with --yes that what is unknown "
              "to this one may be paid for again");
}

void require_yes(Person& person, const std::string& question, const std::string& otherwise) {
  const Person::Answer answer = person.ask(question);
  if (answer == Person::Answer::absent) throw Declined(Reason::not_confirmed, otherwise);
  if (answer == Person::Answer::no) throw Declined(Reason::not_confirmed, "nothing was submitted");
}

void take_in_rescue(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person) {
  for (const std::string& line : keeper.take_in_rescue(journal)) person.note(printable(line));
}

void bring_up_to_date(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person) {
  keeper.bring_up_to_date(journal, [&person](const std::string& line) { person.note(printable(line)); });
}

void put_in_order(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person) {
  take_in_rescue(journal, keeper, person);
  bring_up_to_date(journal, keeper, person);
}

}  // namespace pressrun::app
