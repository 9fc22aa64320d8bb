#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pressrun::simulator {

/// What the program `pressrun-simulator` was asked for.
struct ProgramOptions {
  std::uint16_t port = 0;
  std::string scenario;        ///< file; empty: the bundled one
  bool quiet = false;          ///< no statistics at the end
  std::string signing_secret;  ///< of webhooks; empty: the scenario's
  bool beside = false;         ///< for as long as standard input is open, whatever signals come
};

struct ProgramCall {
  ProgramOptions options;
  int ends_with = -1;  ///< exit code where nothing is to be served: help was printed, or the words are wrong
};

/// Prints help, version and complaints. Errors: none.
ProgramCall read_program_call(std::vector<std::string> words);

}  // namespace pressrun::simulator
