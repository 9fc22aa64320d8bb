#include "simulation/invariants.hpp"

#include "support/synthetic_jobs.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pressrun::test {
namespace {

using Row = MemoryTables::Row;
using Attempt = MemoryTables::Attempt;

std::string title_of(const Row& row) { return SyntheticJobs::title_in(row.enrolled.variables_json); }

bool ours(const simulator::Generation& generation) {
  return SyntheticJobs::title_in(generation.body).find("foreign") == std::string::npos;
}

/// What can stand for a generation whose id the journal does not have: the API may or may not have made
/// something of it, or it came with the answer.
bool stands_for_one(const Attempt& attempt) {
  return attempt.state != "refused" && attempt.state != "rejected" && attempt.request_id.empty();
}

std::set<std::string> ids_in(const MemoryTables& journal) {
  std::set<std::string> ids;
  for (const auto& [key, row] : journal.jobs) {
    for (const Attempt& attempt : row.attempts) {
      if (!attempt.request_id.empty()) ids.insert(attempt.request_id.text);
    }
  }
  return ids;
}

bool same_version(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  return !a || !b || *a == *b;
}

// ---- money
// ----------------------------------------------------------------------------------------------------

void every_generation_is_explained(const Evidence& e, const Complain& complain) {
  std::map<std::string, int> unexplained;
  const std::set<std::string> ids = ids_in(e.journal);
  for (const simulator::Generation& generation : e.ledger) {
    if (ours(generation) && !ids.contains(generation.request_id))
      ++unexplained[SyntheticJobs::title_in(generation.body)];
  }
  std::map<std::string, int> unknown;
  for (const auto& [key, row] : e.journal.jobs)
    unknown[title_of(row)] += static_cast<int>(std::ranges::count_if(row.attempts, stands_for_one));
  for (const auto& [title, count] : unexplained) {
    if (count > unknown[title]) complain(title + ": paid for, and no attempt says so");
  }
}

/// Why another attempt was made after `earlier`, as that was then.
bool has_cause(const Attempt& earlier, const Attempt& later, bool resubmits) {
  if (earlier.state == "refused" || earlier.state == "rejected") return true;
  if (earlier.concluded == JobStatus::failed || earlier.concluded == JobStatus::partial) return true;
  if (earlier.resolved == Verdict::resubmit) return true;
  if (!(earlier.fingerprint == later.fingerprint)) return true;  // the manifest was edited
  if (!same_version(earlier.design_version, later.design_version)) return true;
  return resubmits && (earlier.state == "in_doubt" || earlier.state == "intent");
}

void nothing_is_sent_again_without_cause(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.journal.jobs) {
    const auto known = e.before.jobs.find(key);
    const std::size_t old = known == e.before.jobs.end() ? 0 : known->second.attempts.size();
    for (std::size_t i = std::max<std::size_t>(1, old); i < row.attempts.size(); ++i) {
      const Attempt& earlier = i == old ? known->second.attempts[i - 1] : row.attempts[i - 1];
      if (!has_cause(earlier, row.attempts[i], e.resubmits_in_doubt))
        complain(key.text + ": attempt " + std::to_string(i + 1) + " has no cause after one that is " +
                 row.attempts[i - 1].state);
    }
  }
}

void a_job_in_doubt_is_held(const Evidence& e, const Complain& complain) {
  if (e.resubmits_in_doubt) return;
  for (const auto& [key, row] : e.before.jobs) {
    const Row& now = e.journal.jobs.at(key);
    if (row.status == JobStatus::in_doubt && now.attempts.size() != row.attempts.size())
      complain(key.text + ": was in doubt, and was sent");
  }
}

void few_are_on_their_way(const Evidence& e, const Complain& complain) {
  std::set<std::string> titles;
  for (const auto& [key, row] : e.journal.jobs) {
    if (row.status == JobStatus::submitting) titles.insert(title_of(row));
  }
  if (titles.size() > 8) complain(std::to_string(titles.size()) + " submissions on their way at once");
}

// ---- memory
// ---------------------------------------------------------------------------------------------------

void ids_are_the_apis(const Evidence& e, const Complain& complain) {
  std::map<std::string, std::string> given;
  for (const simulator::Generation& generation : e.ledger)
    given.emplace(generation.request_id, SyntheticJobs::title_in(generation.body));
  for (const auto& [key, row] : e.journal.jobs) {
    for (const Attempt& attempt : row.attempts) {
      if (attempt.request_id.empty()) continue;
      const auto found = given.find(attempt.request_id.text);
      if (found == given.end()) complain(key.text + ": has an id that the API never gave");
      if (found != given.end() && found->second != title_of(row))
        complain(key.text + ": has the id of " + found->second);
    }
  }
}

bool continues(const Attempt& earlier, const Attempt& now) {
  const bool kept_id = earlier.request_id.empty() || earlier.request_id == now.request_id;
  const bool kept_state = earlier.state == now.state || earlier.state == "intent" ||
                          (earlier.state == "in_doubt" && now.state == "resolved");
  return kept_id && kept_state && (!earlier.concluded || earlier.concluded == now.concluded);
}

void nothing_durable_is_forgotten(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.before.jobs) {
    const auto now = e.journal.jobs.find(key);
    if (now == e.journal.jobs.end()) {
      complain(key.text + ": gone");
      continue;
    }
    const auto& attempts = now->second.attempts;
    const bool kept = attempts.size() >= row.attempts.size() &&
                      std::equal(row.attempts.begin(), row.attempts.end(), attempts.begin(), continues);
    if (!kept) complain(key.text + ": attempts are lost or rewritten");
  }
}

void what_is_final_stays(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.before.jobs) {
    const bool final = row.status == JobStatus::succeeded || row.status == JobStatus::partial ||
                       row.status == JobStatus::failed || row.status == JobStatus::dropped;
    const Row& now = e.journal.jobs.at(key);
    if (!final || now.attempts.size() > row.attempts.size()) continue;
    if (now.status != row.status || now.assets.size() != row.assets.size())
      complain(key.text + ": changed without an attempt");
  }
}

/// Not always the last one's: that may have been refused, and the earlier one goes on.
void what_renders_has_an_id(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.journal.jobs) {
    if (row.status != JobStatus::rendering) continue;
    const bool named =
        !row.request_id.empty() && std::ranges::any_of(row.attempts, [&](const Attempt& attempt) {
          return attempt.request_id == row.request_id;
        });
    if (!named) complain(key.text + ": renders without an id");
  }
}

void what_succeeded_has_its_files(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.journal.jobs) {
    if (row.status == JobStatus::succeeded && (row.assets.empty() || !row.failures.empty()))
      complain(key.text + ": succeeded without files, or with failures");
    if (row.status == JobStatus::failed && row.failures.empty())
      complain(key.text + ": failed without saying why");
  }
}

/// Of whatever was in its request, or there before.
void pictures_are_of_what_the_job_asks_for(const Evidence& e, const Complain& complain) {
  for (const auto& [key, row] : e.journal.jobs) {
    if (row.status != JobStatus::succeeded && row.status != JobStatus::partial) continue;
    const std::vector<std::string> own = e.formats_of ? e.formats_of(key) : std::vector<std::string>{};
    for (const Asset& asset : row.assets) {
      const auto number = row.brought_by.find(asset.format);
      if (number == row.brought_by.end() || number->second > row.last()) continue;  // another invariant's
      const Attempt& by = row.attempts.at(static_cast<std::size_t>(number->second - 1));
      if (!(by.fingerprint == row.fingerprint) || !same_version(by.design_version, row.design_version))
        complain(key.text + ": its " + asset.format + " is of another edition, by attempt " +
                 std::to_string(number->second));
      if (!own.empty() && std::ranges::find(own, asset.format) == own.end())
        complain(key.text + ": has a " + asset.format + " that it does not ask for");
    }
  }
}

// ---- the end of a run
// -----------------------------------------------------------------------------------------

std::map<JobStatus, std::size_t> counts_of(const MemoryTables& journal) {
  std::map<JobStatus, std::size_t> counts;
  for (const auto& [key, row] : journal.jobs)
    ++counts[row.asks_for_what_was_rejected() ? JobStatus::failed : row.status];
  return counts;
}

void nothing_is_left_submitting(const Evidence& e, const Complain& complain) {
  if (e.outcome == nullptr || e.journal_failed) return;
  for (const auto& [key, row] : e.journal.jobs) {
    if (row.status == JobStatus::submitting)
      complain(key.text + ": left in submitting by a run that ended by itself");
  }
}

void every_job_ends_or_the_run_says_why(const Evidence& e, const Complain& complain) {
  if (e.outcome == nullptr || e.chose || !e.outcome->stops.empty() || !e.outcome->reason.empty()) return;
  auto counts = counts_of(e.journal);
  const std::size_t rendering = counts[JobStatus::rendering];
  const std::size_t untold =
      rendering - std::min(rendering, e.outcome->selected_failed);  // told: exit code 3
  const std::size_t open = counts[JobStatus::planned] + untold;
  if (open > 0) complain(std::to_string(open) + " jobs are open, and the run says nothing");
}

void the_summary_adds_up(const Evidence& e, const Complain& complain) {
  if (e.outcome == nullptr || e.journal_failed || e.outcome->runs.empty()) return;
  const Summary& told = e.outcome->runs.front().summary;
  if (told.jobs != told.succeeded + told.partial + told.failed + told.in_doubt + told.pending)
    complain("its parts are not its whole");
  if (!e.outcome->announced.front()) return;  // the run knows only of those that it came to announce
  auto counts = counts_of(e.journal);
  if (told.in_doubt != counts[JobStatus::in_doubt])
    complain("says " + std::to_string(told.in_doubt) + " of " + std::to_string(told.jobs) +
             " in doubt, the journal has " + std::to_string(counts[JobStatus::in_doubt]) + "; " +
             e.outcome->runs.front().ending);
}

}  // namespace

const std::vector<Invariant>& invariants() {
  static const std::vector<Invariant> all{
      {"every generation is explained", every_generation_is_explained},
      {"nothing is sent again without a cause", nothing_is_sent_again_without_cause},
      {"a job in doubt is held", a_job_in_doubt_is_held},
      {"at most eight submissions are on their way", few_are_on_their_way},
      {"request ids are the API's, and of this job", ids_are_the_apis},
      {"nothing durable is forgotten", nothing_durable_is_forgotten},
      {"what is final stays as it is", what_is_final_stays},
      {"what renders has an id", what_renders_has_an_id},
      {"what succeeded has its files", what_succeeded_has_its_files},
      {"pictures are of what the job asks for", pictures_are_of_what_the_job_asks_for},
      {"nothing is left submitting", nothing_is_left_submitting},
      {"every job ends, or the run says why", every_job_ends_or_the_run_says_why},
      {"the summary adds up", the_summary_adds_up},
  };
  return all;
}

std::vector<Complaint> violations(const Evidence& evidence) {
  std::vector<Complaint> found;
  for (const Invariant& invariant : invariants()) invariant.check(evidence, Complain{invariant.name, found});
  return found;
}

std::string not_on_record(const MemoryTables& durable, const HttpRequest& request) {
  if (request.method == "POST") {
    const std::string title = SyntheticJobs::title_in(request.body);
    const bool recorded = std::ranges::any_of(durable.jobs, [&](const auto& item) {
      return item.second.status == JobStatus::submitting && title_of(item.second) == title;
    });
    return recorded ? "" : title + ": sent, and no intent is on disk";
  }
  constexpr std::string_view polls = "/generation-request/";
  const auto at = request.target.find(polls);
  if (at == std::string::npos) return "";
  std::string id = request.target.substr(at + polls.size());
  id.resize(std::min(id.size(), id.find_first_of("?/")));
  const bool known = std::ranges::any_of(durable.jobs, [&](const auto& item) {
    return std::ranges::any_of(item.second.attempts,
                               [&](const Attempt& attempt) { return attempt.request_id.text == id; });
  });
  return known ? "" : id + ": polled, and the id is not on disk";
}

}  // namespace pressrun::test
