#include "cli/saved_plan.hpp"

#include "cli/failure.hpp"
#include "cli/job_source.hpp"
#include "cli/planner.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <array>
#include <fstream>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

constexpr int plan_version = 1;
constexpr std::size_t longest_line = 16U << 20U;

constexpr std::array<std::pair<Todo, std::string_view>, 3> todos{
    {{Todo::submit, "submit"}, {Todo::retry_formats, "retry_formats"}, {Todo::resume, "poll"}}};

std::optional<Todo> todo_of(std::string_view word) {
  for (const auto& [value, name] : todos) {
    if (name == word) return value;
  }
  return std::nullopt;
}

json::object head_of(const Campaigned& campaigned, const Options& options, const Workspace& workspace,
                     const DiskSources& sources, WallTime now) {
  json::object head;
  head["pressrun_plan"] = plan_version;
  head["created_at"] = to_rfc3339(now);
  head["manifest"] = campaigned.named;
  head["set"] = json::value_from(options.input.set);
  head["select"] = json::value_from(options.run.selection.select);
  head["exclude"] = json::value_from(options.run.selection.exclude);
  head["force"] = options.run.force;
  head["resubmit_in_doubt"] = options.run.resubmit_in_doubt;
  head["simulate"] = options.input.simulate;
  json::object files;
  for (const std::string& file : sources.opened()) files[file] = file_hash(file).value_or("");
  head["files"] = std::move(files);
  json::object designs;
  for (const DesignId& id : campaigned.manifest->designs()) {
    const Design* design = workspace.design(id);
    const bool dated = design != nullptr && design->updated_at;
    designs[id.text] = dated ? json::value(*design->updated_at) : json::value(nullptr);
  }
  head["designs"] = std::move(designs);
  return head;
}

std::string job_line(const Job& job, const Decision& decision, std::string_view word) {
  json::object made;
  made["key"] = job.key.text;
  made["todo"] = word;
  made["fingerprint"] = job.fingerprint.text;
  if (!decision.formats.empty()) made["formats"] = json::value_from(decision.formats);
  return json::serialize(made);
}

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw CommandFailed(ExitCode::usage, "'" + printable(file) + "' " + why + "; nothing was submitted");
}

/// Reads the lines of a plan; what does not fit throws, and is told as damage by read_plan.
class PlanReader {
 public:
  explicit PlanReader(const std::string& file) : in_(file, std::ios::binary) {}

  SavedPlan read() {
    if (!in_) throw std::runtime_error("cannot be read");
    head(next());
    for (json::object line = next(); !line.contains("jobs"); line = next()) job(line);
    plan_.id = sealed_;
    return std::move(plan_);
  }

 private:
  std::string next_line() {
    std::string line;
    for (int c = in_.get(); c != '\n'; c = in_.get()) {
      if (!in_) throw std::runtime_error("is cut off");
      if (line.size() >= longest_line) throw std::runtime_error("is no saved plan");
      line += static_cast<char>(c);
    }
    return line;
  }

  json::object next() {
    const std::string line = next_line();
    json::object made = json::parse(line).as_object();
    if (made.contains("jobs")) {
      sealed_ = hash_.text();
      const bool whole = made.at("sha256").as_string() == sealed_ &&
                         json::value_to<std::size_t>(made.at("jobs")) == plan_.jobs.size();
      if (!whole) throw std::runtime_error("was changed by hand, or damaged");
    }
    hash_.add(line + "\n");
    return made;
  }

  void head(const json::object& head) {
    const json::value* version = head.if_contains("pressrun_plan");
    if (version == nullptr) throw std::runtime_error("is no saved plan");
    if (version->to_number<int>() != plan_version)
      throw std::runtime_error("is a plan of another version of pressrun");
    plan_.created_at = json::value_to<std::string>(head.at("created_at"));
    plan_.manifest = json::value_to<std::string>(head.at("manifest"));
    plan_.set = json::value_to<std::map<std::string, std::string>>(head.at("set"));
    plan_.select = json::value_to<std::vector<std::string>>(head.at("select"));
    plan_.exclude = json::value_to<std::vector<std::string>>(head.at("exclude"));
    plan_.force = head.at("force").as_bool();
    plan_.resubmit_in_doubt = head.at("resubmit_in_doubt").as_bool();
    plan_.simulate = head.at("simulate").as_bool();
    plan_.files = json::value_to<std::map<std::string, std::string>>(head.at("files"));
    for (const auto& design : head.at("designs").as_object()) {
      auto& version_of = plan_.designs[design.key()];
      if (!design.value().is_null()) version_of = design.value().to_number<std::int64_t>();
    }
  }

  void job(const json::object& line) {
    SavedPlan::PlannedJob job;
    const auto todo = todo_of(line.at("todo").as_string());
    if (!todo) throw std::runtime_error("is damaged");
    job.todo = *todo;
    job.fingerprint = json::value_to<std::string>(line.at("fingerprint"));
    if (const json::value* formats = line.if_contains("formats"))
      job.formats = json::value_to<std::vector<std::string>>(*formats);
    plan_.jobs.emplace(json::value_to<std::string>(line.at("key")), std::move(job));
  }

  std::ifstream in_;
  api::Sha256 hash_;
  std::string sealed_;
  SavedPlan plan_;
};

}  // namespace

std::optional<std::string_view> word_of(Todo todo) {
  for (const auto& [value, word] : todos) {
    if (value == todo) return word;
  }
  return std::nullopt;  // nothing to do
}

std::optional<std::string> file_hash(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  api::Sha256 hash;
  std::array<char, 65536> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
    hash.add({piece.data(), static_cast<std::size_t>(in.gcount())});
  return hash.text();
}

void save_plan(const std::string& file, Campaigned& campaigned, const Options& options,
               const Workspace& workspace, const DiskSources& sources, const json::object& summary,
               WallTime now) {
  const auto write = [&](std::ostream& out) {
    api::Sha256 hash;
    std::size_t jobs = 0;
    const auto line = [&](const std::string& text) {
      hash.add(text + "\n");
      out << text << "\n";
    };
    json::object head = head_of(campaigned, options, workspace, sources, now);
    head["summary"] = summary;
    line(json::serialize(head));
    Planner planner{campaigned, options.run, [&](const Job& job, const Decision& decision) {
                      const auto word = word_of(decision.todo);
                      if (!word) return;
                      line(job_line(job, decision, *word));
                      ++jobs;
                    }};
    ManifestJobs source{*campaigned.manifest, workspace};
    for (auto job = source.next(); job; job = source.next()) planner.take(std::move(*job));
    planner.finish();
    out << json::serialize(json::object{{"jobs", jobs}, {"sha256", hash.text()}}) << "\n";
  };
  if (const std::error_code error = io::DiskFiles{}.replace(file, write)) {
    throw CommandFailed(ExitCode::journal_or_results,
                        "the plan cannot be written to '" + printable(file) + "': " + error.message());
  }
}

SavedPlan read_plan(const std::string& file) {
  try {
    return PlanReader{file}.read();
  } catch (const boost::system::system_error&) {
    refuse(file, "is no saved plan, or damaged");
  } catch (const std::logic_error&) {  // not what it should be, or not there
    refuse(file, "is no saved plan, or damaged");
  } catch (const std::runtime_error& error) {
    refuse(file, error.what());
  }
}

void apply_plan(const SavedPlan& plan, Options& options) {
  const RunSettings& run = options.run;
  const bool settled = !options.input.manifests.empty() || !options.input.set.empty() ||
                       !run.selection.everything() || run.force || run.resubmit_in_doubt ||
                       run.skip_preflight || run.dry_run;
  if (settled) {
    throw CommandFailed(ExitCode::usage,
                        "with --plan, the manifest, --set, --select, --exclude, --force, --in-doubt, "
                        "--no-preflight and -n are the plan's to say: leave them out");
  }
  if (options.input.simulate && !plan.simulate)
    throw CommandFailed(ExitCode::usage, "the plan is for the API, not for --simulate");
  options.input.manifests = {plan.manifest};
  options.input.set = plan.set;
  options.input.simulate = plan.simulate;
  options.run.selection.select = plan.select;
  options.run.selection.exclude = plan.exclude;
  options.run.force = plan.force;
  options.run.resubmit_in_doubt = plan.resubmit_in_doubt;
}

}  // namespace pressrun::cli
