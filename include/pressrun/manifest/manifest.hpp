#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/manifest/download.hpp"
#include "pressrun/manifest/notify_sink.hpp"
#include "pressrun/manifest/source.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::manifest {

struct LoadOptions {
  std::map<std::string, std::string> set;  ///< `--set NAME=VALUE`: wins over `vars`
  std::string environment = {};            ///< `--environment`; empty: none
};

/// A row that gave no job, or a job of it that has no key of its own.
struct UnmadeJob {
  JobKey key;  ///< its own, else one that names the line
  std::size_t position = 0;
  std::string design_name;
  DesignId design_id;
  Mapping variables;
  std::vector<Diagnostic> why;  ///< the first few
};

/// What a stream of jobs is read for.
struct JobsWanted {
  bool also_unsound = false;  ///< jobs of which parts could not be made, too, marked as such
  bool lints = false;         ///< finished texts are looked at
};

/// Hands out the jobs of one manifest in order, one at a time, so that rows are never held whole.
class JobStream {
 public:
  virtual ~JobStream() = default;
  /// The next job; nothing at the end. A job that cannot be built leaves findings in `diagnostics()` and is
  /// passed over.
  virtual std::optional<JobSpec> next() = 0;
  [[nodiscard]] virtual const Diagnostics& diagnostics() const = 0;
  /// Of these findings, the first few that are about the job that `next` gave last.
  [[nodiscard]] virtual const std::vector<Diagnostic>& of_latest() const = 0;
  /// What was passed over since it was asked last, in order.
  [[nodiscard]] virtual std::vector<UnmadeJob> unmade() = 0;
};

/// `budget` of the manifest: the most credits that may be reserved in its journal, in one run, and since
/// midnight or the first of the month. Nothing: no limit of that kind.
struct Budget {
  std::optional<std::uint64_t> run;
  std::optional<std::uint64_t> day;
  std::optional<std::uint64_t> month;
  std::string
      zone;  ///< an IANA name; empty: the machine's. Whether this machine knows it is not looked up here
  SourcePos zone_at;  ///< where it is written; nowhere: it is not
};

/// A design that is given by its name in place of its id.
struct DesignName {
  std::string name;
  std::string project;  ///< its name or id; empty: any
  SourcePos at;
  DesignId id;  ///< what it stands for; empty: not known yet

  bool same_design(const DesignName& other) const { return name == other.name && project == other.project; }
};

/// A manifest that was read and found well-formed: structure, keys, types, names in `${…}` outside rows.
/// Rows, clashing job keys and the names that rows bring are found while its jobs stream by.
class Manifest {
 public:
  virtual ~Manifest() = default;
  /// Stands in names of files beside the manifest; never '/', control characters or a '.' first.
  /// In an environment, its name follows behind a dot.
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual const Budget& budget() const = 0;
  [[nodiscard]] virtual const Download& download() const = 0;
  /// Another folder than the manifest says; empty: nothing is downloaded.
  virtual void download_to(std::string folder) = 0;
  /// Names the files that are fetched for its jobs.
  [[nodiscard]] virtual std::unique_ptr<FileNames> file_names() = 0;
  /// Makes the list of those who are told of runs, with values in the bodies that ask for them
  /// (notify_fields). It outlives the manifest, not its Sources. Empty: nobody is told.
  using SinkMaker = std::function<std::vector<NotifySink>(const NotifyValues&)>;
  [[nodiscard]] virtual SinkMaker sinks() const { return {}; }
  /// Names of `environments`, in order.
  [[nodiscard]] virtual std::vector<std::string> environments() const { return {}; }
  /// Every design whose id is known, once each, in order.
  [[nodiscard]] virtual std::vector<DesignId> designs() const = 0;
  /// Every design that is given by name, once each, in order.
  [[nodiscard]] virtual std::vector<DesignName> named_designs() const = 0;
  /// Tells what a name stands for; until then the jobs of such a design have no design id.
  virtual void bind(const DesignName& named, const DesignId& id) = 0;
  /// What is asked for by each entry and variant, references still in it.
  [[nodiscard]] virtual std::vector<const Mapping*> requests() const = 0;
  /// Where a design is named for the first time; nowhere: it is not.
  [[nodiscard]] virtual SourcePos place_of(const DesignId& id) const = 0;
  /// Starts the expansion anew; every stream gives the same jobs as long as the files stay the same.
  /// With `also_unsound` one reading finds all that is wrong.
  [[nodiscard]] virtual std::unique_ptr<JobStream> jobs(JobsWanted wanted) = 0;
  [[nodiscard]] std::unique_ptr<JobStream> jobs() { return jobs({}); }
  [[nodiscard]] virtual const Diagnostics& warnings() const = 0;
};

/// Reads a manifest from its text. `path` names it in findings and is what relative paths start from; the
/// name defaults to what `default_name` makes of it ("stdin" for "-"). Answers every finding, and the
/// manifest: where a finding is an error it serves to find the others, and is nullptr where nothing can be
/// made of the text.
struct Loaded {
  std::unique_ptr<Manifest> manifest;
  Diagnostics diagnostics;
};
Loaded load(const std::string& text, const std::filesystem::path& path, Sources& sources,
            const LoadOptions& options);

}  // namespace pressrun::manifest
