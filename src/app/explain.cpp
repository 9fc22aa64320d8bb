#include "pressrun/app/explain.hpp"

#include "pressrun/api/content.hpp"
#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/domain/suggest.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t most_keys_compared = 20'000;  // a nearest one is looked for among so many

bool is_same_place(const SourcePos& a, const SourcePos& b) {
  return a.line == b.line && a.column == b.column && a.file_name() == b.file_name();
}

/// The values that a job was made of, by the paths that its fields have.
class Origins {
 public:
  explicit Origins(const JobSpec& spec) : spec_(spec) { walk(spec.request, ""); }

  void tell(ExplainedField& field) const {
    const auto found = values_.find(field.change.path);
    if (field.change.path == "design_id") field.at = spec_.at;
    if (found == values_.end()) return;
    field.at = found->second->at;
    field.cell = found->second->from;
    if (field.cell.line == 0) return;
    for (const Member& variable : spec_.variables) {
      if (is_same_place(variable.value.at, field.cell)) field.column = variable.key;
    }
  }

 private:
  void walk(const Mapping& members, const std::string& before) {
    for (const Member& member : members) {
      const std::string path = before + member.key;
      values_[path] = &member.value;
      if (const Mapping* inside = member.value.mapping()) walk(*inside, path + ".");
    }
  }

  const JobSpec& spec_;
  std::map<std::string, const Value*> values_;
};

/// Texts before what only a designer looks at.
int rank_of(const ExplainedField& field) {
  if (field.differs) return 0;
  if (field.change.path.ends_with(".payload") || field.change.path.ends_with("_url")) return 1;
  return field.change.path == "design_id" ? 3 : 2;
}

std::vector<ExplainedField> fields_of_job(const JobSpec& spec, const Job& job, const PlanDecision& decision) {
  const Origins origins{spec};
  std::vector<ExplainedField> fields;
  const auto add = [&](api::FieldChange change, bool differs) {
    ExplainedField field;
    field.change = std::move(change);
    field.differs = differs;
    origins.tell(field);
    fields.push_back(std::move(field));
  };
  for (const api::FieldChange& change : shown(job, decision).changes) add(change, true);
  const std::size_t changed = fields.size();
  for (api::FieldChange& field : api::fields_of(job.content_text)) {
    const auto end = fields.begin() + static_cast<std::ptrdiff_t>(changed);
    const bool told = std::any_of(fields.begin(), end,
                                  [&](const ExplainedField& one) { return one.change.path == field.path; });
    if (!told) add(std::move(field), false);
  }
  std::ranges::stable_sort(fields, {}, rank_of);
  return fields;
}

/// What the walk over the manifest found of the job.
struct FoundJob {
  JobSpec spec;
  Job job;
  PlanDecision decision;
};

class Search {
 public:
  Search(const ExplainRequest& request, const Ground& ground, const PlanBasis& basis, FindingSet& findings,
         JournalFiles& files)
      : request_(request), ground_(ground), basis_(basis), findings_(findings), files_(files) {}

  std::optional<FoundJob> run() {
    JobChoice choice = request_.choice;
    choice.selection = {};
    PlannedPurchases purchases;
    Planner planner{files_.open(request_.campaign.known_in),
                    choice,
                    ground_.workspace,
                    basis_,
                    purchases,
                    [this](const Job& job, const PlanDecision& decision) { take(job, decision); }};
    planner.compare_with_before();
    ManifestJobs jobs{*request_.campaign.manifest, ground_.workspace, request_.assumed_credits};
    jobs.check(findings_, [&](Job&& job) {
      note(job, jobs);
      planner.take(std::move(job), jobs);
    });
    planner.finish();
    return std::move(found_);
  }

  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }

 private:
  void note(const Job& job, const ManifestJobs& jobs) {
    if (keys_.size() < most_keys_compared) keys_.push_back(job.key.text);
    if (job.key.text == request_.key) found_ = FoundJob{jobs.latest(), job, {}};
  }
  void take(const Job& job, const PlanDecision& decision) {
    if (found_ && job.key.text == request_.key) found_->decision = decision;
  }

  const ExplainRequest& request_;
  const Ground& ground_;
  const PlanBasis& basis_;
  FindingSet& findings_;
  JournalFiles& files_;
  std::optional<FoundJob> found_;
  std::vector<std::string> keys_;
};

void add_requests(Explanation& to, const ContentRecord& record, bool present) {
  for (const GenerationRequest& request : record.requests) to.history.push_back({request, present});
}

/// What the journal knows of contents that the job asked for and that nobody asks for any more.
void add_left_contents(Explanation& to, JournalReader& journal, CampaignNumber campaign) {
  if (campaign == 0) return;
  journal.each_orphan(campaign, [&](const Orphan& orphan) {
    if (orphan.last_key == to.key) add_requests(to, orphan.record, false);
  });
}

void tell_failures(Explanation& to, const ContentRecord& record, const Job& job, const Circumstances& in) {
  for (const std::string& format : renditions_of(record, formats_of(job), in.design)) {
    const RenditionView rendition = look(record, format, in);
    if (rendition.asset == nullptr && rendition.failure != nullptr) to.failures.push_back(*rendition.failure);
    if (rendition.standing != Standing::outdated || in.design == nullptr) continue;
    const auto changed = std::ranges::find(in.design->formats, format, &DesignFormat::name);
    if (changed != in.design->formats.end())
      to.design_changed_at = std::max(to.design_changed_at.value_or(WallTime{}), changed->changed_at);
  }
}

/// As the journal has the design, and the present read shows it.
std::optional<DesignState> state_of_design(JournalReader& journal, const PlanBasis& basis, const Job& job,
                                           const WorkspaceSnapshot& workspace) {
  std::optional<DesignState> state;
  for (DesignState& known : journal.designs(basis.account, {job.design_id})) state = std::move(known);
  for (const DesignReading& reading : readings_of(workspace, basis.now)) {
    if (reading.id == job.design_id)
      state = pressrun::apply(std::move(state).value_or(DesignState{}), reading);
  }
  return state;
}

void tell_record(Explanation& to, const FoundJob& found, JournalReader& journal, const PlanBasis& basis,
                 const WorkspaceSnapshot& workspace) {
  const auto content = ContentDigest::parse(found.job.content).value_or(ContentDigest{});
  const std::vector<JobQuery> queries{
      {found.job.key, content, formats_of(found.job), found.job.keep_outdated, {}}};
  const ContentRecord record = journal.look_up(basis.account, basis.campaign, queries).at(0).record;
  const std::optional<DesignState> design = state_of_design(journal, basis, found.job, workspace);
  Circumstances in;
  in.now = basis.now;
  in.design = design ? &*design : nullptr;
  in.keep_outdated = found.job.keep_outdated;
  tell_failures(to, record, found.job, in);
  add_requests(to, record, true);
  if (found.decision.before.empty()) return;
  const auto before = ContentDigest::parse(api::content_digest(found.decision.before));
  if (!before) return;
  const std::vector<JobQuery> earlier{{found.job.key, *before, formats_of(found.job), false, {}}};
  add_requests(to, journal.look_up(basis.account, basis.campaign, earlier).at(0).record, false);
}

void describe(Explanation& to, const FoundJob& found) {
  to.is_wanted = true;
  to.decision = found.decision;
  to.credits = credits(found.job, found.decision.fresh);
  to.credits_exact = found.job.credits_exact;
  to.content = found.job.content;
  to.fields = fields_of_job(found.spec, found.job, found.decision);
  to.entry = found.spec.at;
  to.row = found.spec.from;
}

void put_in_order(std::vector<PastRequest>& history) {
  const auto number = [](const PastRequest& past) { return past.request.number; };
  std::ranges::stable_sort(history, {}, number);
  const auto same = [&](const PastRequest& a, const PastRequest& b) { return number(a) == number(b); };
  history.erase(std::unique(history.begin(), history.end(), same), history.end());
}

[[noreturn]] void refuse_unknown_job(const std::string& key, const std::vector<std::string>& keys) {
  const auto near = nearest(key, keys);
  throw Declined(Reason::no_such_job, "there is no job '" + printable(key) + "', and was none" +
                                          (near ? "; did you mean '" + printable(*near) + "'?" : ""));
}

}  // namespace

Explanation explain(const ExplainRequest& request, const Ground& ground, const PlanBasis& basis,
                    FindingSet& findings, JournalFiles& files) {
  Explanation made;
  made.key = JobKey{request.key};
  Search search{request, ground, basis, findings, files};
  const std::optional<FoundJob> found = search.run();
  const auto journal = files.open(request.campaign.known_in);
  if (found) {
    describe(made, *found);
    if (journal) tell_record(made, *found, *journal, basis, ground.workspace);
  }
  if (journal) add_left_contents(made, *journal, basis.campaign);
  put_in_order(made.history);
  if (!found && findings.has_errors()) return made;  // it may be among what could not be made
  if (!found && made.history.empty()) {
    const bool was_registered =
        journal && basis.campaign != 0 && !journal->asked_for(basis.campaign, {made.key}).front().empty();
    if (!was_registered) refuse_unknown_job(request.key, search.keys());
  }
  return made;
}

}  // namespace pressrun::app
