#include "cli/look_ahead.hpp"

#include "cli/preflight.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/kept_designs.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/system_clock.hpp"

namespace pressrun::cli {
namespace {

/// A journal beside the manifest's own place that knows its contents is the one to look into.
void look_beside(Invocation& invocation, const app::Ground& ground) {
  for (app::LoadedCampaign& one : invocation.manifests) {
    const auto neighbour = app::find_neighbour(one, ground.workspace, invocation.journals);
    if (!neighbour) continue;
    const std::string journal = printable(neighbour->journal.string());
    if (neighbour->is_gone) {
      one.known_in = neighbour->journal;
      invocation.person.note(journal + " is the journal of '" + printable(neighbour->manifest) +
                             "', which is gone, and knows these contents: a run goes on with it");
    } else {
      invocation.person.warn(
          journal + ", the journal of '" + printable(neighbour->manifest) +
          "', knows some of these contents; a run asks first, and shares it with --state " + journal);
    }
  }
}

/// What a run would ask about, or do by itself; and what the jobs of each manifest are looked up by.
std::vector<app::PlanBasis> look_at_journals(const Invocation& invocation, const app::Ground& ground,
                                             WallTime now) {
  JournalFiles& journals = invocation.journals;
  Person& person = invocation.person;
  std::vector<app::PlanBasis> bases;
  for (const app::LoadedCampaign& one : invocation.manifests) {
    if (!app::warn_of_lost_journal(one, journals, person))
      app::warn_of_unknown_results(one, journals, person);
    const std::string question = app::question_about_account(one, ground, journals);
    if (!question.empty()) person.warn(question + "; a run asks first");
    bases.push_back(app::basis_of(one, ground, now, journals));
    app::warn_of_lapse(one, app::rendering_since(one, bases.back(), journals), now, person);
  }
  return bases;
}

}  // namespace

void keep_answers(const Invocation& invocation, const app::Ground& ground) {
  try {
    app::keep_answers(invocation.manifests, ground.fresh, Holding::nobodys, invocation.journals);
  } catch (const JournalError&) {
  }
}

Outlook look_ahead(Invocation& invocation) {
  Outlook outlook;
  const Options& options = invocation.options;
  const bool calls = !options.run.offline && !options.run.skip_preflight;
  const auto session = calls ? open_session(invocation) : nullptr;
  outlook.ground = read_workspace(invocation, session.get(), true);
  if (outlook.ground.stop == app::Stop::none) look_beside(invocation, outlook.ground);
  if (outlook.ground.stop == app::Stop::none && session) find_accounts(invocation, *session, outlook.ground);
  if (outlook.ground.stop != app::Stop::none) {
    outlook.stopped = conclude_stopped(invocation, outlook.ground, session->signal());
  } else {
    outlook.bases = look_at_journals(invocation, outlook.ground, io::wall_now());
  }
  return outlook;
}

}  // namespace pressrun::cli
