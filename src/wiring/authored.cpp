#include "wiring/authored.hpp"

#include "pressrun/api/names.hpp"
#include "pressrun/app/workspace_reading.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "wiring/failure.hpp"
#include "wiring/session.hpp"

#include <filesystem>
#include <iostream>
#include <optional>
#include <variant>

namespace pressrun::wiring {
namespace {

bool to_file(const usage::Options& options) {
  return !options.authoring.file.empty() && options.authoring.file != "-";
}

[[noreturn]] void refuse(const std::string& id, const Failure& failure) {
  const bool gone = failure.id == "template_not_found" || failure.id == "endpoint_not_found";
  throw CommandFailed(gone ? usage::ExitCode::not_found : usage::ExitCode::other_error,
                      "the design '" + printable(id) + "' cannot be used: " + printable(failure.message) +
                          (gone ? "\n  it is not in this workspace, or was deleted" : ""));
}

/// Finds what the user's word stands for, once the designs are listed.
class NameSearch {
 public:
  explicit NameSearch(const std::string& named) : named_(named) {}

  /// The design, or none. An id is its own answer.
  std::vector<DesignId> among(const std::vector<ListedDesign>& listing) {
    if (usage::is_uuid(named_)) return {DesignId{named_}};
    auto found = api::DesignNames{listing}.find(named_, "");
    if (const auto* id = std::get_if<DesignId>(&found)) return {*id};
    if (auto* unknown = std::get_if<api::UnknownName>(&found)) unknown_ = std::move(*unknown);
    if (auto* several = std::get_if<api::AmbiguousName>(&found)) several_ = std::move(*several);
    return {};
  }

  void refuse_unfound() const {
    if (unknown_) {
      throw CommandFailed(usage::ExitCode::not_found, "there is no design named '" + printable(named_) +
                                                          "'; " + printable(unknown_->hint));
    }
    if (!several_) return;
    std::string text = "several designs are named '" + printable(named_) + "': give the id of one";
    for (const std::string& candidate : several_->candidates) text += "\n  " + printable(candidate);
    throw CommandFailed(usage::ExitCode::usage, text);
  }

 private:
  const std::string& named_;
  std::optional<api::UnknownName> unknown_;
  std::optional<api::AmbiguousName> several_;
};

}  // namespace

void refuse_overwriting(const usage::Options& options) {
  if (!to_file(options) || options.run.yes) return;
  std::error_code error;
  if (std::filesystem::exists(options.authoring.file, error))
    throw CommandFailed(usage::ExitCode::usage,
                        "'" + printable(options.authoring.file) + "' is there already; -y replaces it");
}

Design read_named_design(const Invocation& invocation) {
  const std::string& named = invocation.options.authoring.design;
  Session session{invocation.options, invocation.environment};
  NameSearch search{named};
  app::WorkspaceQuestions request;
  request.by_name = !usage::is_uuid(named);
  request.wanted = [&search](const std::vector<ListedDesign>& listing) { return search.among(listing); };
  app::WorkspaceReading reading =
      session.await(app::ask_workspace(std::move(request), session.run_options(), session.deps()));
  if (reading.stop != app::Stop::none)
    throw CommandFailed(usage::code_of(reading.stop, session.signal()), printable(reading.reason));
  if (reading.refusal)
    throw CommandFailed(usage::ExitCode::other_error,
                        "the API does not list the designs: " + printable(reading.refusal->message));
  search.refuse_unfound();
  if (!reading.unusable.empty()) refuse(named, reading.unusable.front().second);
  if (reading.designs.empty())
    throw CommandFailed(usage::ExitCode::other_error, "the API told nothing of the design");
  return std::move(reading.designs.front());
}

usage::ExitCode deliver(const usage::Options& options, const std::string& text) {
  const auto write = [&text](std::ostream& out) { out << text; };
  if (!to_file(options)) {
    write(std::cout);
    std::cout.flush();
    return std::cout ? usage::ExitCode::success : usage::ExitCode::other_error;
  }
  if (const std::error_code error = io::DiskFiles{}.replace(options.authoring.file, write, Readers::umask)) {
    throw CommandFailed(usage::ExitCode::other_error,
                        "cannot write '" + printable(options.authoring.file) + "': " + error.message());
  }
  return usage::ExitCode::success;
}

}  // namespace pressrun::wiring
