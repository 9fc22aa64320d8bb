#pragma once

#include "pressrun/app/notice.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "usage/exit_code.hpp"
#include "wiring/invocation.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// Why a manifest's `notify` is not heeded; empty: it is. From standard input, or a file that others may
/// write, it would let them start programs in the user's name.
std::string notify_refusal(const std::string& manifest);

/// What a person, a service that watches and monitoring get to hear of a run: the sinks of its manifests,
/// --ping, --metrics. Whatever goes wrong with them is a warning, and changes nothing of the run.
class RunNotices {
 public:
  /// Keeps what it needs of the manifests; the sources of `invocation` must outlive it.
  explicit RunNotices(const Invocation& invocation);
  /// Nobody is told of a simulated run.
  [[nodiscard]] bool is_quiet() const { return quiet_; }

  /// Tells that it begins.
  void start();
  /// A manifest that was run to whatever end. `summary`: as it is printed, without colours.
  void note(const std::string& manifest, const RunRecord& run, const std::string& summary);
  /// Tells how it ended: `message` is a sentence about the first trouble; empty: there is none.
  void end(usage::ExitCode code, const std::string& message);
  /// Sends to every sink, whatever it wants to hear, that this is a test. Answers how many could not be told.
  std::size_t test();

 private:
  struct Told {
    app::Notice notice;
    manifest::Manifest::SinkMaker sinks;
    std::optional<RunRecord> run;
  };
  [[nodiscard]] app::Notice process_notice(usage::ExitCode code, const std::string& message) const;
  std::size_t tell(const Told& told);
  bool tell_sink(const manifest::NotifySink& sink, const app::Notice& notice);
  bool ping(const std::string& url, const app::Notice& notice);
  void warn(const std::string& of, const std::string& problem) const;
  void write_metrics(usage::ExitCode code) const;

  const usage::Options& options_;
  const Environment& environment_;
  bool quiet_ = false;
  std::string run_id_;
  WallTime started_at_{};
  std::vector<Told> told_;  // one a manifest
};

/// Of a run that did not come so far as to know its manifests, for the exception that is being handled: tells
/// --ping and --metrics. To be called in a handler only.
void tell_of_failed_start(const Invocation& invocation);

}  // namespace pressrun::wiring
