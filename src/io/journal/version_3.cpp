#include "io/journal/version_3.hpp"

#include "io/journal/compact_json.hpp"
#include "io/journal/ledger_rows.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

// ---- reading

/// In place of a fingerprint that is not known any more: what was paid for is kept all the same, as content
/// of its own that no job is recognised by.
std::string name_of_unknown(const OldJob& job, const OldAttempt& attempt) {
  std::string name = attempt.request_id.text;
  std::erase(name, '-');
  return name.empty() ? "unknown " + std::to_string(job.number) + "/" + std::to_string(attempt.number) : name;
}

std::vector<OldAttempt> attempts_of(Statements& statements, const OldJob& job) {
  std::vector<OldAttempt> sent;
  std::vector<std::string> before;  // of each, what the job was before it
  Rows rows{statements("SELECT number, run, state, request_id, formats, status_before, intended_at, "
                       "answered_at, reason_id, reason, fingerprint_before FROM attempts_3 WHERE job = ? "
                       "ORDER BY number"),
            job.number};
  while (rows.next()) {
    OldAttempt& attempt = sent.emplace_back();
    attempt.number = rows.small(0);
    attempt.run = rows.number(1);
    attempt.state = rows.text(2);
    attempt.request_id = RequestId{rows.text(3)};
    attempt.formats = read_names(rows.text(4));
    attempt.status_before = status_in(rows.number(5));
    attempt.intended_at = rows.time(6);
    attempt.answered_at = rows.maybe_time(7);
    attempt.reason = {"", rows.text(8), rows.text(9), Recovery::never};
    before.push_back(rows.text(10));
  }
  // What an attempt sent stands on the job until the next one. Version 2 did not keep it, but one that names
  // formats asked once more for what the one before had sent.
  for (std::size_t i = sent.size(); i-- > 0;) {
    const bool is_last = i + 1 == sent.size();
    sent[i].fingerprint = is_last ? job.fingerprint : before[i + 1];
    const bool asked_again = !is_last && !sent[i + 1].formats.empty();
    if (sent[i].fingerprint.empty() && asked_again) sent[i].fingerprint = sent[i + 1].fingerprint;
    if (sent[i].fingerprint.empty()) sent[i].fingerprint = name_of_unknown(job, sent[i]);
  }
  if (!sent.empty() && sent.back().state == "rejected" && !job.rejected_fingerprint.empty())
    sent.back().fingerprint = job.rejected_fingerprint;
  return sent;
}

std::vector<Asset> assets_of(Statements& statements, std::int64_t job) {
  std::vector<Asset> assets;
  Rows rows{statements("SELECT format, width, height, unit, type, id, url, cdn_url, filename, "
                       "fallback_image_url FROM assets_3 WHERE job = ? ORDER BY asset"),
            job};
  while (rows.next()) {
    Asset& asset = assets.emplace_back();
    asset.format = rows.text(0);
    asset.width = rows.column(1).getDouble();
    asset.height = rows.column(2).getDouble();
    asset.unit = rows.text(3);
    asset.type = rows.text(4);
    asset.id = rows.text(5);
    asset.url = rows.text(6);
    asset.cdn_url = rows.text(7);
    asset.filename = rows.text(8);
    asset.fallback_image_url = rows.text(9);
  }
  // A multipage PDF had no format name.
  if (assets.size() == 1 && assets[0].format.empty() && assets[0].type == "pdf")
    assets[0].format = document_format;
  return assets;
}

/// Version 3 kept no word on whether it may pass.
Recovery recovery_of(const std::string& id) {
  if (id == "image_fetching_error") return Recovery::later;
  return id == "timeout" || id == "internal_error" || id == "internal_server_error" ? Recovery::soon
                                                                                    : Recovery::never;
}

std::vector<Failure> failures_of(Statements& statements, std::int64_t job) {
  std::vector<Failure> failures;
  Rows rows{statements("SELECT format, id, message FROM failures_3 WHERE job = ? ORDER BY failure"), job};
  while (rows.next())
    failures.push_back({rows.text(0), rows.text(1), rows.text(2), recovery_of(rows.text(1))});
  return failures;
}

// ---- attempts as requests

bool is_sent_to_its_end(const OldAttempt& attempt) {
  return attempt.state == "accepted" || (attempt.state == "resolved" && !attempt.request_id.empty());
}

/// Of the attempts that came to an end, newest first, each has what it asked for; the first that asked for
/// all has the rest.
class Sharing {
 public:
  explicit Sharing(const OldJob& job) : assets_(job.assets), failures_(job.failures) {}

  void give(const OldAttempt& attempt, GenerationRequest& to) {
    const auto is_its = [&](const std::string& format) {
      return attempt.formats.empty() || format.empty() || format == document_format ||
             std::ranges::find(attempt.formats, format) != attempt.formats.end();
    };
    take(assets_, to.assets, is_its);
    take(failures_, to.failures, is_its);
    to.formats = attempt.formats;
    if (to.formats.empty()) name_formats(to);
    // One that never came has neither a file nor an error.
    std::erase_if(to.failures, [](const Failure& failure) { return failure.id == "missing"; });
  }

 private:
  template <class Item, class Is>
  static void take(std::vector<Item>& from, std::vector<Item>& to, Is is_its) {
    for (Item& item : from)
      if (is_its(item.format)) to.push_back(std::move(item));
    std::erase_if(from, [&](const Item& item) { return is_its(item.format); });
  }

  /// All that the job named, as far as it is known: by what came of it.
  static void name_formats(GenerationRequest& to) {
    const auto add = [&](const std::string& format) {
      if (!format.empty() && std::ranges::find(to.formats, format) == to.formats.end())
        to.formats.push_back(format);
    };
    for (const Asset& asset : to.assets) add(asset.format);
    for (const Failure& failure : to.failures) add(failure.format);
    const bool nameless =
        std::ranges::any_of(to.assets, [](const Asset& asset) { return asset.format.empty(); });
    if (to.formats.empty() || nameless) to.formats = {std::string{all_formats}};
  }

  std::vector<Asset> assets_;
  std::vector<Failure> failures_;
};

class Carrying {
 public:
  Carrying(const OldJob& job, WallTime now) : job_(job), now_(now) {}

  std::vector<OldRequest> all() {
    std::vector<OldRequest> made;
    Sharing sharing{job_};
    bool newest_that_ended = true;
    bool forgotten = false;  // what came of the ones before, when one for all formats was accepted
    for (std::size_t i = job_.sent.size(); i-- > 0;) {
      const OldAttempt& attempt = job_.sent[i];
      if (attempt.state == "refused") continue;
      if (forgotten && is_sent_to_its_end(attempt) && !can_be_fetched(attempt)) continue;
      OldRequest& one = made.emplace_back();
      one.fingerprint = attempt.fingerprint;
      one.request = begun(attempt);
      settle(one.request, attempt, next_of(i));
      if (forgotten && can_be_fetched(attempt)) one.request.final = false;
      forgotten = forgotten || (is_sent_to_its_end(attempt) && attempt.formats.empty());
      if (!one.request.final) continue;
      sharing.give(attempt, one.request);
      one.request.ended_at = newest_that_ended ? job_.finished_at : attempt.answered_at;
      if (newest_that_ended) one.request.polls = job_.polls;
      one.request.concluded_run =
          newest_that_ended && job_.concluded_run != 0 ? job_.concluded_run : attempt.run;
      if (!one.request.ended_at) one.request.ended_at = one.request.accepted_at;
      newest_that_ended = false;
    }
    std::ranges::reverse(made);
    return made;
  }

 private:
  static GenerationRequest begun(const OldAttempt& attempt) {
    GenerationRequest request;
    request.run = attempt.run;
    request.formats = attempt.formats.empty() ? Formats{std::string{all_formats}} : attempt.formats;
    request.intended_at = attempt.intended_at;
    request.as_of = attempt.intended_at;
    request.credits_exact = false;
    return request;
  }

  /// The one after it that was not refused.
  [[nodiscard]] const OldAttempt* next_of(std::size_t index) const {
    for (std::size_t i = index + 1; i < job_.sent.size(); ++i)
      if (job_.sent[i].state != "refused") return &job_.sent[i];
    return nullptr;
  }

  void settle(GenerationRequest& request, const OldAttempt& attempt, const OldAttempt* next) {
    if (attempt.state == "rejected") {
      request.rejected = attempt.reason;
      request.ended_at = attempt.answered_at.value_or(attempt.intended_at);
    } else if (is_sent_to_its_end(attempt)) {
      take_id(request, attempt);
      request.final = !renders(attempt, next);
    } else if (attempt.state != "intent") {
      request.doubt = attempt.reason.id.empty()
                          ? Failure{"", "connection_lost", "its outcome was in doubt", Recovery::never}
                          : attempt.reason;
      decide(request, attempt, next);
    }
  }

  static void take_id(GenerationRequest& request, const OldAttempt& attempt) {
    const bool found_by_user = attempt.state == "resolved";
    if (!attempt.request_id.empty())
      request.ids.push_back({attempt.request_id, found_by_user ? Proof::person : Proof::answer, false});
    request.accepted_at = attempt.answered_at.value_or(attempt.intended_at);
    if (!found_by_user) request.as_of = *request.accepted_at;
    if (found_by_user)
      request.doubt = Failure{"", "connection_lost", "its outcome was in doubt", Recovery::never};
  }

  /// Of another content than the job has now, and the API has it still: it costs nothing to ask once more.
  [[nodiscard]] bool can_be_fetched(const OldAttempt& attempt) const {
    return is_sent_to_its_end(attempt) && !attempt.request_id.empty() &&
           attempt.fingerprint != job_.fingerprint && attempt.intended_at + results_are_kept > now_;
  }

  /// The API had it when it was last heard of. Version 3 forgot what rendered when its job was edited; what
  /// the API keeps no longer is over.
  [[nodiscard]] bool renders(const OldAttempt& attempt, const OldAttempt* next) const {
    if (attempt.request_id.empty()) return false;
    if (job_.status == JobStatus::rendering && attempt.request_id == job_.request_id) return true;
    return next != nullptr && next->status_before == JobStatus::rendering &&
           attempt.intended_at + results_are_kept > now_;
  }

  void decide(GenerationRequest& request, const OldAttempt& attempt, const OldAttempt* next) const {
    if (attempt.state != "resolved") return;
    const JobStatus after = next != nullptr ? next->status_before : job_.status;
    request.decision = after == JobStatus::dropped ? Decision::dropped : Decision::resubmitted;
    request.decided_at = request.ended_at = attempt.answered_at.value_or(attempt.intended_at);
  }

  const OldJob& job_;
  WallTime now_;
};

}  // namespace

void each_old_job(Statements& statements, const std::function<void(OldJob&&)>& visit) {
  const std::int64_t enrolled =
      statements.number("SELECT enrolled_run FROM runs_3 ORDER BY seq DESC LIMIT 1", 0);
  Rows rows{
      statements("SELECT job, key, position, design_name, design_id, variables, enrolled_fingerprint, "
                 "enrolled_run, status, fingerprint, design_version, attempts, request_id, polls, "
                 "finished_at, coalesce(concluded_run, 0), rejected_fingerprint FROM jobs_3 ORDER BY "
                 "enrolled_run, position")};
  while (rows.next()) {
    OldJob job;
    job.number = rows.number(0);
    job.key = JobKey{rows.text(1)};
    job.position = rows.number(2);
    job.design_name = rows.text(3);
    job.design = DesignId{rows.text(4)};
    job.variables = rows.text(5);
    job.enrolled_fingerprint = rows.text(6);
    job.enrolled = rows.number(7) == enrolled;
    job.status = status_in(rows.number(8));
    job.fingerprint = rows.text(9);
    if (!rows.column(10).isNull()) job.design_version = rows.number(10);
    job.attempts = rows.small(11);
    job.request_id = RequestId{rows.text(12)};
    job.polls = rows.small(13);
    job.finished_at = rows.maybe_time(14);
    job.concluded_run = rows.number(15);
    job.rejected_fingerprint = rows.text(16);
    if (job.attempts > 0) {
      job.sent = attempts_of(statements, job);
      job.assets = assets_of(statements, job.number);
      job.failures = failures_of(statements, job.number);
    }
    visit(std::move(job));
  }
}

std::vector<OldRequest> requests_of(const OldJob& job, WallTime now) { return Carrying{job, now}.all(); }

}  // namespace pressrun::io
