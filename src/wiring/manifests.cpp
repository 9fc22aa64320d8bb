#include "wiring/manifests.hpp"

#include "pressrun/app/campaign_home.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/places.hpp"
#include "pressrun/report/results_writer.hpp"
#include "wiring/failure.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

namespace pressrun::wiring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_manifest = 64U << 20U;  // long lists belong in rows

bool is_manifest_name(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

/// Results that were written as YAML, whatever their name: their head has lines that no manifest may have.
bool are_results(const fs::path& file) {
  if (file.stem().string().ends_with(".results")) return true;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  bool has_run = false;
  for (int number = 0; number < 20 && std::getline(in, line); ++number) {
    has_run = has_run || line.starts_with("run_id:");
    if (has_run && line.starts_with("summary:")) return true;
  }
  return false;
}

bool is_ours_or_hidden(const fs::path& file) {
  return file.filename().string().starts_with('.') || are_results(file);
}

std::vector<std::string> manifests_in(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && is_manifest_name(entry.path()) && !is_ours_or_hidden(entry.path()))
      files.push_back(entry.path().string());
  }
  if (error)
    throw CommandFailed(usage::ExitCode::usage, "'" + printable(folder.string()) + "': " + error.message());
  if (files.empty())
    throw CommandFailed(usage::ExitCode::usage,
                        "no manifest (*.yaml, *.yml) in '" + printable(folder.string()) + "'");
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> named_files(const std::vector<std::string>& named) {
  if (named.empty())
    throw CommandFailed(usage::ExitCode::usage,
                        "no manifest given; name a file, a folder, or - for standard input");
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
      throw CommandFailed(usage::ExitCode::usage,
                          "'" + printable(name) + "' is larger than 64 MiB; long lists belong in rows files");
    }
  }
  return text;
}

std::string text_of(const std::string& name, DiskSources& sources) {
  auto opened = sources.open(name == "-" ? "/dev/stdin" : name);
  if (const auto* problem = std::get_if<std::string>(&opened)) {
    throw CommandFailed(usage::ExitCode::usage,
                        "the manifest '" + printable(name) + "' cannot be read: " + *problem);
  }
  try {
    return read_all(*std::get<std::unique_ptr<manifest::ByteStream>>(opened), name);
  } catch (const std::system_error& error) {
    throw CommandFailed(usage::ExitCode::usage,
                        "the manifest '" + printable(name) + "' cannot be read: " + error.code().message());
  }
}

/// One of several that cannot be read hides nothing of the others.
std::optional<std::string> text_or_finding(const std::string& name, DiskSources& sources,
                                           app::FindingSet& findings) {
  try {
    return text_of(name, sources);
  } catch (const CommandFailed& failure) {
    Diagnostic finding;
    finding.at.file = std::make_shared<const std::string>(name);
    finding.message = failure.what();
    findings.add(finding);
    return std::nullopt;
  }
}

/// Simulated runs keep their own books here too: "state.db" becomes "state.simulated.db".
fs::path named_journal(const usage::InputOptions& input) {
  fs::path named{input.state};
  if (!input.simulate) return named;
  return named.parent_path() / (named.stem().string() + ".simulated" + named.extension().string());
}

/// With what the user said of journal and content.
std::string options_text(const usage::InputOptions& input) {
  std::string text = input.simulate ? " --simulate" : "";
  if (!input.state.empty()) text += " --state " + report::shell_word(input.state);
  if (!input.environment.empty()) text += " --environment " + report::shell_word(input.environment);
  for (const auto& [name, value] : input.set)
    text += " --set " + report::shell_word(std::string{name}.append("=").append(value));
  return text;
}

/// And of account, jobs and limits.
std::string run_options_text(const usage::Options& options) {
  std::string text;
  const auto add = [&text](const std::string& name, const std::string& value) {
    text += " " + name + " " + report::shell_word(value);
  };
  for (const std::string& file : options.results.files) add("-o", file);
  if (!options.results.page.empty()) add("--report", options.results.page);
  if (!options.download.to.empty()) add("--download-to", options.download.to);
  if (options.download.none) text += " --no-download";
  text += account_options_text(options);
  if (options.run.skip_preflight) text += " --no-preflight";
  if (!options.connection.scenario.empty()) add("--scenario", options.connection.scenario);
  for (const std::string& expression : options.run.selection.select) add("--select", expression);
  for (const std::string& expression : options.run.selection.exclude) add("--exclude", expression);
  if (const auto& sample = options.run.selection.sample) add("--sample", sample->text());
  if (const auto& limit = options.run.selection.limit) add("--limit", std::to_string(*limit));
  if (options.run.skip_rows()) add("--on-error", options.run.on_error);
  if (options.run.max_failures) add("--max-failures", options.run.max_failures->text());
  if (options.run.max_credits) add("--max-credits", std::to_string(*options.run.max_credits));
  if (options.run.assume_credits) add("--assume-credits", std::to_string(*options.run.assume_credits));
  return text;
}

/// All environments of a manifest have one journal.
std::string journal_name(const manifest::Manifest& loaded, const usage::InputOptions& input) {
  const std::string& name = loaded.name();
  const std::size_t behind = input.environment.empty() ? 0 : input.environment.size() + 1;
  return name.substr(0, name.size() - behind);
}

/// Absolute from here on: the option is seen from here, the manifest's word from its folder.
void set_download_folder(manifest::Manifest& loaded, const usage::Options& options, const fs::path& folder) {
  if (options.download.none) return loaded.download_to({});
  const std::string& asked = options.download.to;
  // Each of several manifests gets a folder of its own in the one that is named.
  fs::path to = asked;
  if (!asked.empty() && options.input.manifests.size() > 1) to /= loaded.name();
  if (asked.empty() && !loaded.download().to.empty()) to = folder / loaded.download().to;
  if (to.empty()) return;
  std::error_code error;
  const fs::path whole = fs::absolute(to, error);
  loaded.download_to((error ? to : whole).lexically_normal().string());
}

app::LoadedCampaign place(std::string named, std::unique_ptr<manifest::Manifest> loaded,
                          const usage::Options& options) {
  const usage::InputOptions& input = options.input;
  const fs::path folder = named == "-" ? fs::path{} : fs::path{named}.parent_path();
  const std::string mark = input.simulate ? ".simulated" : "";
  const std::string name = loaded->name() + mark;
  app::LoadedCampaign made;
  made.journal = input.state.empty() ? folder / ".pressrun" / (journal_name(*loaded, input) + mark + ".db")
                                     : named_journal(input);
  made.place = io::real_place(made.journal);
  made.known_in = made.journal;
  made.shares_journal = !input.state.empty();
  made.is_simulated = input.simulate;
  made.results = folder / (name + ".results.json");
  made.results_place = io::real_place(made.results);
  made.path = app::path_in_environment(io::campaign_path(named), input.environment);
  made.suggested = report::shell_word(named) + options_text(input);
  made.suggested_run = made.suggested + run_options_text(options);
  set_download_folder(*loaded, options, folder);
  made.named = std::move(named);
  made.manifest = std::move(loaded);
  return made;
}

}  // namespace

std::string account_options_text(const usage::Options& options) {
  std::string text;
  const usage::ConnectionOptions& to = options.connection;
  if (!to.base_url.empty()) text += " --base-url " + report::shell_word(to.base_url);
  if (!to.ca_file.empty()) text += " --ca-file " + report::shell_word(to.ca_file);
  return text;
}

LoadedManifests load_manifests(const usage::Options& options, DiskSources& sources,
                               app::FindingSet& findings) {
  std::vector<std::string> files = named_files(options.input.manifests);
  LoadedManifests all;
  all.named = files.size();
  for (std::string& name : files) {
    const std::optional<std::string> text =
        all.named == 1 ? std::optional(text_of(name, sources)) : text_or_finding(name, sources, findings);
    if (!text) continue;
    manifest::LoadOptions how;
    how.set = options.input.set;
    how.environment = options.input.environment;
    manifest::Loaded loaded = manifest::load(*text, name, sources, how);
    findings.begin_part();
    findings.add(loaded.diagnostics);
    if (!loaded.manifest) continue;
    all.campaigns.push_back(place(std::move(name), std::move(loaded.manifest), options));
    if (findings.part_must_stop(options.input.strict)) all.campaigns.back().refused = app::has_mistakes;
  }
  app::require_distinct(all.campaigns);
  return all;
}

}  // namespace pressrun::wiring
