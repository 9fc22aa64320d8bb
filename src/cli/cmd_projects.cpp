#include "cli/listing.hpp"

namespace pressrun::cli {

ExitCode cmd_projects(Invocation& invocation) {
  Session session{invocation.options, invocation.environment};
  auto projects =
      items_of(session.await(app::read_projects(session.run_options(), session.deps())), "projects", session);
  const std::size_t all = projects.size();
  return show(invocation, std::move(projects), all, "projects");
}

}  // namespace pressrun::cli
