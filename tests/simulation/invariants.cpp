#include "simulation/invariants.hpp"

#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

namespace pressrun::test {
namespace {

using simulator::ServerTime;
using End = Made::End;

constexpr int most_tries = 9;
constexpr int most_missing = 2;

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

bool is_for(const GenerationRequest& request, const std::string& format) {
  return has(request.formats, format) || has(request.formats, all_formats);
}

bool share_one(const GenerationRequest& request, const Made& made) {
  return std::ranges::any_of(made.formats,
                             [&](const std::string& format) { return is_for(request, format); });
}

bool brought_one_of(const GenerationRequest& request, const Made& made) {
  return std::ranges::any_of(made.banner_ids, [&](const auto& banner) {
    return std::ranges::find(request.assets, banner.second, &Asset::id) != request.assets.end();
  });
}

bool was_found_by_a_person(const GenerationRequest& request) {
  return std::ranges::any_of(request.ids, [](const IssuedId& id) { return id.proof == Proof::person; });
}

/// That may be the one of a generation whose id nobody has.
bool may_be_of_another(const ContentRecord& record, const GenerationRequest& request, const Evidence& e) {
  if (request.refused || request.rejected) return false;
  return std::ranges::none_of(e.api.made(), [&](const Made& made) {
    return made.content == record.key.digest && request_of(record, made) == &request;
  });
}

ContentKey key_of(const Evidence& e, const Made& made) { return {e.accounts.at(made.account), made.content}; }

std::string label(const Made& made, const std::string& format) {
  return made.title + " in " + format + " (" + made.request_id.substr(0, 8) + ")";
}

std::set<RequestNumber> numbers(const ContentRecord* record) {
  std::set<RequestNumber> all;
  if (record == nullptr) return all;
  for (const GenerationRequest& request : record->requests) all.insert(request.number);
  return all;
}

// ---- 1. each rendition is bought once
// ----------------------------------------------------------------------------------------------------

/// One rendition that was just bought, against all that were made of it before.
class Purchase {
 public:
  Purchase(const Evidence& e, const Made& made, std::string format)
      : e_(e), made_(made), format_(std::move(format)), record_(e.now.find(key_of(e, made))) {
    request_ = record_ == nullptr ? nullptr : request_of(*record_, made);
    ordered_ = request_ != nullptr ? request_->ordered : may_be_ordered();
  }

  /// Why it ought not to have been made; empty: there was a reason.
  std::string objection() {
    if (request_ != nullptr && !is_for(*request_, format_)) return {};  // more came than was asked for
    for (const Made& earlier : e_.api.made()) {
      if (&earlier == &made_) break;
      if (earlier.account != made_.account || earlier.content != made_.content || earlier.foreign) continue;
      if (!has(earlier.formats, format_)) continue;
      if (std::string why = stands_against_it(earlier); !why.empty()) return why;
    }
    if (unknown_ > decided()) return "one is in doubt, and nobody decided";
    if (missing_ >= most_missing)
      return "it was paid for " + std::to_string(missing_) + " times, and never came";
    if (failed_ >= most_tries) return "it has failed " + std::to_string(failed_) + " times";
    return {};
  }

 private:
  std::string stands_against_it(const Made& earlier) {
    const GenerationRequest* before = record_ == nullptr ? nullptr : request_of(*record_, earlier);
    if (before == nullptr) {
      // Of formats that the design got while the POST was on its way for minutes nobody knew.
      unknown_ += earlier.late && !earlier.named ? 0 : 1;
      return {};
    }
    const std::string which = earlier.request_id.substr(0, 8);
    const bool decided = before->decision != Decision::none || was_found_by_a_person(*before);
    const End end = earlier.end_of(format_);
    if (end == End::still_to_come) return decided ? "" : which + " may still bring it";
    if (is_outdated(earlier) || ordered_ || decided) return {};
    if (end == End::brought) return ordered_in_vain_since(*before) ? "" : which + " had brought it";
    const auto word = e_.words.find(made_.content);
    if (word != e_.words.end() && word->second >= earlier.accepted_at) return {};
    if (end == End::missing) ++missing_;
    if (end == End::failed) ++failed_;
    // Of a design that nobody has read, a file of another one takes no format's place, and an error that
    // names no format is of none that is known.
    const bool by_name = earlier.failures_told.contains(format_);
    if (has(before->formats, all_formats) && (earlier.foreign_told || (!by_name && is_unread(earlier))))
      return {};
    if (end == End::failed && fails_for_good(earlier.reason(format_))) return which + " had failed for good";
    return {};
  }

  /// Its id is not known, and of an order's request neither.
  [[nodiscard]] bool may_be_ordered() const {
    return record_ != nullptr &&
           std::ranges::any_of(record_->requests, [&](const GenerationRequest& request) {
             return request.ordered && is_for(request, format_) && may_be_of_another(*record_, request, e_);
           });
  }

  /// An order that came to nothing is tried again as anything else, whatever is there from before it.
  [[nodiscard]] bool ordered_in_vain_since(const GenerationRequest& before) const {
    return std::ranges::any_of(record_->requests, [&](const GenerationRequest& other) {
      const bool between =
          other.number > before.number && (request_ == nullptr || other.number < request_->number);
      const bool there = std::ranges::find(other.assets, format_, &Asset::format) != other.assets.end();
      return other.ordered && between && is_for(other, format_) && other.ended_at && !there;
    });
  }

  /// When it was made nobody had read its design.
  [[nodiscard]] bool is_unread(const Made& earlier) const {
    const auto known = e_.known_since.find({e_.accounts.at(earlier.account), earlier.design});
    return known == e_.known_since.end() || earlier.accepted_at < known->second;
  }

  [[nodiscard]] bool is_outdated(const Made& earlier) const {
    const AccountNumber account = e_.accounts.at(made_.account);
    const bool unread = is_unread(earlier);
    // Sent before an edit and taken in after it, without an answer that says so: only its intent dates it.
    if (earlier.late && e_.designs.was_edited(made_.design)) return true;
    // What an edit changed before the first read nobody can tell (V2); by a clock that was set, nor when that
    // was.
    if (unread && !e_.clocks_are_true && e_.designs.was_edited(made_.design)) return true;
    // Of two edits that one read shows nobody can tell which of them changed the format (V3).
    const auto changed = e_.changes_seen.find({account, made_.design, format_});
    const bool seen = changed != e_.changes_seen.end() && changed->second >= earlier.accepted_at;
    const bool was_saved = e_.designs.was_saved_between(made_.design, earlier.accepted_at, made_.accepted_at);
    if (was_saved && (unread || seen)) return true;
    return e_.designs.edition(made_.design, format_, earlier.accepted_at) !=
           e_.designs.edition(made_.design, format_, made_.accepted_at);
  }

  static bool fails_for_good(const std::string& reason) {
    return reason.find("cannot fit") != std::string::npos ||
           reason.find("could not be processed") != std::string::npos || reason == "of another design";
  }

  [[nodiscard]] int decided() const {
    if (record_ == nullptr) return 0;
    int count = 0;
    const GenerationRequest* own = request_;  // or the newest that may be it
    for (auto newest = record_->requests.rbegin(); newest != record_->requests.rend(); ++newest) {
      const GenerationRequest& request = *newest;
      if (!is_for(request, format_) || !may_be_of_another(*record_, request, e_)) continue;
      if (request.decision != Decision::none || was_found_by_a_person(request)) {
        ++count;
      } else if (own == nullptr) {
        own = &request;
      } else {
        count += request.final ? 1 : 0;  // something in front of the API has ended it
      }
    }
    return count;
  }

  const Evidence& e_;
  const Made& made_;
  std::string format_;
  const ContentRecord* record_;
  const GenerationRequest* request_ = nullptr;
  bool ordered_ = false;
  int unknown_ = 0;
  int missing_ = 0;
  int failed_ = 0;
};

void each_rendition_is_bought_once(const Evidence& e, const Complain& complain) {
  for (const Made& made : e.api.made()) {
    if (made.process != e.process || made.foreign || made.late) continue;
    for (const std::string& format : made.formats) {
      if (std::string why = Purchase{e, made, format}.objection(); !why.empty())
        complain(label(made, format) + " was bought though " + why);
    }
  }
}

/// The rules, asked once more by the program itself.
void the_book_does_not_contradict_itself(const Evidence& e, const Complain& complain) {
  for (const auto& [key, record] : e.now.contents) {
    for (const std::string& found : contradictions(record, e.now.design(key.account, record.design)))
      complain(key.digest.text().substr(0, 15) + ": " + found);
  }
}

// ---- 2. intents before POSTs (that nothing leaves before: World looks on at each call)
// ----------------------------------------------------------------------------------------------------

void every_generation_is_explained(const Evidence& e, const Complain& complain) {
  std::map<ContentKey, int> unknown;
  for (const Made& made : e.api.made()) {
    if (made.foreign) continue;
    const ContentRecord* record = e.now.find(key_of(e, made));
    if (record == nullptr || request_of(*record, made) == nullptr) ++unknown[key_of(e, made)];
  }
  for (const auto& [key, count] : unknown) {
    const ContentRecord* record = e.now.find(key);
    const auto explained =
        record == nullptr ? 0
                          : std::ranges::count_if(record->requests, [&](const GenerationRequest& request) {
                              return may_be_of_another(*record, request, e);
                            });
    if (count > explained)
      complain(key.digest.text().substr(0, 15) + ": " + std::to_string(count) + " were paid for, and " +
               std::to_string(explained) + " requests may say so");
  }
}

// ---- 3. no id is lost
// ----------------------------------------------------------------------------------------------------

bool ended_by_itself(const Evidence& e) { return e.outcome != nullptr && !e.journal_failed; }

/// Where the disk is full, in the rescue file.
void what_was_told_is_rescued(const Evidence& e, const Complain& complain) {
  if (e.outcome == nullptr || !e.journal_failed || e.rescued == nullptr) return;
  for (const Made& made : e.api.made()) {
    if (!made.id_told || made.process != e.process || made.foreign) continue;
    const ContentRecord* record = e.now.find(key_of(e, made));
    const bool in_the_book = record != nullptr && request_of(*record, made) != nullptr;
    const bool rescued = std::ranges::any_of(*e.rescued, [&](const LedgerEntry& entry) {
      const auto* issued = std::get_if<IdIssued>(&entry.fact);
      return issued != nullptr && issued->id.text == made.request_id;
    });
    if (!in_the_book && !rescued) complain(label(made, "") + ": its id came, and is kept nowhere");
  }
}

void what_was_told_is_kept(const Evidence& e, const Complain& complain) {
  if (!ended_by_itself(e)) return;
  for (const Made& made : e.api.made()) {
    if (made.foreign || made.account != e.account) continue;
    const ContentRecord* record = e.now.find(key_of(e, made));
    const GenerationRequest* request = record == nullptr ? nullptr : request_of(*record, made);
    if (made.id_told && made.process == e.process && request == nullptr)
      complain(label(made, "") + ": its id came, and is not in the book");
    if (request == nullptr) continue;
    for (const auto& [banner, process] : made.banners_told) {
      const bool kept = std::ranges::find(request->assets, banner, &Asset::id) != request->assets.end();
      // What came at the very end of a run, in a delivery, is asked for by the next.
      const bool asked_again = state_of(*request) == RequestState::rendering;
      if (process == e.process && !kept && !asked_again && !was_found_by_a_person(*request))
        complain(label(made, "") + ": banner " + banner + " was seen, and is not in the book");
    }
  }
}

void ids_are_the_apis(const Evidence& e, const Complain& complain) {
  for (const auto& [key, record] : e.now.contents) {
    for (const GenerationRequest& request : record.requests) {
      for (const IssuedId& id : request.ids) {
        if (id.proof == Proof::person) continue;
        const Made* made = e.api.find(id.id.text);
        if (made == nullptr || key_of(e, *made) != key)
          complain(id.id.text + ": the API gave it to nobody, or for another content or account");
      }
    }
  }
}

bool keeps_ids(const GenerationRequest& before, const GenerationRequest& now) {
  return std::ranges::all_of(before.ids, [&](const IssuedId& id) {
    return id.proof == Proof::person ||
           std::ranges::any_of(now.ids, [&](const IssuedId& kept) { return kept.id == id.id; });
  });
}

bool keeps_banners(const GenerationRequest& before, const GenerationRequest& now) {
  return std::ranges::all_of(before.assets, [&](const Asset& asset) {
    return asset.id.empty() || std::ranges::find(now.assets, asset.id, &Asset::id) != now.assets.end();
  });
}

/// Facts only grow.
bool continues(const GenerationRequest& before, const GenerationRequest& now) {
  const bool same = before.number == now.number && before.formats == now.formats &&
                    before.intended_at == now.intended_at && before.run == now.run &&
                    before.campaign == now.campaign && before.ordered == now.ordered;
  const bool facts = (!before.final || now.final) && (!before.refused || now.refused) &&
                     (!before.rejected || now.rejected) && (!before.doubt || now.doubt);
  return same && facts && keeps_ids(before, now) && keeps_banners(before, now);
}

void nothing_durable_is_forgotten(const Evidence& e, const Complain& complain) {
  for (const auto& [key, record] : e.before.contents) {
    const ContentRecord* now = e.now.find(key);
    const bool kept =
        now != nullptr && now->requests.size() >= record.requests.size() &&
        std::equal(record.requests.begin(), record.requests.end(), now->requests.begin(), continues);
    if (!kept && !record.requests.empty())
      complain(key.digest.text().substr(0, 15) + ": requests are lost or rewritten");
  }
}

// ---- 4. credits
// ----------------------------------------------------------------------------------------------------

/// What was bought of a request, as the API has it: what it told to have failed is given back.
std::uint64_t truly_paid(const Evidence& e, const ContentRecord& record, const GenerationRequest& request) {
  std::uint64_t paid = 0;
  for (const Made& made : e.api.made()) {
    if (made.content != record.key.digest || request_of(record, made) != &request) continue;
    for (const std::string& format : made.formats) {
      const bool counts = made.end_of(format) != End::failed && is_for(request, format);
      paid += counts ? static_cast<std::uint64_t>(request.credits_each) : 0;
    }
  }
  return paid;
}

/// Of all that an account's manifests have bought since then, and whether anything is new since that process
/// began.
struct Reserved {
  std::uint64_t credits = 0;
  bool more = false;
};
/// What an answer brings beyond the formats that were asked for is settled when no limit can help any more.
std::uint64_t within_what_was_asked(const GenerationRequest& request) {
  const std::uint64_t all = credits_of(request).all();
  if (has(request.formats, all_formats)) return all;
  return std::min(all, static_cast<std::uint64_t>(request.credits_each) * request.formats.size());
}

const GenerationRequest* request_numbered(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

Reserved reserved_since(const Evidence& e, AccountNumber account, WallTime since) {
  Reserved all;
  for (const auto& [key, record] : e.now.contents) {
    if (key.account != account) continue;
    const ContentRecord* before = e.before.find(key);
    for (const GenerationRequest& request : record.requests) {
      if (request.intended_at < since) continue;
      const GenerationRequest* old = before == nullptr ? nullptr : request_numbered(*before, request.number);
      const std::uint64_t now = within_what_was_asked(request);
      // One for formats that nobody knew, of a run without limits, is known to cost more when it has ended.
      all.credits += old == nullptr ? now : std::min(now, credits_of(*old).all());
      all.more = all.more || old == nullptr;
    }
  }
  return all;
}

void credits_of_days_stay_within_the_limit(const Evidence& e, const Complain& complain) {
  for (const Asked& asked : e.asked) {
    const std::array<std::tuple<const char*, std::optional<std::uint64_t>, WallTime>, 2> limits{
        {{"day", asked.limits.day, asked.day_began}, {"month", asked.limits.month, asked.month_began}}};
    for (const auto& [what, limit, since] : limits) {
      if (!limit) continue;
      const Reserved reserved = reserved_since(e, e.accounts.at(e.account), since);
      if (reserved.more && reserved.credits > *limit)
        complain(std::to_string(reserved.credits) + " credits are reserved in the " + what + ", and " +
                 std::to_string(*limit) + " are its limit");
    }
  }
}

void credits_stay_within_the_limit(const Evidence& e, const Complain& complain) {
  for (const Asked& asked : e.asked) {
    const JournalBooks::Campaign* campaign = e.now.campaign(asked.path);
    if (!asked.limits.run || campaign == nullptr) continue;
    std::uint64_t reserved = 0;
    std::uint64_t paid = 0;
    for (const auto& [key, record] : e.now.contents) {
      const std::set<RequestNumber> old = numbers(e.before.find(key));
      for (const GenerationRequest& request : record.requests) {
        if (old.contains(request.number) || request.campaign != campaign->record.number) continue;
        reserved += within_what_was_asked(request);
        paid += truly_paid(e, record, request);
      }
    }
    const std::uint64_t limit = *asked.limits.run;
    if (reserved > limit || paid > limit)
      complain(std::to_string(reserved) + " credits are reserved, " + std::to_string(paid) +
               " were bought, and " + std::to_string(limit) + " are the limit");
  }
}

// ---- 5. what is not understood is kept (that it is not bought again: the first invariant)
// ----------------------------------------------------------------------------------------------------

void nothing_is_left_submitting(const Evidence& e, const Complain& complain) {
  if (!ended_by_itself(e) || e.outcome->runs.empty()) return;  // none began
  for (const auto& [key, record] : e.now.contents) {
    for (const GenerationRequest& request : record.requests) {
      if (state_of(request) == RequestState::submitting)
        complain(key.digest.text().substr(0, 15) + ": request " + std::to_string(request.number) +
                 " is left in submitting by a run that ended by itself");
    }
  }
}

void few_are_on_their_way(const Evidence& e, const Complain& complain) {
  std::size_t count = 0;
  for (const auto& [key, record] : e.now.contents) {
    count += static_cast<std::size_t>(std::ranges::count_if(
        record.requests, [](const auto& request) { return state_of(request) == RequestState::submitting; }));
  }
  if (count > 8) complain(std::to_string(count) + " submissions are on their way at once");
}

// ---- results
// ----------------------------------------------------------------------------------------------------

const Row* row_of(const Asked& asked, const JobKey& key) {
  const auto found =
      std::ranges::find_if(asked.rows, [&](const Row& row) { return SyntheticJobs::key_of(row) == key; });
  return found == asked.rows.end() ? nullptr : &*found;
}

/// Of what the API made for this content, or what a person said was it.
bool is_the_apis(const Evidence& e, const Row& row, const Asset& asset) {
  const Made* made = e.api.of_banner(asset.id);
  if (made == nullptr) return true;  // of something in front of the API, which looked like it
  if (made->content != SyntheticJobs::content_of(row)) return false;
  const auto real =
      std::ranges::find_if(made->banner_ids, [&](const auto& b) { return b.second == asset.id; });
  const bool no_name = asset.format.empty();
  return no_name || real->first == asset.format;
}

void results_are_the_apis(const Evidence& e, const Complain& complain) {
  for (const Asked& asked : e.asked) {
    const JournalBooks::Campaign* campaign = e.now.campaign(asked.path);
    if (campaign == nullptr || !asked.registered) continue;
    for (const JobView& job : campaign->jobs) {
      const Row* row = row_of(asked, job.key);
      if (row == nullptr || job.stale) continue;
      const ContentRecord* record = e.now.find({e.accounts.at(e.account), SyntheticJobs::content_of(*row)});
      const bool by_hand = record != nullptr && std::ranges::any_of(record->requests, was_found_by_a_person);
      for (const Asset& asset : job.assets) {
        if (!by_hand && !is_the_apis(e, *row, asset))
          complain(job.key.text + ": its " + asset.format + " is not what the API made for it");
      }
      if (job.status == JobStatus::succeeded && (job.assets.empty() || !job.failures.empty()))
        complain(job.key.text + ": succeeded without files, or with failures");
      if (job.status == JobStatus::failed && job.failures.empty())
        complain(job.key.text + ": failed without saying why");
    }
  }
}

void no_job_is_lost(const Evidence& e, const Complain& complain) {
  for (const Asked& asked : e.asked) {
    const JournalBooks::Campaign* campaign = e.now.campaign(asked.path);
    if (campaign == nullptr || !asked.registered) continue;
    const bool all = std::ranges::equal(asked.rows, campaign->jobs, {}, SyntheticJobs::key_of, &JobView::key);
    if (!all)
      complain(asked.path + ": the journal has " + std::to_string(campaign->jobs.size()) + " jobs of " +
               std::to_string(asked.rows.size()) + ", or others, or in another order");
  }
}

/// A status is a view, never a second truth.
void statuses_are_what_the_ledger_says(const Evidence& e, const Complain& complain) {
  for (const Asked& asked : e.asked) {
    const JournalBooks::Campaign* campaign = e.now.campaign(asked.path);
    if (campaign == nullptr || !asked.registered) continue;
    JobTally counted;
    for (const JobView& job : campaign->jobs) {
      counted.add(job);
      const Row* row = row_of(asked, job.key);
      if (row == nullptr) continue;
      const ContentKey key{e.accounts.at(e.account), SyntheticJobs::content_of(*row)};
      const ContentRecord* record = e.now.find(key);
      Circumstances in;
      in.design = e.now.design(key.account, job.design_id);
      in.keep_outdated = row->keep_outdated;
      const bool document = synthetic_designs().at(row->design).document;
      const Formats wanted = document ? Formats{std::string{document_format}} : row->formats;
      const JobStatus status = view(record == nullptr ? ContentRecord{} : *record, wanted, in);
      if (status != job.status)
        complain(job.key.text + ": the journal says " + std::string{to_string(job.status)} + ", the ledger " +
                 std::string{to_string(status)});
    }
    if (counted.jobs != campaign->tally.jobs.jobs) complain(asked.path + ": the tally is not of these jobs");
    if (counted.assets != campaign->tally.jobs.assets)
      complain(asked.path + ": the tally has " + std::to_string(campaign->tally.jobs.assets) +
               " files, the jobs " + std::to_string(counted.assets));
  }
}

// ---- the end of a run
// ----------------------------------------------------------------------------------------------------

std::map<JobStatus, std::size_t> counts_of(const JournalBooks::Campaign& campaign) {
  std::map<JobStatus, std::size_t> counts;
  for (const JobView& job : campaign.jobs) ++counts[job.status];
  return counts;
}

/// What it leaves to a later run it tells by its exit code (3).
void every_job_ends_or_the_run_says_why(const Evidence& e, const Complain& complain) {
  if (!ended_by_itself(e) || e.chose) return;
  if (!e.outcome->stops.empty() || !e.outcome->reason.empty()) return;
  std::size_t open = 0;
  std::size_t failed = 0;
  std::string which;
  for (const Asked& asked : e.asked) {
    const JournalBooks::Campaign* campaign = e.now.campaign(asked.path);
    if (campaign == nullptr) continue;
    auto counts = counts_of(*campaign);
    open += counts[JobStatus::planned] + counts[JobStatus::rendering];
    for (const JobView& job : campaign->jobs)
      if (job.status == JobStatus::planned || job.status == JobStatus::rendering)
        which += ", " + job.key.text + " " + std::string{to_string(job.status)};
    failed += counts[JobStatus::failed] + counts[JobStatus::partial] + counts[JobStatus::dropped];
  }
  const std::size_t told = e.outcome->failed - std::min(e.outcome->failed, failed);
  if (open > 0 && told == 0)
    complain(std::to_string(open) + " jobs are open, and the run says nothing" + which);
}

void the_summary_adds_up(const Evidence& e, const Complain& complain) {
  if (!ended_by_itself(e)) return;
  for (std::size_t i = 0; i < e.outcome->runs.size(); ++i) {
    const RunRecord& run = e.outcome->runs[i];
    const JournalBooks::Campaign* campaign = e.now.campaign(run.path);
    // The run knows only of those that it came to register.
    if (!e.outcome->registered.at(i) || campaign == nullptr) continue;
    auto counts = counts_of(*campaign);
    const Summary& told = run.summary;
    const auto compare = [&](const char* what, std::size_t said, std::size_t counted) {
      if (said != counted)
        complain(run.path + ": the run tells of " + std::to_string(said) + " " + what + ", the journal of " +
                 std::to_string(counted));
    };
    compare("jobs", told.jobs, campaign->jobs.size());
    compare("that are there", told.succeeded, counts[JobStatus::succeeded]);
    compare("in part", told.partial, counts[JobStatus::partial]);
    compare("that failed", told.failed, counts[JobStatus::failed] + counts[JobStatus::dropped]);
    compare("in doubt", told.in_doubt, counts[JobStatus::in_doubt]);
    compare("to come", told.pending,
            counts[JobStatus::planned] + counts[JobStatus::submitting] + counts[JobStatus::rendering]);
  }
}

}  // namespace

void DesignHistory::note(ServerTime at, const SyntheticDesign& design) {
  states_[design.id.text].emplace_back(at, design);
}

int DesignHistory::edition(const DesignId& design, const std::string& format, ServerTime at) const {
  int edition = -1;
  const auto found = states_.find(design.text);
  if (found == states_.end()) return edition;
  for (const auto& [since, state] : found->second) {
    if (since <= at) edition = state.edition(format);
  }
  return edition;
}

bool DesignHistory::was_edited(const DesignId& design) const {
  const auto found = states_.find(design.text);
  return found != states_.end() && found->second.size() > 1;
}

bool DesignHistory::was_saved_between(const DesignId& design, ServerTime after, ServerTime until) const {
  const auto found = states_.find(design.text);
  return found != states_.end() && std::ranges::any_of(found->second, [&](const auto& state) {
           return state.first > after && state.first <= until;
         });
}

const GenerationRequest* request_of(const ContentRecord& record, const Made& made) {
  for (const GenerationRequest& request : record.requests) {
    const bool by_id =
        std::ranges::any_of(request.ids, [&](const IssuedId& id) { return id.id.text == made.request_id; });
    if (by_id || (brought_one_of(request, made) && share_one(request, made))) return &request;
  }
  return nullptr;
}

const std::vector<Invariant>& invariants() {
  static const std::vector<Invariant> all{
      {"1: each rendition is bought once", each_rendition_is_bought_once},
      {"1: the book does not contradict itself", the_book_does_not_contradict_itself},
      {"2: every generation is explained", every_generation_is_explained},
      {"3: what was told is kept", what_was_told_is_kept},
      {"3: what was told is rescued", what_was_told_is_rescued},
      {"3: request ids are the API's, for this content", ids_are_the_apis},
      {"3: nothing durable is forgotten", nothing_durable_is_forgotten},
      {"4: credits stay within the limit", credits_stay_within_the_limit},
      {"4: credits stay within the limits of day and month", credits_of_days_stay_within_the_limit},
      {"5: nothing is left submitting", nothing_is_left_submitting},
      {"at most eight submissions are on their way", few_are_on_their_way},
      {"results are the API's", results_are_the_apis},
      {"no job is lost", no_job_is_lost},
      {"statuses are what the ledger says", statuses_are_what_the_ledger_says},
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

}  // namespace pressrun::test
