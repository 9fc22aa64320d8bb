#include "manifest/job_stream.hpp"

#include "manifest/check_references.hpp"
#include "manifest/combination.hpp"
#include "manifest/job_lints.hpp"
#include "manifest/keys.hpp"
#include "manifest/patterns.hpp"
#include "manifest/row_source.hpp"
#include "manifest/take.hpp"
#include "manifest/unmade_jobs.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace pressrun::manifest {
namespace {

class Stream final : public JobStream {
 public:
  Stream(std::shared_ptr<const Model> model, JobsWanted wanted)
      : model_(std::move(model)),
        findings_(model_->texts),
        scope_(model_->vars, *model_->sources),
        lints_(findings_),
        wanted_(wanted) {}

  std::optional<JobSpec> next() override {
    while (!gave_up_ && prepare()) {
      const bool left_out = is_whole() && !patterns_.lets_in(entry(), *chosen_, row_ptr());
      if (has_rows()) findings_.begin_part();
      std::optional<JobSpec> job = left_out ? std::nullopt : build();
      end_job();
      weigh(left_out, job.has_value());
      if (!chosen_->advance()) row_done_ = true;
      if (row_done_) passed_over_ = 0;
      if (!job) continue;
      job->position = position_++;
      return job;
    }
    return std::nullopt;
  }

  [[nodiscard]] const Diagnostics& diagnostics() const override { return findings_.diagnostics; }
  [[nodiscard]] const std::vector<Diagnostic>& of_latest() const override { return of_latest_; }
  [[nodiscard]] std::vector<UnmadeJob> unmade() override { return unmade_.take(); }

 private:
  [[nodiscard]] const Entry& entry() const { return model_->entries[index_]; }
  [[nodiscard]] bool has_rows() const { return entry().rows && !gaps_.rows; }
  /// What the entry says of its jobs is all there: which of them are wanted can be told.
  [[nodiscard]] bool is_whole() const { return entry().complete && has_rows() == entry().rows.has_value(); }
  [[nodiscard]] const Row* row_ptr() const { return has_rows() ? &row_ : nullptr; }

  bool prepare();
  bool open_entry();
  bool next_row();
  void end_rows();
  void end_entry();
  void note_columns();
  void weigh(bool left_out, bool gave_job);
  std::optional<JobSpec> build();
  std::string key_of(Interpolator& replace, const Value* take);
  const Value* choose_take(Interpolator& replace, JobSpec& job);
  void refuse_job(const JobSpec& job, const std::string& message, Sighting key, std::string hint);
  bool claim(const JobSpec& job);
  void end_job();
  void note_unread();
  void note_unmade(const JobSpec& job, const std::string& key);
  [[nodiscard]] UnmadeJobs::Place place(std::uint32_t line) const {
    return {entry(), static_cast<std::uint32_t>(index_), line, position_};
  }
  void report(const Problem& problem);
  [[nodiscard]] SourcePos place_of(SeenKeys::Place place) const;

  std::shared_ptr<const Model> model_;
  Findings findings_;
  Scope scope_;
  JobLints lints_;
  TemplateCache templates_;  ///< those of the model, which outlives the stream
  PatternUse patterns_;
  std::vector<std::string> columns_;  ///< that some row had, where rows may differ
  SeenKeys keys_;
  std::vector<FileName> row_files_;  ///< by entry: where its rows come from
  std::unique_ptr<RowReader> rows_;
  std::optional<Combination> chosen_;  ///< nothing: the entry is not opened yet
  Row row_;
  Gaps gaps_;   ///< of this entry, rows that could not be opened among them
  Value take_;  ///< of this job, where references made it
  std::size_t index_ = 0;
  std::size_t row_number_ = 0;
  std::size_t position_ = 0;
  std::size_t jobs_of_entry_ = 0;
  std::size_t left_out_ = 0;     ///< of this entry
  std::size_t passed_over_ = 0;  ///< combinations in a row that gave no job
  bool gave_up_ = false;
  bool row_done_ = false;
  JobsWanted wanted_;
  bool key_is_whole_ = false;       ///< the present job's
  std::vector<Diagnostic> of_row_;  ///< the present one
  std::vector<Diagnostic> of_latest_;
  UnmadeJobs unmade_{keys_};
  bool told_already_ = false;  ///< what the references of this entry lack is known without its rows
};

/// Brings entry, row and combination to the next job; false when there is none.
bool Stream::prepare() {
  for (; index_ < model_->entries.size(); ++index_, chosen_.reset()) {
    if (!chosen_) {
      if (!open_entry()) continue;
    } else if (!row_done_) {
      return true;
    } else if (!has_rows()) {
      end_entry();
      continue;
    }
    row_done_ = false;
    if (!has_rows() || next_row()) return true;
    end_rows();
    end_entry();
  }
  return false;
}

bool Stream::open_entry() {
  scope_ = Scope(model_->vars, *model_->sources);
  gaps_ = entry().gaps;
  scope_.leave_open(&gaps_);
  row_number_ = jobs_of_entry_ = left_out_ = 0;
  told_already_ = false;
  row_files_.resize(index_ + 1, entry().at.file);
  if (!entry().complete && !wanted_.also_unsound) return false;
  chosen_.emplace(entry());
  patterns_ = PatternUse(entry());
  columns_.clear();
  of_row_.clear();
  if (wanted_.lints) lints_.begin(entry(), *model_);
  if (!entry().rows) return true;
  RowSource source = open_rows(entry(), *model_, findings_);
  if (source.file) row_files_[index_] = source.file;
  rows_ = std::move(source.rows);
  gaps_.rows = !rows_;
  if (!rows_) return wanted_.also_unsound;  // what needs no row is checked
  const std::vector<std::string>* columns = rows_->columns();
  if (columns != nullptr) {
    const bool patterns = check_pattern_columns(entry(), *columns, findings_);
    told_already_ = !check_columns(entry(), *columns, findings_) || !patterns;
  }
  return !told_already_ || wanted_.also_unsound;
}

bool Stream::next_row() {
  try {
    findings_.begin_part();
    auto row = rows_->next(findings_);
    note_unread();
    if (row) {
      row_ = std::move(*row);
      ++row_number_;
      scope_.set_row(row_.value, !entry().rows->listed);
      note_columns();
      if (wanted_.lints) lints_.look_at_row(row_, rows_->columns());
      findings_.end_part();
      of_row_ = findings_.part;
      return true;
    }
    findings_.end_part();
  } catch (const std::system_error& problem) {
    findings_.end_part();
    findings_.error({row_files_[index_], 0, 0}, {},
                    "the rows cannot be read further: " + problem.code().message());
    return false;
  }
  const bool quiet = row_number_ == 0 && !entry().rows->listed && findings_.diagnostics.items.empty();
  if (quiet)
    findings_.warning(entry().rows->at, entry().path + ".rows",
                      "'" + *row_files_[index_] + "' has no rows: the design gives no job");
  return false;
}

void Stream::note_columns() {
  constexpr std::size_t most_columns = 2000;  // looked up one by one
  if (!wanted_.also_unsound || rows_->columns() != nullptr) return;
  for (const Member& member : *row_.value.mapping()) {
    if (columns_.size() < most_columns && std::ranges::find(columns_, member.key) == columns_.end())
      columns_.push_back(member.key);
  }
}

/// Where rows may differ, what none of them has is known at their end.
void Stream::end_rows() {
  if (!wanted_.also_unsound || row_number_ == 0 || !rows_ || rows_->columns() != nullptr) return;
  check_columns_of_rows(entry(), columns_, findings_);
  if (!entry().rows->listed) check_pattern_columns(entry(), columns_, findings_);
}

void Stream::end_entry() {
  if (!wanted_.lints || gave_up_) return;
  lints_.end();
  if (jobs_of_entry_ == 0 && left_out_ > 0)
    findings_.warning(entry().at, entry().path,
                      "'only' and 'exclude' leave nothing of '" + entry().name + "'",
                      "take a pattern away, or the whole entry");
  if (!told_already_ && is_whole()) patterns_.tell_of_useless(entry(), findings_);
}

void Stream::report(const Problem& problem) {
  if (told_already_ || problem.message.empty()) return;
  Diagnostic finding{Severity::error, problem.at, problem.path, problem.message, problem.hint, {}, 1};
  // The template is not wrong where other rows do have the column: the row is what must be looked at.
  if (has_rows()) finding.seen.push_back({row_.at, "", ""});
  findings_.fold(std::move(finding));
}

/// A few lines of matrix have more combinations than a night has seconds; where none gives a job, it must
/// end. One that is refused takes longer, and is an error as it is: there is less to find out.
void Stream::weigh(bool left_out, bool gave_job) {
  constexpr std::size_t most = 200'000;
  constexpr std::size_t refused = 20;
  jobs_of_entry_ += left_out ? 0U : 1U;
  left_out_ += left_out ? 1U : 0U;
  passed_over_ = gave_job ? 0 : passed_over_ + (left_out ? 1 : refused);
  if (passed_over_ < most) return;
  gave_up_ = true;
  findings_.error(entry().at, entry().path + ".matrix", "thousands of combinations in a row give no job",
                  "leave values out of the matrix rather than exclude what they give");
}

std::string Stream::key_of(Interpolator& replace, const Value* take) {
  const auto& written = chosen_->variant().key;
  const std::size_t problems = replace.problems.size();
  std::string key = written ? replace.text(*written, entry().path + ".key", true)
                            : key_from_values(entry(), *chosen_, row_ptr(), row_number_, take);
  key_is_whole_ = replace.problems.size() == problems && is_whole() && key_problem(key).empty();
  return key;
}

/// The take of entry or variant, references replaced; null: neither has one.
const Value* Stream::choose_take(Interpolator& replace, JobSpec& job) {
  const auto& written = chosen_->variant().take;
  if (!written) {
    job.take = take_of_matrix(entry(), *chosen_);
    return nullptr;
  }
  const std::string path = entry().path + ".take";
  take_ = replace.value(*written, path);
  scope_.set("take", take_);
  if (!replace.problems.empty()) return &take_;
  Take take = read_take(take_);
  if (!take.problem.empty())
    replace.problems.push_back({written->at, path, std::move(take.problem), take_hint});
  job.take = std::move(take.json);
  return &take_;
}

std::optional<JobSpec> Stream::build() {
  enter(scope_, entry(), *chosen_);
  Interpolator replace(scope_, &templates_);
  JobSpec job;
  const Value* take = choose_take(replace, job);
  const std::string key = key_of(replace, take);
  Value request = replace.value(chosen_->variant().request, entry().path);
  for (const Problem& problem : replace.problems) report(problem);
  job.sound = replace.problems.empty() && is_whole();
  if (!job.sound && !wanted_.also_unsound) return std::nullopt;
  job.key = JobKey{entry().key_head + key};
  job.design_name = entry().name;
  job.design_id = entry().design.id;
  job.request = std::move(std::get<Mapping>(request.content));
  job.variables = variables_of(entry(), *chosen_, row_ptr(), take);
  job.keep_outdated = entry().keep_outdated;
  job.at = entry().at;
  if (has_rows()) job.from = row_.at;
  if (!job.sound) {
    if (has_rows()) job.key = unmade_.key_for(place(job.from.line), key_is_whole_ ? key : "");
    return job;
  }
  if (const std::string problem = key_problem(key); !problem.empty()) {
    refuse_job(job, problem, {{}, key, ""}, "a key names the job in results and in the journal");
    note_unmade(job, "");
    return std::nullopt;
  }
  if (!claim(job)) {
    note_unmade(job, key);
    return std::nullopt;
  }
  if (wanted_.lints) lints_.look_at_job(job, replace.odd_parts);
  return job;
}

SourcePos Stream::place_of(SeenKeys::Place place) const { return {row_files_[place.entry], place.line, 0}; }

/// `value`: what is wrong with this job's key, `message` what is wrong with all such keys.
void Stream::refuse_job(const JobSpec& job, const std::string& message, Sighting key, std::string hint) {
  const auto& written = chosen_->variant().key;
  Diagnostic finding{Severity::error,
                     written ? written->at : job.at,
                     entry().path + ".key",
                     message,
                     std::move(hint),
                     {},
                     1};
  if (job.from.line != 0) {
    key.at = job.from;
    finding.seen.push_back(std::move(key));
  } else {
    finding.message += ": '" + key.value + "'" + (key.hint.empty() ? "" : ", " + key.hint);
  }
  findings_.fold(std::move(finding));
}

bool Stream::claim(const JobSpec& job) {
  const SourcePos& here = job.from.line != 0 ? job.from : job.at;
  const auto before = keys_.add(job.key.text, {static_cast<std::uint32_t>(index_), here.line});
  if (!before) return true;
  const SourcePos first = place_of(*before);
  const std::string taken =
      "taken already at " + std::string(first.file_name()) + ":" + std::to_string(first.line);
  refuse_job(job, "two jobs have the same key", {{}, job.key.text, taken},
             chosen_->variant().key ? "'key' must name all that tells the jobs apart"
                                    : "write a 'key' that tells the jobs apart, or give the designs names");
  return false;
}

/// What was found goes with the job.
void Stream::end_job() {
  findings_.end_part();
  of_latest_ = of_row_;
  of_latest_.insert(of_latest_.end(), findings_.part.begin(), findings_.part.end());
  findings_.part.clear();
}

void Stream::note_unmade(const JobSpec& job, const std::string& key) {
  if (!wanted_.also_unsound || job.from.line == 0) return;
  unmade_.add({unmade_.key_for(place(job.from.line), key), position_++, job.design_name, job.design_id,
               job.variables, findings_.part});
}

void Stream::note_unread() {
  if (findings_.unread.size() > Findings::most_unread) {
    gave_up_ = true;
    findings_.error(entry().rows->at, entry().path + ".rows",
                    "more than " + std::to_string(Findings::most_unread) + " rows after another are no rows",
                    "is this the right file?");
  }
  UnmadeJobs::Place here = place(0);
  if (wanted_.also_unsound) unmade_.add_unread(here, findings_.unread);
  position_ = here.position;
  findings_.unread.clear();
}

}  // namespace

std::unique_ptr<JobStream> stream_jobs(std::shared_ptr<const Model> model, JobsWanted wanted) {
  return std::make_unique<Stream>(std::move(model), wanted);
}

}  // namespace pressrun::manifest
