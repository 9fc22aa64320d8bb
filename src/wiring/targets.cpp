#include "wiring/targets.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/io/places.hpp"
#include "wiring/failure.hpp"
#include "wiring/page_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace pressrun::wiring {
namespace {

namespace fs = std::filesystem;

struct Target {
  std::string option;
  fs::path file;
};

std::vector<Target> targets_of(const usage::Options& options, const std::vector<std::string>& results) {
  std::vector<Target> targets;
  for (const std::string& file : results) targets.push_back({"-o", file});
  if (!options.run.plan_out.empty()) targets.push_back({"--out", options.run.plan_out});
  if (!options.log.file.empty()) targets.push_back({"--log-file", options.log.file});
  if (!options.output.metrics.empty()) targets.push_back({"--metrics", options.output.metrics});
  std::erase_if(targets, [](const Target& target) { return target.file == "-"; });
  return targets;
}

std::string beginning_of(const fs::path& file, std::size_t size = 64) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return {};  // a pipe would wait for somebody
  std::ifstream in(file, std::ios::binary);
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  return text;
}

/// What is recognised by its own look, whoever's it is.
std::string kind_by_look(const fs::path& file) {
  const std::string text = beginning_of(file);
  if (text.starts_with("SQLite format 3")) return "a journal, or another database";
  if (text.starts_with("{\"pressrun_plan\":")) return "a saved plan";
  if (io::real_place(file).parent_path().filename() == ".pressrun") return "in a folder of journals";
  return "";
}

bool is_of_journal(const fs::path& file, const fs::path& journal) {
  const fs::path real = io::real_place(file);
  const fs::path home = io::real_place(journal);
  if (real == home || io::is_same_file(file, journal)) return true;
  fs::path lock = home;
  const bool usual = home.extension() == ".db";
  if (usual) {
    lock.replace_extension(".lock");
  } else {
    lock += "-lock";
  }
  // "-wal", "-shm", ".v3.bak", the rescue file: all that begins with its name.
  const std::string name = home.filename().string();
  return real == lock ||
         (real.parent_path() == home.parent_path() && real.filename().string().starts_with(name));
}

std::string kind_of(const fs::path& file, const std::vector<app::LoadedCampaign>& manifests,
                    const DiskSources& sources, const std::string& plan) {
  const auto same = [&](const std::string& input) {
    return io::is_same_file(file, input) || io::real_place(file) == io::real_place(input);
  };
  if (std::ranges::any_of(sources.opened(), same)) return "read by this command";
  if (!plan.empty() && same(plan)) return "the saved plan itself";
  for (const app::LoadedCampaign& one : manifests) {
    if (is_of_journal(file, one.journal)) return "the journal's";
  }
  return kind_by_look(file);
}

/// Lines of ours begin with a moment, or with the member that holds it.
bool looks_like_a_log(const fs::path& file) {
  const std::string text = beginning_of(file);
  return text.starts_with("{\"time\":\"") ||
         (text.size() > 11 && text.starts_with("20") && text[4] == '-' && text[7] == '-' && text[10] == 'T');
}

}  // namespace

void refuse_precious_targets(const usage::Options& options, const std::vector<std::string>& results,
                             const std::vector<app::LoadedCampaign>& manifests, const DiskSources& sources) {
  std::vector<fs::path> pages;
  for (const app::LoadedCampaign& one : manifests) pages.push_back(page_target(one, options));
  refuse_precious_targets(options, results, pages, manifests, sources);
}

void refuse_precious_targets(const usage::Options& options, const std::vector<std::string>& results,
                             const std::vector<fs::path>& pages,
                             const std::vector<app::LoadedCampaign>& manifests, const DiskSources& sources) {
  std::vector<Target> targets = targets_of(options, results);
  for (const fs::path& page : pages)
    if (!page.empty()) targets.push_back({"the report", page});
  for (const Target& target : targets) {
    const std::string kind = kind_of(target.file, manifests, sources, options.run.plan);
    if (kind.empty()) continue;
    throw CommandFailed(usage::ExitCode::usage, target.option + " '" + printable(target.file.string()) +
                                                    "' would overwrite what is " + kind +
                                                    ": name another file; nothing was done");
  }
}

void find_rows_before_logging(const usage::Options& options, std::vector<app::LoadedCampaign>& manifests) {
  std::error_code error;
  const fs::path file = options.log.file;
  if (options.log.file.empty() || fs::file_size(file, error) == 0 || error || looks_like_a_log(file)) return;
  for (app::LoadedCampaign& one : manifests) {
    const auto stream = one.manifest->jobs({true});
    while (stream->next()) {
    }
  }
}

}  // namespace pressrun::wiring
