#include "pressrun/app/run.hpp"

#include "app/runner.hpp"

namespace pressrun::app {

asio::awaitable<RunOutcome> run(std::vector<Campaign> campaigns, RunOptions options, Deps deps) {
  Runner runner{std::move(campaigns), std::move(options), std::move(deps)};
  co_return co_await runner.run();
}

}  // namespace pressrun::app
