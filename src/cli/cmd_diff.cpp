#include "cli/command_table.hpp"
#include "cli/listing.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/run_diff.hpp"
#include "pressrun/report/json_text.hpp"
#include "pressrun/views/diff_text.hpp"

#include <string>
#include <vector>

namespace pressrun::cli {

ExitCode cmd_diff(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const std::vector<std::string>& runs = options.listing.runs;
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  const app::RunDiff diff =
      app::run_diff(one, runs.front(), runs.size() > 1 ? runs.back() : "", invocation.journals);
  if (options.output.json) {
    std::string line;
    report::append_json(line, views::diff_json(diff));
    print(line + "\n");
  } else {
    print(views::diff_text(diff, options.output.verbose > 0));
  }
  return ExitCode::success;
}

}  // namespace pressrun::cli
