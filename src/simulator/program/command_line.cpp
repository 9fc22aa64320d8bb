#include "simulator/program/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace pressrun::simulator {

ProgramCall read_program_call(std::vector<std::string> words) {
  constexpr int usage = 2;
  ProgramCall call;
  CLI::App app{
      "Serves the simulated API on 127.0.0.1; 'pressrun simulate' and 'pressrun run --simulate' start it."};
  app.name("pressrun-simulator");
  app.set_version_flag("--version", "pressrun-simulator " PRESSRUN_VERSION);
  app.add_option("--port", call.options.port, "port; 0: any free one");
  app.add_option("--scenario", call.options.scenario, "what is simulated (default: the bundled workspace)");
  app.add_flag("-q,--quiet", call.options.quiet, "no statistics at the end");
  app.add_flag("--beside", call.options.beside,
               "serve for as long as standard input is open, whatever signals come");
  app.add_option("--signing-secret", call.options.signing_secret,
                 "signs webhooks, in place of the scenario's secret");
  std::ranges::reverse(words);  // as the parser takes them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    call.ends_with = app.exit(error, std::cout, std::cerr) == 0 ? 0 : usage;
  }
  return call;
}

}  // namespace pressrun::simulator
