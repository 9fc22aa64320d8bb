#include "pressrun/report/page_writer.hpp"

#include "pressrun/report/json_text.hpp"
#include "report/packed_text.hpp"
#include "report/page_parts.hpp"
#include "report/results_members.hpp"
#include "report/results_values.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace pressrun::report {
namespace {

std::int64_t ms_of(WallTime at) { return at.time_since_epoch().count(); }

boost::json::value maybe_ms(const std::optional<WallTime>& at) {
  return at ? boost::json::value(ms_of(*at)) : boost::json::value();
}

/// Members of one object, those that say nothing left out: a page holds a hundred thousand.
class PageMembers {
 public:
  explicit PageMembers(std::string& out) : out_(out) { out_ += '{'; }
  void close() { out_ += '}'; }
  void text(std::string_view key, std::string_view text) {
    if (text.empty()) return;
    name(key);
    append_quoted(out_, text);
  }
  void number(std::string_view key, double value) {
    if (value != 0) word(key, report::number(value));
  }
  void moment(std::string_view key, const std::optional<WallTime>& at) {
    if (at) word(key, std::to_string(ms_of(*at)));
  }
  void flag(std::string_view key, bool value) {
    if (value) word(key, "true");
  }
  void json(std::string_view key, const boost::json::value& value) {
    name(key);
    append_json(out_, value);
  }
  template <class Items, class Describe>
  void list(std::string_view key, const Items& items, Describe describe) {
    if (items.empty()) return;
    name(key);
    out_ += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) out_ += ',';
      describe(item);
    }
    out_ += ']';
  }

 private:
  void name(std::string_view key) {
    out_.append(std::exchange(first_, false) ? "\"" : ",\"").append(key).append("\":");
  }
  void word(std::string_view key, std::string_view value) {
    name(key);
    out_ += value;
  }

  std::string& out_;
  bool first_ = true;
};

/// Seen from the page's folder; empty where it lies elsewhere.
std::string below(const std::string& folder, const FetchedFile& file) {
  const std::string beginning = folder.ends_with('/') ? folder : folder + "/";
  return !folder.empty() && file.path.starts_with(beginning) ? file.path.substr(beginning.size()) : "";
}

std::string place_of(const PageFacts& facts, const FetchedFile& file) {
  return facts.place ? facts.place(file) : below(facts.folder, file);
}

void append_asset(std::string& out, const Asset& asset, const FetchedFile* file, const PageFacts& facts) {
  PageMembers members{out};
  members.text("format", asset.format);
  members.number("width", asset.width);
  members.number("height", asset.height);
  if (asset.unit != "px") members.text("unit", asset.unit);
  members.text("type", asset.type);
  members.text("id", asset.id);
  members.text("url", asset.cdn_url.empty() ? asset.url : asset.cdn_url);
  members.text("still", asset.fallback_image_url);
  if (file != nullptr && file->is_verified()) {
    members.text("path", place_of(facts, *file));
    members.text("sha256", file->sha256);
  }
  members.close();
}

void append_failure(std::string& out, const Failure& failure) {
  PageMembers members{out};
  members.text("format", failure.format);
  members.text("id", failure.id);
  members.text("message", failure.message);
  if (failure.recovery != Recovery::never)
    members.text("passes", failure.recovery == Recovery::soon ? "soon" : "later");
  members.close();
}

void append_job(std::string& out, const JobView& job, const PageFacts& facts) {
  PageMembers members{out};
  members.text("key", job.key.text);
  members.text("design", job.design_name);
  members.text("design_id", job.design_id.text);
  members.text("status", to_string(job.status));
  members.flag("unchanged", job.unchanged);
  members.flag("stale", job.stale);
  members.json("values", variables_value(job.variables_json));
  members.text("request", job.request_id.text);
  members.number("attempts", job.attempts > 1 ? job.attempts : 0);
  members.moment("sent", job.submitted_at);
  members.moment("done", job.finished_at);
  members.text("reason", job.reason);
  members.list("warnings", job.warnings, [&](const std::string& text) { append_quoted(out, text); });
  members.list("assets", job.assets,
               [&](const Asset& asset) { append_asset(out, asset, file_of(job, asset), facts); });
  members.list("errors", job.failures, [&](const Failure& failure) { append_failure(out, failure); });
  members.close();
}

boost::json::object run_value(const RunRecord& run) {
  const Summary& s = run.summary;
  return {{"id", run.id.text},
          {"started", ms_of(run.started_at)},
          {"finished", maybe_ms(run.finished_at)},
          {"ending", run.ending},
          {"exit_code", run.exit_code ? boost::json::value(*run.exit_code) : boost::json::value()},
          {"jobs", s.jobs},
          {"unchanged", s.unchanged},
          {"assets", s.assets},
          {"credits", s.credits}};
}

boost::json::array runs_value(const std::vector<RunRecord>& runs, const RunRecord& shown) {
  boost::json::array values;
  // The journal learns of the end of a run when its results are written.
  for (const RunRecord& run : runs) values.emplace_back(run_value(run.number == shown.number ? shown : run));
  return values;
}

boost::json::array spending_value(const std::vector<DaySpending>& spending) {
  boost::json::array values;
  for (const DaySpending& one : spending)
    values.emplace_back(boost::json::object{{"design", one.design.text},
                                            {"day", ms_of(one.day)},
                                            {"settled", one.settled},
                                            {"out", one.out},
                                            {"in_doubt", one.in_doubt}});
  return values;
}

boost::json::object facts_value(const PageFacts& facts, const RunRecord& run) {
  return {{"name", run.name},
          {"manifest", facts.manifest},
          {"run_options", facts.run_options},
          {"path", run.path},
          {"version", facts.version},
          {"written", ms_of(facts.written_at)},
          {"origin", run.origin},
          {"workspace", run.workspace},
          {"run", run_value(run)},
          {"summary", summary_value(run.summary)},
          {"runs", runs_value(facts.runs, run)},
          {"spending", spending_value(facts.spending)}};
}

/// `{"facts": {…}, "jobs": [` a job a line `], "orphans": [` … `]}`
class PageWriter final : public ResultsWriter {
 public:
  PageWriter(PageFacts facts, std::ostream& out) : facts_(std::move(facts)), out_(out), data_(out) {}

  void begin(const RunRecord& run) override {
    out_ << page_before_title << escaped(run.name) << page_before_data;
    std::string text = "{\"facts\":";
    append_json(text, facts_value(facts_, run));
    data_.add(text + ",\n\"jobs\":[");
  }

  void job(const JobView& job) override {
    std::string text = separator();
    append_job(text, job, facts_);
    data_.add(text);
  }

  void orphan(const OrphanResult& orphan) override {
    if (!std::exchange(in_orphans_, true)) begin_orphans();
    JobView as_job;
    as_job.key = orphan.last_key;
    as_job.design_id = orphan.design_id;
    as_job.status = orphan.status;
    as_job.request_id = orphan.request_id;
    as_job.assets = orphan.assets;
    job(as_job);
  }

  void end() override {
    if (!in_orphans_) begin_orphans();
    data_.add("]}");
    data_.end();
    out_ << page_behind_data;
  }

 private:
  std::string separator() { return std::exchange(first_, false) ? "\n" : ",\n"; }
  void begin_orphans() {
    first_ = true;
    data_.add("],\n\"orphans\":[");
  }
  static std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) safe += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string{c};
    return safe;
  }

  PageFacts facts_;
  std::ostream& out_;
  PackedText data_;
  bool first_ = true;  // of the present list
  bool in_orphans_ = false;
};

}  // namespace

std::unique_ptr<ResultsWriter> make_page_writer(PageFacts facts, std::ostream& out) {
  return std::make_unique<PageWriter>(std::move(facts), out);
}

}  // namespace pressrun::report
