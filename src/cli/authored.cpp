#include "cli/authored.hpp"

#include "cli/failure.hpp"
#include "cli/session.hpp"
#include "pressrun/app/survey.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"

#include <filesystem>
#include <iostream>

namespace pressrun::cli {
namespace {

bool to_file(const Options& options) {
  return !options.authoring.file.empty() && options.authoring.file != "-";
}

[[noreturn]] void refuse(const std::string& id, const Failure& failure) {
  const bool gone = failure.id == "template_not_found" || failure.id == "endpoint_not_found";
  throw CommandFailed(gone ? ExitCode::not_found : ExitCode::other_error,
                      "the design '" + id + "' cannot be used: " + printable(failure.message) +
                          (gone ? "\n  it is not in this workspace, or was deleted" : ""));
}

}  // namespace

void refuse_overwriting(const Options& options) {
  if (!to_file(options) || options.run.yes) return;
  std::error_code error;
  if (std::filesystem::exists(options.authoring.file, error))
    throw CommandFailed(ExitCode::usage,
                        "'" + printable(options.authoring.file) + "' is there already; -y replaces it");
}

Design read_named_design(const Invocation& invocation) {
  const std::string& id = invocation.options.authoring.design_id;
  if (!is_uuid(id)) throw CommandFailed(ExitCode::usage, "'" + printable(id) + "' is no design id (a UUID)");
  Session session{invocation.options, invocation.environment};
  app::SurveyRequest request;
  request.wanted = [&id](const std::vector<ListedDesign>&) { return std::vector{DesignId{id}}; };
  app::Survey survey = session.await(app::survey(std::move(request), session.run_options(), session.deps()));
  if (survey.stop != app::Stop::none)
    throw CommandFailed(code_of(survey.stop, session.signal()), printable(survey.reason));
  if (!survey.unusable.empty()) refuse(id, survey.unusable.front().second);
  if (survey.designs.empty())
    throw CommandFailed(ExitCode::other_error, "the API told nothing of the design");
  return std::move(survey.designs.front());
}

ExitCode deliver(const Options& options, const std::string& text) {
  const auto write = [&text](std::ostream& out) { out << text; };
  if (!to_file(options)) {
    write(std::cout);
    std::cout.flush();
    return std::cout ? ExitCode::success : ExitCode::other_error;
  }
  if (const std::error_code error = io::DiskFiles{}.replace(options.authoring.file, write, Readers::umask)) {
    throw CommandFailed(ExitCode::other_error,
                        "cannot write '" + printable(options.authoring.file) + "': " + error.message());
  }
  return ExitCode::success;
}

}  // namespace pressrun::cli
