// Any manifest is loaded and expanded. The first part is the manifest; those that follow are the files
// rows.csv, rows.jsonl, rows.yaml and other.yaml, for `rows` and `include`.
#include "fuzz/properties.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "support/memory_sources.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace pressrun;
using fuzz::require;

constexpr std::size_t most_jobs = 50;  // a matrix of a few bytes gives millions

test::MemorySources sources_of(const std::vector<std::string>& parts) {
  constexpr std::array names{"rows.csv", "rows.jsonl", "rows.yaml", "other.yaml"};
  test::MemorySources sources;
  for (std::size_t i = 1; i < parts.size() && i <= names.size(); ++i) sources.files[names[i - 1]] = parts[i];
  sources.variables["SEASON"] = "spring";
  return sources;
}

void check(const JobSpec& job) {
  require(!job.sound || (!job.key.text.empty() && job.key.text.starts_with(job.design_name)),
          "a job has a key, which begins with its design", job.key.text);
  require(!job.at.file_name().empty(), "a job knows where it was asked for");
}

/// The jobs that can be made, or the first of them; checks that a manifest without errors gives some.
std::vector<std::string> keys_of(manifest::Manifest& manifest, bool also_unsound) {
  std::vector<std::string> keys;
  manifest::JobsWanted wanted;
  wanted.also_unsound = also_unsound;
  wanted.lints = true;
  const auto stream = manifest.jobs(wanted);
  while (keys.size() < most_jobs) {
    const auto job = stream->next();
    if (!job) break;
    check(*job);
    keys.push_back(job->key.text);
  }
  fuzz::check(stream->diagnostics());
  return keys;
}

bool is_manifest_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' && name.find('/') == std::string::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto parts = fuzz::parts_of(bytes, size);
  test::MemorySources sources = sources_of(parts);
  const auto loaded = manifest::load(parts.front(), "m.yaml", sources, {});
  fuzz::check(loaded.diagnostics);
  require(loaded.manifest != nullptr || loaded.diagnostics.has_errors(), "what cannot be read has an error");
  if (!loaded.manifest) return 0;
  require(loaded.diagnostics.has_errors() || is_manifest_name(loaded.manifest->name()),
          "the name can be a file's", loaded.manifest->name());
  keys_of(*loaded.manifest, true);
  if (loaded.diagnostics.has_errors()) return 0;
  const auto keys = keys_of(*loaded.manifest, true);
  require(keys == keys_of(*loaded.manifest, true), "every pass gives the same jobs");
  return 0;
}
