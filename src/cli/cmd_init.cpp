#include "cli/command_table.hpp"
#include "pressrun/authoring/starter.hpp"
#include "pressrun/domain/text.hpp"
#include "wiring/authored.hpp"
#include "wiring/failure.hpp"

#include <iostream>

namespace pressrun::cli {

ExitCode cmd_init(Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.authoring.design.empty())
    throw CommandFailed(
        ExitCode::usage,
        "no design named\n  pressrun init DESIGN [-o FILE], with its id or name: pressrun designs "
        "lists them");
  refuse_overwriting(options);
  const ExitCode code =
      deliver(options, authoring::starter_manifest(read_named_design(invocation), options.authoring.all));
  const bool to_file = !options.authoring.file.empty() && options.authoring.file != "-";
  if (to_file && !options.output.quiet)
    std::cerr << "written; check it with: pressrun plan " << (options.input.simulate ? "--simulate " : "")
              << printable(options.authoring.file) << "\n";
  return code;
}

}  // namespace pressrun::cli
