#include "cli/preflight.hpp"

#include "cli/failure.hpp"

#include <algorithm>

namespace pressrun::cli {
namespace {

void check_jobs(std::vector<Campaigned>& manifests, const Designs& designs, bool strict) {
  FindingSet findings;
  for (Campaigned& one : manifests) ManifestJobs{*one.manifest, designs}.check(findings);
  findings.print_and_stop_on_errors(strict);
}

std::vector<DesignId> designs_of(const std::vector<Campaigned>& manifests) {
  std::vector<DesignId> ids;
  for (const Campaigned& one : manifests) {
    for (const DesignId& id : one.manifest->designs()) {
      if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
  }
  return ids;
}

void refuse_unusable(const app::DesignReadings& read) {
  FindingSet findings;
  for (const auto& [id, failure] : read.unusable) {
    Diagnostic finding;
    finding.message = "the design '" + id.text + "' cannot be used: " + failure.message;
    finding.hint = failure.id == "template_not_found" ? "it is not in this workspace, or was deleted" : "";
    findings.add(finding);
  }
  findings.print_and_stop_on_errors(false);
}

}  // namespace

void check_offline(std::vector<Campaigned>& manifests, const Options& options) {
  check_jobs(manifests, {}, options.input.strict);
}

Checked check_designs(std::vector<Campaigned>& manifests, const Options& options, Session* session) {
  Checked checked;
  if (session == nullptr || options.run.skip_preflight) return checked;
  app::DesignReadings read =
      session->await(app::read_designs(designs_of(manifests), session->run_options(), session->deps()));
  checked.calls = read.calls;
  if (read.stop != app::Stop::none) {
    checked.stopped = code_of(read.stop, session->signal());
    checked.reason = read.reason;
    return checked;
  }
  refuse_unusable(read);
  for (Design& design : read.designs) {
    const DesignId id = design.id;
    checked.designs.emplace(id, std::move(design));
  }
  check_jobs(manifests, checked.designs, options.input.strict);
  return checked;
}

}  // namespace pressrun::cli
