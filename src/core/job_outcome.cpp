#include "pressrun/core/job_outcome.hpp"

#include "core/ledger_history.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pressrun {
namespace {

constexpr const char* never_came = "the API finished without an asset or an error for this format";

RunNumber ended_in(const GenerationRequest& request) {
  return request.concluded_run != 0 ? request.concluded_run : request.run;
}

/// The name that a rendition has in the results: a document has none.
std::string shown(std::string_view format) {
  return std::string{format == document_format || format == all_formats ? "" : format};
}

using Found = std::vector<const Asset*>;

void add(Found& to, const Asset* asset) {
  if (asset != nullptr && std::ranges::find(to, asset) == to.end()) to.push_back(asset);
}

/// What is there for one rendition. Where the formats are not known, it is all that came.
void add_assets(Found& to, const RenditionView& v, std::string_view format) {
  add(to, v.asset);
  if (v.asset == nullptr || format != all_formats || v.request == nullptr) return;
  for (const Asset& asset : v.request->assets) add(to, &asset);
}

void list(JobView& job, const Found& found) {
  for (const Asset* asset : found) {
    job.assets.push_back(*asset);
    job.assets.back().format = shown(asset->format);
  }
}

/// Why a request was made, as the ledger stood when it was.
Cause cause_of(const ContentRecord& record, const GenerationRequest& request, const Circumstances& in) {
  if (request.ordered) return Cause::forced;
  ContentRecord before = record;
  std::erase_if(before.requests,
                [&](const GenerationRequest& other) { return other.number >= request.number; });
  std::erase_if(before.rivals,
                [&](const GenerationRequest& other) { return other.number >= request.number; });
  before.orders.clear();
  if (before.requests.empty() || request.formats.empty()) return Cause::is_new;
  Circumstances then = in;
  then.now = request.intended_at;
  then.first_run = request.run;
  return look(before, request.formats.front(), then).buy.value_or(Cause::is_new);
}

/// A failure as the results have it: with what follows from it.
Failure explained(const Failure& failure, std::string_view format, const RenditionView& v) {
  Failure told = failure;
  told.format = shown(format);
  if (v.not_before) {
    told.message += "; tried again by a run from " + to_rfc3339(*v.not_before);
  } else if (!v.buy && failure.recovery != Recovery::never) {
    told.message += "; given up after " + std::to_string(v.tries) + " tries";
  }
  return told;
}

class Telling {
 public:
  Telling(JobView& job, const ContentRecord& record, const Circumstances& in)
      : job_(job), record_(record), in_(in) {}

  void rendition(const std::string& format) {
    const RenditionView v = look(record_, format, in_);
    add_assets(found_, v, format);
    if (v.standing == Standing::failed) {
      job_.failures.push_back(explained(*v.failure, format, v));
    } else if (v.standing == Standing::missing) {
      missing(format, v);
    } else if (v.standing == Standing::unaddressed) {
      job_.failures.push_back({shown(format), "no_address",
                               "the API made it and gives no usable address for it; it is asked again",
                               Recovery::later});
    } else {
      whole(v);
    }
    if (job_.status == JobStatus::planned && job_.reason.empty() && v.buy) job_.reason = to_string(*v.buy);
  }

  void requests(const Formats& renditions) {
    list(job_, found_);
    const GenerationRequest* newest = nullptr;
    const GenerationRequest* doubtful = nullptr;
    for (const GenerationRequest& request : record_.requests) {
      if (state_of(request) == RequestState::refused || !concerns(request, renditions)) continue;
      ++job_.attempts;
      job_.polls += request.polls;
      for (const Failure& failure : request.failures)
        if (failure.id == warning_id) job_.warnings.push_back(failure.message);
      newest = &request;
      if (is_doubtful(state_of(request))) doubtful = &request;
    }
    if (newest == nullptr) return;
    if (doubtful != nullptr) newest = doubtful;  // that is the one to look for
    for (const IssuedId& id : newest->ids)
      if (!id.gone || job_.request_id.empty()) job_.request_id = id.id;
    const RequestState state = state_of(*newest);
    job_.submitted_at = newest->accepted_at;
    if (!job_.submitted_at && is_doubtful(state)) job_.submitted_at = newest->intended_at;
    if (is_finished(job_.status)) job_.finished_at = newest->ended_at;
    if (job_.status != JobStatus::planned) job_.reason = to_string(cause_of(record_, *newest, in_));
  }

 private:
  void missing(const std::string& format, const RenditionView& v) {
    std::string message = never_came;
    if (!v.buy && !v.not_before) message += "; asked for twice, held";
    job_.failures.push_back({shown(format), "missing", std::move(message), Recovery::later});
  }

  /// What concerns a request as a whole is told once.
  void whole(const RenditionView& v) {
    if (v.request == nullptr || !told_.insert(v.request).second) return;
    if (v.standing == Standing::dropped) {
      job_.failures.push_back({"", "dropped", "given up by the user while it was in doubt"});
    } else if (v.failure != nullptr &&
               (v.standing == Standing::in_doubt || v.standing == Standing::rejected)) {
      job_.failures.push_back({"", v.failure->id, v.failure->message, v.failure->recovery});
    }
  }

  JobView& job_;
  const ContentRecord& record_;
  const Circumstances& in_;
  Found found_;
  std::set<const GenerationRequest*> told_;
};

}  // namespace

bool concerns(const GenerationRequest& request, const Formats& renditions) {
  if (has(request.formats, all_formats) || has(renditions, all_formats)) return true;
  return std::ranges::any_of(renditions, [&](const std::string& format) {
    return has(request.formats, format) ||
           std::ranges::find(request.assets, format, &Asset::format) != request.assets.end();
  });
}

bool is_finished(JobStatus status) {
  return status == JobStatus::succeeded || status == JobStatus::partial || status == JobStatus::failed;
}

WantStanding standing_of(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  WantStanding standing;
  standing.status = view(record, wanted, in);
  if (record.requests.empty()) return standing;
  Found found;
  for (const std::string& format : renditions_of(record, wanted, in.design)) {
    const RenditionView v = look(record, format, in);
    add_assets(found, v, format);
    if (v.request != nullptr) standing.run = std::max(standing.run, ended_in(*v.request));
  }
  if (!is_finished(standing.status)) standing.run = 0;
  standing.assets = found.size();
  return standing;
}

void tell_outcome(JobView& job, const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  job.status = view(record, wanted, in);
  const Formats renditions = renditions_of(record, wanted, in.design);
  Telling telling{job, record, in};
  for (const std::string& format : renditions) telling.rendition(format);
  telling.requests(renditions);
}

void tell_stale(JobView& job, const ContentRecord& before, const DesignState* design) {
  if (!job.assets.empty()) return;
  Circumstances in;
  in.design = design;
  in.keep_outdated = true;
  Found found;
  for (const std::string& format : renditions_of(before, {}, design))
    add_assets(found, look(before, format, in), format);
  list(job, found);
  job.stale = !job.assets.empty();
}

void tell_files(JobView& job, std::vector<FetchedFile> files) {
  for (FetchedFile& file : files) {
    const auto same = [&](const Asset& asset) {
      return fetched_as(asset) == file.asset && asset.url == file.url;
    };
    if (std::ranges::none_of(job.assets, same)) continue;
    const auto older = std::ranges::find(job.files, file.asset, &FetchedFile::asset);
    if (older == job.files.end()) {
      job.files.push_back(std::move(file));
    } else if (older->at <= file.at) {
      *older = std::move(file);
    }
  }
  for (const FetchedFile& file : job.files)
    if (!file.problem_id.empty()) job.failures.push_back({file.format, file.problem_id, file.problem});
}

bool is_failed_when_refused(JobStatus status) {
  return status != JobStatus::submitting && status != JobStatus::rendering && status != JobStatus::in_doubt;
}

void tell_refused(JobView& job, RefusedJob refused) {
  job.key = std::move(refused.key);
  job.design_name = std::move(refused.design_name);
  job.design_id = std::move(refused.design_id);
  if (refused.variables_json != "{}") job.variables_json = std::move(refused.variables_json);
  job.unchanged = false;
  job.stale = !job.assets.empty();
  job.fingerprint = {};
  if (is_failed_when_refused(job.status)) {
    job.status = JobStatus::failed;
    job.failures = std::move(refused.failures);
    job.reason = "its row cannot be used";
  } else {
    for (Failure& failure : refused.failures)
      job.warnings.push_back("its row cannot be used now: " + std::move(failure.message));
  }
}

bool has_assets(const ContentRecord& record) {
  return std::ranges::any_of(record.requests,
                             [](const GenerationRequest& request) { return !request.assets.empty(); });
}

}  // namespace pressrun
