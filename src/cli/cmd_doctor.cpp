#include "cli/command_table.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/journal_maintenance.hpp"
#include "wiring/disk_sources.hpp"
#include "wiring/doctor_checks.hpp"
#include "wiring/failure.hpp"
#include "wiring/run_notices.hpp"
#include "wiring/session.hpp"
#include "wiring/told_exception.hpp"

#include <filesystem>
#include <iostream>

namespace pressrun::cli {
namespace {

namespace fs = std::filesystem;

/// Prints a line each, and remembers the codes.
class DoctorPage {
 public:
  void add(const DoctorLine& line) {
    const char* mark = line.code == ExitCode::success ? (line.advice.empty() ? "good" : "note") : "BAD ";
    std::cout << mark << "  " << line.what << ": " << printable(line.text) << "\n";
    if (!line.advice.empty()) std::cout << "      " << printable(line.advice) << "\n";
    codes_.push_back(line.code);
  }
  [[nodiscard]] ExitCode code() const { return most_urgent(codes_); }

 private:
  std::vector<ExitCode> codes_;
};

void check_service(Invocation& invocation, DoctorPage& page) {
  try {
    Session session{invocation.options, invocation.environment};
    page.add({"API key", "there", {}, ExitCode::success});
    const Duration timeout = invocation.options.run.policy.http_timeout;
    for (const DoctorLine& line :
         lines_of(session.await(app::check_service(session.deps(), timeout)), session.caller().origin))
      page.add(line);
  } catch (const CommandFailed& failure) {
    const bool key = failure.code == ExitCode::key;
    page.add({key ? "API key" : "address", failure.what(),
              key ? "" : "mend --base-url, --ca-file or the proxy", failure.code});
  }
}

void check_journal(const app::LoadedCampaign& one, Invocation& invocation, DoctorPage& page) {
  std::error_code error;
  if (!fs::exists(one.journal, error)) {
    page.add({"journal of " + printable(one.named), "there is none yet", "the first run makes it",
              ExitCode::success});
    return;
  }
  try {
    const io::JournalFindings found = io::check_journal(one.journal);
    app::warn_of_lost_journal(one, invocation.journals, invocation.person);
    const bool sound = found.sound();
    page.add({"journal of " + printable(one.named), sound ? "sound" : "damaged",
              sound ? "" : "see 'pressrun journal check " + one.suggested + "'",
              sound ? ExitCode::success : ExitCode::journal_or_results});
  } catch (const JournalError& failed) {
    page.add({"journal of " + printable(one.named), failed.what(),
              "may this user read it? Run as who runs the nights", ExitCode::journal_or_results});
  }
}

void check_places(const app::LoadedCampaign& one, DoctorPage& page) {
  io::DiskFiles files;
  const std::error_code error = files.can_replace(one.results);
  page.add({"results of " + printable(one.named), error ? error.message() : "can be written",
            error ? "mend '" + one.results.string() + "', or say -o" : "",
            error ? ExitCode::journal_or_results : ExitCode::success});
  std::error_code unknown;
  fs::path folder = one.place.parent_path();
  while (!folder.empty() && !fs::exists(folder, unknown) && folder != folder.parent_path())
    folder = folder.parent_path();
  const fs::space_info space = fs::space(folder.empty() ? fs::path{"."} : folder, unknown);
  if (!unknown) page.add(disk_line(one.named, space.available));
}

void check_manifest(const app::LoadedCampaign& one, Invocation& invocation, DoctorPage& page) {
  check_journal(one, invocation, page);
  check_places(one, page);
  if (!one.manifest->sinks()) return;
  const std::string refusal = notify_refusal(one.named);
  page.add({"notify of " + printable(one.named), refusal.empty() ? "is heeded" : "is not heeded: " + refusal,
            refusal.empty() ? "" : "who may write the manifest could start programs in your name",
            refusal.empty() ? ExitCode::success : ExitCode::usage});
}

void check_manifests(Invocation& invocation, DoctorPage& page) {
  if (invocation.options.input.manifests.empty()) return;
  DiskSources sources{invocation.environment};
  try {
    LoadedManifests loaded = load_manifests(invocation.options, sources, invocation.findings);
    std::cout.flush();
    print_findings(invocation);
    if (invocation.findings.has_errors())
      page.add({"manifests", "have mistakes", "see above, or 'pressrun plan'", ExitCode::usage});
    for (const app::LoadedCampaign& one : loaded.campaigns) check_manifest(one, invocation, page);
  } catch (const std::exception&) {
    const ToldException told = told_exception();
    page.add({"manifests", told.text, "", told.code});
  }
}

}  // namespace

ExitCode cmd_doctor(Invocation& invocation) {
  DoctorPage page;
  check_service(invocation, page);
  page.add(proxy_line(invocation.environment));
  page.add(zone_line(invocation.environment));
  check_manifests(invocation, page);
  std::cout.flush();
  return page.code();
}

}  // namespace pressrun::cli
