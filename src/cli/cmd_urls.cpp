// pressrun urls: an address a job and format that renders when it is opened.
#include "cli/preflight.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/app/image_urls.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "wiring/failure.hpp"
#include "wiring/targets.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace pressrun::cli {
namespace {

const std::string& target_of(const Options& options) { return options.authoring.file; }
bool is_to_file(const Options& options) { return target_of(options) != "-"; }

std::string counted(std::uint64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

void refuse_target(const Invocation& invocation) {
  const std::string& target = target_of(invocation.options);
  if (target.empty())
    throw CommandFailed(ExitCode::usage, "say where to with -o FILE.csv; - is standard output");
  if (!is_to_file(invocation.options)) return;
  if (!target.ends_with(".csv"))
    throw CommandFailed(ExitCode::usage, "'" + printable(target) + "': URLs are written as .csv");
  refuse_precious_targets(invocation.options, {target}, invocation.manifests, invocation.sources);
  if (const std::error_code error = io::DiskFiles{}.can_replace(target))
    throw CommandFailed(ExitCode::journal_or_results,
                        "'" + printable(target) + "' cannot be written: " + error.message());
}

/// Whoever opens one of them pays from this account.
void confirm(const Invocation& invocation, const app::UrlCheck& check) {
  if (invocation.options.run.yes) return;
  const std::string what = counted(check.urls(), "URL") + " of " + counted(check.designs().size(), "design");
  const std::string cost = "each renders, and costs credits, when it is first opened, whoever opens it";
  const Person::Answer answer = invocation.person.ask(what + ": " + cost + ". Make them?");
  if (answer == Person::Answer::no) throw app::Declined(app::Reason::not_confirmed, "nothing was made");
  if (answer == Person::Answer::absent)
    throw app::Declined(app::Reason::not_confirmed, what + ": " + cost + "; -y says that this is meant");
}

void refuse_incomplete(const app::DynamicImages& images, const Session& session) {
  if (images.stop != app::Stop::none)
    throw CommandFailed(code_of(images.stop, session.signal()),
                        printable(images.reason) + "; no URL was written: the same command goes on");
  if (images.refused.empty()) return;
  std::string text = "the API makes no dynamic image:";
  bool is_plan = false;
  for (const auto& [design, failure] : images.refused) {
    text += "\n  design " + printable(design.text) + ": " + printable(failure.message);
    is_plan = is_plan || failure.id == "feature_not_in_plan";
  }
  throw CommandFailed(is_plan ? ExitCode::account : ExitCode::other_error, text);
}

app::WrittenUrls write(const Options& options, app::ManifestJobs& jobs, const app::Ground& ground,
                       const app::DynamicImages& images) {
  app::WrittenUrls written;
  const auto into = [&](std::ostream& out) {
    written = app::write_urls(jobs, ground.workspace, images, out);
  };
  if (!is_to_file(options)) {
    into(std::cout);
    std::cout.flush();
  } else if (const std::error_code error =
                 io::DiskFiles{}.replace(target_of(options), into, Readers::owner)) {
    throw CommandFailed(ExitCode::journal_or_results,
                        "'" + printable(target_of(options)) + "' was not written: " + error.message());
  }
  return written;
}

/// What a person has to know of the mode that they are in.
void tell_of_mode(const Invocation& invocation, const app::DynamicImages& images) {
  const UrlOptions& asked = invocation.options.urls;
  if (invocation.options.input.simulate)
    invocation.person.warn("the addresses are of a simulator that ends with this command");
  const auto old = std::ranges::count_if(images.made, [](const auto& one) { return one.second.was_there; });
  if (old > 0 && (asked.production || asked.limit_visitors))
    invocation.person.warn(
        counted(static_cast<std::uint64_t>(old), "dynamic image") +
        " had been made before: the API does not say whether the mode that is asked for now "
        "holds for them; see the design in the dashboard");
  if (!asked.production)
    invocation.person.warn(
        "test mode: at most 10 openings a second of each image, and every variant is saved in the workspace; "
        "--production for what goes out");
}

ExitCode conclude(const Invocation& invocation, const app::WrittenUrls& written) {
  for (const auto& [design, format] : written.without)
    std::cerr << "pressrun: '" << printable(design) << "' has no address for the format '"
              << printable(format) << "'\n";
  const Options& options = invocation.options;
  if (!options.output.quiet)
    std::cerr << counted(written.count, "URL")
              << (is_to_file(options) ? " in " + printable(target_of(options)) : std::string{}) << "\n";
  if (!std::cout) return ExitCode::journal_or_results;
  return written.without.empty() ? ExitCode::success : ExitCode::some_failed;
}

}  // namespace

ExitCode cmd_urls(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_target(invocation);
  if (invocation.manifests.empty()) print_and_stop_on_errors(invocation);
  const auto session = open_session(invocation);
  const app::Ground ground = read_workspace(invocation, session.get(), false);
  if (ground.stop != app::Stop::none) return conclude_stopped(invocation, ground, session->signal());
  app::ManifestJobs jobs{*invocation.manifests.front().manifest, ground.workspace};
  app::UrlCheck check{ground.workspace, invocation.findings};
  jobs.check(invocation.findings, [&](Job&& job) { check.look(jobs.latest(), job); });
  print_and_stop_on_errors(invocation);
  refuse_target(invocation);  // now all rows have been read
  confirm(invocation, check);
  const app::DynamicImages images = session->await(
      app::make_dynamic_images(check.designs(), {options.urls.production, options.urls.limit_visitors},
                               session->run_options(), session->deps()));
  refuse_incomplete(images, *session);
  const app::WrittenUrls written = write(options, jobs, ground, images);
  tell_of_mode(invocation, images);
  return conclude(invocation, written);
}

}  // namespace pressrun::cli
