#include "pressrun/domain/text.hpp"
#include "pressrun/simulator/server.hpp"
#include "simulator/program/command_line.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <random>
#include <unistd.h>

namespace {

namespace asio = boost::asio;
using namespace pressrun;
using namespace pressrun::simulator;

constexpr int other_error = 1;
constexpr int usage = 2;
constexpr std::size_t longest_scenario = 4U << 20U;

std::optional<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(longest_scenario + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  if (in.bad() || !in.eof() || text.size() > longest_scenario) return std::nullopt;
  return text;
}

/// Nothing where it cannot be used: then it has been said why.
std::optional<Scenario> scenario_of(const std::string& file) {
  if (file.empty()) return default_scenario();
  const auto text = text_of(file);
  if (!text) {
    std::cerr << "pressrun: the scenario '" << printable(file) << "' cannot be read\n";
    return std::nullopt;
  }
  auto read = load_scenario(*text, file);
  if (auto* scenario = std::get_if<Scenario>(&read)) return std::move(*scenario);
  for (const Diagnostic& finding : std::get<Diagnostics>(read).items) std::cerr << render(finding);
  std::cerr << "pressrun: the scenario '" << printable(file) << "' cannot be used\n";
  return std::nullopt;
}

/// Stops the server when nothing holds the other end of standard input any more: whoever started it has
/// ended, by whatever cause.
class OtherEnd {
 public:
  OtherEnd(asio::io_context& context, Server& server)
      : input_(context, ::dup(STDIN_FILENO)), server_(server) {
    read();
  }

 private:
  void read() {
    input_.async_read_some(asio::buffer(bytes_), [this](const boost::system::error_code& error, std::size_t) {
      if (error) {
        server_.stop();
      } else {
        read();
      }
    });
  }

  asio::posix::stream_descriptor input_;
  Server& server_;
  std::array<char, 64> bytes_{};
};

void serve(Scenario scenario, const ProgramOptions& options) {
  asio::io_context context{1};
  ServerOptions how;
  how.port = options.port;
  Server server{context, std::move(scenario), how};
  asio::signal_set signals{context};
  std::optional<OtherEnd> other_end;
  if (options.beside) {
    // Ctrl-C reaches every process of the terminal: the run that drains still needs its answers.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
    other_end.emplace(context, server);
  } else {
    signals.add(SIGINT);
    signals.add(SIGTERM);
    signals.async_wait([&server](const boost::system::error_code&, int) { server.stop(); });
  }
  std::cout << "simulating the API at " << server.base_url()
            << std::endl;  // whoever started us waits for this line
  context.run();
  if (!options.quiet) std::cerr << server.stats_json() << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const ProgramCall call = read_program_call({argv + 1, argv + argc});
  if (call.ends_with >= 0) return call.ends_with;
  try {
    auto scenario = scenario_of(call.options.scenario);
    if (!scenario) return usage;
    // A journal may know the ids that were given the last time: as of another request they would be taken for
    // none.
    std::random_device random;
    scenario->id_seed = random() | std::uint64_t{random()} << 32U;
    if (!call.options.signing_secret.empty()) scenario->webhooks.secret = call.options.signing_secret;
    serve(std::move(*scenario), call.options);
    return 0;
  } catch (const boost::system::system_error& error) {
    std::cerr << "pressrun: the simulator cannot listen on port " << call.options.port << ": "
              << error.code().message() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "pressrun: the simulator: " << error.what() << "\n";
  }
  return other_error;
}
