#include "cli/manifests.hpp"

#include "cli/failure.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/places.hpp"
#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <iostream>

namespace pressrun::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_manifest = 64U << 20U;  // long lists belong in rows

bool is_manifest_name(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

/// Dotfiles, and results that were written as YAML.
bool is_ours_or_hidden(const fs::path& file) {
  const std::string stem = file.stem().string();
  return stem.starts_with('.') || stem.ends_with(".results");
}

std::vector<std::string> manifests_in(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && is_manifest_name(entry.path()) && !is_ours_or_hidden(entry.path()))
      files.push_back(entry.path().string());
  }
  if (error) throw CommandFailed(ExitCode::usage, "'" + printable(folder.string()) + "': " + error.message());
  if (files.empty())
    throw CommandFailed(ExitCode::usage,
                        "no manifest (*.yaml, *.yml) in '" + printable(folder.string()) + "'");
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> named_files(const std::vector<std::string>& named) {
  if (named.empty())
    throw CommandFailed(ExitCode::usage, "no manifest given; name a file, a folder, or - for standard input");
  std::vector<std::string> files;
  for (const std::string& name : named) {
    std::error_code error;
    if (name != "-" && fs::is_directory(name, error)) {
      for (std::string& file : manifests_in(name)) files.push_back(std::move(file));
    } else {
      files.push_back(name);
    }
  }
  return files;
}

std::string read_all(manifest::ByteStream& stream, const std::string& name) {
  std::string text;
  std::string piece(64U << 10U, '\0');
  for (std::size_t size = stream.read(piece.data(), piece.size()); size > 0;
       size = stream.read(piece.data(), piece.size())) {
    text.append(piece, 0, size);
    if (text.size() > longest_manifest) {
      throw CommandFailed(ExitCode::usage,
                          "'" + printable(name) + "' is larger than 64 MiB; long lists belong in rows files");
    }
  }
  return text;
}

std::string text_of(const std::string& name, DiskSources& sources) {
  auto opened = sources.open(name == "-" ? "/dev/stdin" : name);
  if (const auto* problem = std::get_if<std::string>(&opened)) {
    throw CommandFailed(ExitCode::usage,
                        "the manifest '" + printable(name) + "' cannot be read: " + *problem);
  }
  try {
    return read_all(*std::get<std::unique_ptr<manifest::ByteStream>>(opened), name);
  } catch (const std::system_error& error) {
    throw CommandFailed(ExitCode::usage,
                        "the manifest '" + printable(name) + "' cannot be read: " + error.code().message());
  }
}

/// Simulated runs keep their own books here too: "state.db" becomes "state.simulated.db".
fs::path named_journal(const InputOptions& input) {
  const fs::path named{input.state};
  if (!input.simulate) return named;
  return named.parent_path() / (named.stem().string() + ".simulated" + named.extension().string());
}

/// With what the user said of journal and content.
std::string options_text(const InputOptions& input) {
  std::string text = input.simulate ? " --simulate" : "";
  if (!input.state.empty()) text += " --state " + report::shell_word(input.state);
  for (const auto& [name, value] : input.set) text += " --set " + report::shell_word(name + "=" + value);
  return text;
}

/// And of account, jobs and limits.
std::string run_options_text(const Options& options) {
  std::string text;
  const auto add = [&text](const std::string& name, const std::string& value) {
    text += " " + name + " " + report::shell_word(value);
  };
  for (const std::string& file : options.results.files) add("-o", file);
  text += account_options_text(options);
  if (options.run.skip_preflight) text += " --no-preflight";
  if (!options.connection.scenario.empty()) add("--scenario", options.connection.scenario);
  for (const std::string& expression : options.run.selection.select) add("--select", expression);
  for (const std::string& expression : options.run.selection.exclude) add("--exclude", expression);
  if (options.run.max_credits) add("--max-credits", std::to_string(*options.run.max_credits));
  if (options.run.assume_credits) add("--assume-credits", std::to_string(*options.run.assume_credits));
  return text;
}

app::LoadedCampaign place(std::string named, std::unique_ptr<manifest::Manifest> loaded,
                          const Options& options) {
  const InputOptions& input = options.input;
  const fs::path folder = named == "-" ? fs::path{} : fs::path{named}.parent_path();
  const std::string name = loaded->name() + (input.simulate ? ".simulated" : "");
  app::LoadedCampaign made;
  made.journal = input.state.empty() ? folder / ".pressrun" / (name + ".db") : named_journal(input);
  made.place = io::real_place(made.journal);
  made.known_in = made.journal;
  made.shares_journal = !input.state.empty();
  made.is_simulated = input.simulate;
  made.results = folder / (name + ".results.json");
  made.results_place = io::real_place(made.results);
  made.path = io::campaign_path(named);
  made.suggested = report::shell_word(named) + options_text(input);
  made.suggested_run = made.suggested + run_options_text(options);
  made.named = std::move(named);
  made.manifest = std::move(loaded);
  return made;
}

}  // namespace

std::string account_options_text(const Options& options) {
  std::string text;
  const ConnectionOptions& to = options.connection;
  if (!to.base_url.empty()) text += " --base-url " + report::shell_word(to.base_url);
  if (!to.ca_file.empty()) text += " --ca-file " + report::shell_word(to.ca_file);
  return text;
}

std::vector<app::LoadedCampaign> load_manifests(const Options& options, DiskSources& sources,
                                                app::FindingSet& findings) {
  std::vector<app::LoadedCampaign> all;
  for (std::string& name : named_files(options.input.manifests)) {
    const std::string text = text_of(name, sources);
    manifest::LoadOptions how;
    how.set = options.input.set;
    manifest::Loaded loaded = manifest::load(text, name, sources, how);
    findings.add(loaded.diagnostics);
    if (loaded.manifest) {
      all.push_back(place(std::move(name), std::move(loaded.manifest), options));
    }
  }
  app::require_distinct(all);
  return all;
}

}  // namespace pressrun::cli
