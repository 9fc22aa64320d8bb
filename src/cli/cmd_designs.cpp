#include "cli/failure.hpp"
#include "cli/listing.hpp"
#include "cli/project_names.hpp"
#include "pressrun/api/file_types.hpp"

#include <algorithm>

namespace pressrun::cli {
namespace {

/// Asks the API for the projects only where no design is of the one that was named: it may have none yet.
std::vector<ListedDesign> of_project(const std::vector<ListedDesign>& designs, const std::string& wanted,
                                     Session& session) {
  std::vector<ListedDesign> found = designs_of(designs, wanted);
  if (!found.empty()) return found;
  const auto projects =
      items_of(session.await(app::read_projects(session.run_options(), session.deps())), "projects", session);
  if (const auto complaint = unknown_project(projects, wanted))
    throw CommandFailed(ExitCode::usage, *complaint);
  return found;
}

}  // namespace

ExitCode cmd_designs(Invocation& invocation) {
  const ListingOptions& only = invocation.options.listing;
  Session session{invocation.options, invocation.environment};
  auto designs =
      items_of(session.await(app::list_designs(session.run_options(), session.deps())), "designs", session);
  const std::size_t all = designs.size();
  if (!only.project.empty()) designs = of_project(designs, only.project, session);
  if (!only.type.empty())
    std::erase_if(designs,
                  [&](const ListedDesign& design) { return api::name_of(design.type) != only.type; });
  return show(invocation, std::move(designs), all, "designs");
}

}  // namespace pressrun::cli
