#include "cli/local_simulator.hpp"

#include "cli/disk_sources.hpp"
#include "cli/failure.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/asio/post.hpp>

#include <random>

namespace pressrun::cli {
namespace {

simulator::Scenario scenario_of(const std::string& file) {
  if (file.empty()) return simulator::default_scenario();
  const auto text = read_small_file(file);
  if (!text) throw CommandFailed(ExitCode::usage, "the scenario '" + printable(file) + "' cannot be read");
  auto read = simulator::load_scenario(*text, file);
  if (auto* scenario = std::get_if<simulator::Scenario>(&read)) return std::move(*scenario);
  app::FindingSet findings;
  findings.add(std::get<Diagnostics>(read));
  print_and_stop_on_errors(findings, true);
  throw CommandFailed(ExitCode::usage, "the scenario '" + printable(file) + "' cannot be used");
}

}  // namespace

LocalSimulator::LocalSimulator(simulator::Scenario scenario)
    : signing_secret_(scenario.webhooks.secret),
      server_(context_, std::move(scenario), simulator::ServerOptions{}),
      base_url_(server_.base_url()),
      thread_([this] { context_.run(); }) {}

LocalSimulator::~LocalSimulator() {
  boost::asio::post(context_, [this] { server_.stop(); });
  thread_.join();
}

simulator::Scenario read_scenario(const std::string& file) {
  // A journal may know the ids that it gave the last time: as of another request they would be taken for
  // none.
  std::random_device random;
  simulator::Scenario scenario = scenario_of(file);
  scenario.id_seed = random() | std::uint64_t{random()} << 32U;
  return scenario;
}

}  // namespace pressrun::cli
