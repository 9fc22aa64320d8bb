#include "cli/manifests.hpp"

#include "cli/failure.hpp"
#include "cli/findings.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <iostream>
#include <map>

namespace pressrun::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_manifest = 64U << 20U;  // long lists belong in rows

bool is_manifest_name(const fs::path& file) {
  return file.extension() == ".yaml" || file.extension() == ".yml";
}

std::vector<std::string> manifests_in(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && is_manifest_name(entry.path())) files.push_back(entry.path().string());
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

Campaigned place(std::string named, std::unique_ptr<manifest::Manifest> loaded, const InputOptions& input) {
  const fs::path folder = named == "-" ? fs::path{} : fs::path{named}.parent_path();
  const std::string name = loaded->name() + (input.simulate ? ".simulated" : "");
  Campaigned made;
  made.journal = input.state.empty() ? folder / ".pressrun" / (name + ".db") : named_journal(input);
  made.results = folder / (name + ".results.json");
  made.suggested = report::shell_word(named) + (input.simulate ? " --simulate" : "");
  made.named = std::move(named);
  made.manifest = std::move(loaded);
  return made;
}

void refuse_shared_journals(const std::vector<Campaigned>& all, const InputOptions& input) {
  if (all.size() > 1 && !input.state.empty()) {
    throw CommandFailed(ExitCode::usage, "--state names one journal, and there are " +
                                             std::to_string(all.size()) + " manifests");
  }
  std::map<fs::path, std::string> seen;
  for (const Campaigned& one : all) {
    const auto [before, fresh] = seen.emplace(one.journal.lexically_normal(), one.named);
    if (!fresh) {
      throw CommandFailed(ExitCode::usage, "'" + printable(before->second) + "' and '" +
                                               printable(one.named) + "' share the name '" +
                                               one.manifest->name() + "': set `name:` in one of them");
    }
  }
}

}  // namespace

void refuse_without_run(const Campaigned& one) {
  std::string text = "there is no run of '" + one.manifest->name() + "' yet (no journal at " +
                     printable(one.journal.string()) + ")";
  std::error_code error;
  if (fs::exists(one.journal.parent_path() / (one.manifest->name() + ".simulated.db"), error))
    text += "; its simulated run is found with --simulate";
  throw CommandFailed(ExitCode::not_found, text);
}

std::vector<Campaigned> load_manifests(const InputOptions& input, DiskSources& sources,
                                       FindingSet& findings) {
  std::vector<Campaigned> all;
  for (std::string& name : named_files(input.manifests)) {
    const std::string text = text_of(name, sources);
    manifest::LoadOptions options;
    options.set = input.set;
    manifest::Loaded loaded = manifest::load(text, name, sources, options);
    findings.add(loaded.diagnostics);
    if (loaded.manifest) {
      all.push_back(place(std::move(name), std::move(loaded.manifest), input));
    }
  }
  refuse_shared_journals(all, input);
  return all;
}

}  // namespace pressrun::cli
