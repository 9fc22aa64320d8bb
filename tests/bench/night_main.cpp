// One night in virtual time: the real run, scheduler and all, against the simulator's model, as JSON.
#include "simulation/world.hpp"
#include "support/virtual_clock.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

using namespace pressrun;

namespace {

struct Wanted {
  std::string scenario;
  std::size_t jobs = 200;
  std::size_t nights = 1;
  std::uint64_t seed = 1;
  unsigned jitter_ms = 1;
};

simulator::Scenario read_scenario(const std::string& file) {
  std::ifstream stream{file};
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error("cannot read " + file);
  auto read = simulator::load_scenario(text.str(), file);
  if (const auto* findings = std::get_if<Diagnostics>(&read))
    throw std::runtime_error(file + ": " + findings->items.front().message);
  return std::move(std::get<simulator::Scenario>(read));
}

/// The moment at which every world begins, as its timeline counts.
std::int64_t start_ms() {
  boost::asio::io_context nobody;
  const WallTime start = test::VirtualClock{nobody}.wall_now();
  return std::chrono::duration_cast<std::chrono::milliseconds>(start.time_since_epoch()).count();
}

/// One night, and what it knows then about rendering times.
app::RenderMemory play(const Wanted& wanted, std::size_t night, const app::RenderMemory& known) {
  test::WorldPlan plan;
  plan.seed = wanted.seed + 1'000 * night;
  plan.jobs = wanted.jobs;
  plan.one_design = true;
  plan.scenario = read_scenario(wanted.scenario);
  plan.render_memory = known;
  plan.jitter = std::chrono::milliseconds{wanted.jitter_ms};
  plan.audited = false;
  plan.own_designs = false;
  plan.preflight = false;
  test::World world{std::move(plan)};
  const app::RunOutcome outcome = world.play();
  const double seconds = std::chrono::duration<double>(world.last_took()).count();
  std::cout << R"({"night":)" << night << R"(,"seed":)" << wanted.seed << R"(,"began_ms":)" << start_ms()
            << R"(,"seconds":)" << seconds << R"(,"ended_by_itself":)"
            << (outcome.stops.empty() ? "true" : "false") << R"(,"in_doubt":)" << outcome.in_doubt
            << R"(,"failed":)" << outcome.failed << R"(,"stats":)" << world.model().stats_json()
            << R"(,"timeline":)" << world.model().timeline_json() << "}\n";
  return outcome.render_memory;
}

}  // namespace

int main(int count, char** words) {
  Wanted wanted;
  CLI::App app{"a night in virtual time, as a line of JSON for each"};
  app.add_option("scenario", wanted.scenario, "as for `pressrun simulate`")->required();
  app.add_option("--jobs", wanted.jobs);
  app.add_option("--nights", wanted.nights, "each knows what those before it have learned");
  app.add_option("--seed", wanted.seed);
  app.add_option("--jitter-ms", wanted.jitter_ms, "at most, of each way");
  CLI11_PARSE(app, count, words);
  try {
    app::RenderMemory known;
    for (std::size_t night = 0; night < wanted.nights; ++night) known = play(wanted, night, known);
    return 0;
  } catch (const std::exception& failed) {
    std::cerr << "bench_night: " << failed.what() << "\n";
    return 1;
  }
}
