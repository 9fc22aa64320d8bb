#include "wiring/saved_plan.hpp"

#include "pressrun/api/sha256.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "wiring/failure.hpp"

#include <array>
#include <filesystem>
#include <fstream>

namespace pressrun::wiring {
namespace {

/// So that the plan is carried out from any folder.
std::string absolute(const std::string& file) {
  std::error_code error;
  const std::filesystem::path made = std::filesystem::absolute(file, error);
  return error ? file : made.lexically_normal().string();
}

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw CommandFailed(usage::ExitCode::usage, "'" + printable(file) + "' " + why + "; nothing was submitted");
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

void save_plan(app::SavedPlan plan, const app::LoadedCampaign& one, const usage::Options& options,
               const DiskSources& sources, const boost::json::object& summary,
               const app::EachPlanned& each_job) {
  plan.manifest = absolute(one.named);
  plan.set = options.input.set;
  plan.environment = options.input.environment;
  plan.state = options.input.state.empty() ? "" : absolute(options.input.state);
  for (const std::string& read : sources.opened()) plan.files[absolute(read)] = file_hash(read).value_or("");
  const std::string& file = options.run.plan_out;
  const auto write = [&](std::ostream& out) { app::write_plan(out, plan, summary, each_job); };
  if (const std::error_code error = io::DiskFiles{}.replace(file, write, Readers::owner)) {
    throw CommandFailed(usage::ExitCode::journal_or_results,
                        "the plan cannot be written to '" + printable(file) + "': " + error.message());
  }
}

app::SavedPlan read_plan(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) refuse(file, "cannot be read");
  try {
    return app::parse_plan(in);
  } catch (const std::runtime_error& error) {
    refuse(file, error.what());
  }
}

void apply_plan(const app::SavedPlan& plan, usage::Options& options) {
  const usage::RunSettings& run = options.run;
  const bool settled = !options.input.manifests.empty() || !options.input.set.empty() ||
                       !options.input.environment.empty() || !run.selection.everything() || run.force ||
                       run.resubmit_in_doubt || run.skip_preflight || run.dry_run;
  if (settled) {
    throw CommandFailed(usage::ExitCode::usage,
                        "with --plan, the manifest, --set, --environment, --select, --exclude, --sample, "
                        "--limit, --force, --in-doubt, "
                        "--no-preflight and -n are the plan's to say: leave them out");
  }
  if (options.input.simulate && !plan.simulate)
    throw CommandFailed(usage::ExitCode::usage, "the plan is for the API, not for --simulate");
  options.input.manifests = {plan.manifest};
  options.input.set = plan.set;
  options.input.environment = plan.environment;
  if (options.input.state.empty()) options.input.state = plan.state;
  options.input.simulate = plan.simulate;
  options.run.selection.select = plan.select;
  options.run.selection.exclude = plan.exclude;
  options.run.selection.sample = app::parse_sample(plan.sample);
  options.run.selection.limit = plan.limit;
  options.run.force = plan.force;
  options.run.resubmit_in_doubt = plan.resubmit_in_doubt;
}

}  // namespace pressrun::wiring
