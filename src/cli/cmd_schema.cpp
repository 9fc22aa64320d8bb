#include "cli/command_table.hpp"
#include "pressrun/authoring/schema.hpp"
#include "wiring/authored.hpp"

namespace pressrun::cli {

ExitCode cmd_schema(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_overwriting(options);
  if (options.authoring.design.empty()) return deliver(options, authoring::manifest_schema());
  return deliver(options, authoring::manifest_schema_of(read_named_design(invocation)));
}

}  // namespace pressrun::cli
