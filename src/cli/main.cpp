#include "cli/program.hpp"
#include "pressrun/io/standard_streams.hpp"
#include "wiring/environment.hpp"

#include <csignal>

int main(int argc, char** argv) {
  // A reader that went away is an error of the write, with a sentence, not a silent death.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow (ulimit -f) is told as a full disk is
  const std::vector<std::string> words(argv + 1, argv + argc);
  pressrun::io::StandardStreams streams;
  const int code = pressrun::cli::run_program(words, pressrun::wiring::Environment::of_process());
  return pressrun::cli::code_with_output(code, streams.finish());
}
