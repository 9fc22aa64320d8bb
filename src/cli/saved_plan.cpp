#include "cli/saved_plan.hpp"

#include "cli/failure.hpp"
#include "cli/job_source.hpp"
#include "cli/places.hpp"
#include "cli/planner.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include <array>
#include <fstream>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

/// So that the plan is carried out from any folder.
std::string absolute(const std::string& file) {
  std::error_code error;
  const std::filesystem::path made = std::filesystem::absolute(file, error);
  return error ? file : made.lexically_normal().string();
}

json::object head_of(const Campaigned& campaigned, const Options& options, const Workspace& workspace,
                     const DiskSources& sources, const PlanGround& ground) {
  json::object head;
  head["pressrun_plan"] = saved_plan_version;
  head["created_at"] = to_rfc3339(ground.basis.now);
  head["manifest"] = absolute(campaigned.named);
  head["set"] = json::value_from(options.input.set);
  head["select"] = json::value_from(options.run.selection.select);
  head["exclude"] = json::value_from(options.run.selection.exclude);
  head["force"] = options.run.force;
  head["resubmit_in_doubt"] = options.run.resubmit_in_doubt;
  head["simulate"] = options.input.simulate;
  head["state"] = options.input.state.empty() ? "" : absolute(options.input.state);
  const io::JournalMark mark = ground.mark.value_or(io::JournalMark{});
  head["journal"] = {
      {"path", real_place(campaigned.journal).string()}, {"id", mark.id}, {"state", mark.state}};
  head["account"] = {{"origin", ground.account.origin}, {"workspace", ground.account.workspace}};
  json::object files;
  for (const std::string& file : sources.opened()) files[absolute(file)] = file_hash(file).value_or("");
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

std::string job_line(const Job& job, const app::PlanDecision& decision) {
  json::object made;
  made["key"] = job.key.text;
  made["todo"] = to_string(work_of(decision));
  made["content"] = job.content;
  made["formats"] = json::value_from(decision.buys);
  return json::serialize(made);
}

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw CommandFailed(ExitCode::usage, "'" + printable(file) + "' " + why + "; nothing was submitted");
}

}  // namespace

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
               const PlanGround& ground) {
  const auto write = [&](std::ostream& out) {
    api::Sha256 hash;
    std::size_t jobs = 0;
    const auto line = [&](const std::string& text) {
      hash.add(text + "\n");
      out << text << "\n";
    };
    json::object head = head_of(campaigned, options, workspace, sources, ground);
    head["summary"] = summary;
    line(json::serialize(head));
    app::PlannedPurchases purchases;
    Planner planner{campaigned,
                    options.run,
                    workspace,
                    ground.basis,
                    purchases,
                    [&](const Job& job, const app::PlanDecision& decision) {
                      if (work_of(decision) == PlannedWork::none) return;
                      line(job_line(job, decision));
                      ++jobs;
                    }};
    ManifestJobs source{*campaigned.manifest, workspace, options.run.assume_credits};
    for (auto job = source.next(); job; job = source.next()) planner.take(std::move(*job), source);
    planner.finish();
    out << json::serialize(json::object{{"jobs", jobs}, {"sha256", hash.text()}}) << "\n";
  };
  if (const std::error_code error = io::DiskFiles{}.replace(file, write, Readers::owner)) {
    throw CommandFailed(ExitCode::journal_or_results,
                        "the plan cannot be written to '" + printable(file) + "': " + error.message());
  }
}

SavedPlan read_plan(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) refuse(file, "cannot be read");
  try {
    return parse_plan(in);
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
  if (options.input.state.empty()) options.input.state = plan.state;
  options.input.simulate = plan.simulate;
  options.run.selection.select = plan.select;
  options.run.selection.exclude = plan.exclude;
  options.run.force = plan.force;
  options.run.resubmit_in_doubt = plan.resubmit_in_doubt;
}

}  // namespace pressrun::cli
