#include "cli/command_table.hpp"
#include "cli/failure.hpp"
#include "cli/local_simulator.hpp"

#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <iostream>

namespace pressrun::cli {
namespace {

simulator::ServerOptions server_options(const Options& options) {
  simulator::ServerOptions made;
  made.port = options.connection.port;
  return made;
}

}  // namespace

ExitCode cmd_simulate(Invocation& invocation) {
  boost::asio::io_context context{1};
  try {
    simulator::Server server{context, read_scenario(invocation.options.connection.scenario),
                             server_options(invocation.options)};
    boost::asio::signal_set signals{context, SIGINT, SIGTERM};
    signals.async_wait([&](const boost::system::error_code&, int) { server.stop(); });
    std::cout << "simulating the API at " << server.base_url()
              << std::endl;  // whoever started us waits for this line
    context.run();
    if (!invocation.options.output.quiet) std::cerr << server.stats_json() << "\n";
    return ExitCode::success;
  } catch (const boost::system::system_error& error) {
    throw CommandFailed(ExitCode::other_error, "the simulator cannot listen on port " +
                                                   std::to_string(invocation.options.connection.port) + ": " +
                                                   error.code().message());
  }
}

}  // namespace pressrun::cli
