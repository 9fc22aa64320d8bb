#pragma once

#include "pressrun/app/run.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::test {

/// Answers by a script, and remembers what was asked.
class ScriptedTransport final : public Transport {
 public:
  asio::awaitable<HttpOutcome> send(HttpRequest request, Duration) override {
    asked.push_back(request.target);
    const std::size_t number = asked.size();
    if (delay > Duration{}) {
      co_await clock->sleep_until(clock->now() + delay);
      const auto state = co_await asio::this_coro::cancellation_state;
      if (state.cancelled() != asio::cancellation_type::none)
        throw boost::system::system_error(asio::error::operation_aborted);
    }
    co_return answer(request.target, number);
  }

  std::vector<std::string> asked;                                                    ///< targets, in order
  std::function<HttpOutcome(const std::string& target, std::size_t number)> answer;  ///< number: from 1
  /// How long each answer takes; needs the clock.
  Duration delay{};
  Clock* clock = nullptr;
};

class HeardProgress final : public Progress {
 public:
  void show(const ProgressReading&) override {}
  void say(const std::string& line) override { said.push_back(line); }
  void finish() override {}
  std::vector<std::string> said;
};

/// What a read needs, in virtual time. The order of the members is the order of dying, backwards.
struct Reads {
  ScriptedTransport transport;
  HeardProgress progress;
  app::Shutdown shutdown;
  app::RunOptions options;
  RateBudget budget{options.policy};
  asio::io_context context{1};
  VirtualClock clock{context};
  Instant began = clock.now();
  std::function<void(Duration since_start)> watch;  ///< looks on before each jump of the clock

  template <class Result>
  Result read(asio::awaitable<Result> (*work)(app::RunOptions, app::Deps)) {
    std::optional<Result> result;
    app::Deps deps{context.get_executor(), clock, transport, budget, progress, shutdown, "key", {}, {}};
    asio::co_spawn(context, work(options, deps), [&](const std::exception_ptr& error, Result value) {
      if (error) std::rethrow_exception(error);
      result.emplace(std::move(value));
    });
    clock.run([&] {
      if (watch) watch(elapsed());
      return false;
    });
    return std::move(result).value();
  }

  [[nodiscard]] Duration elapsed() const { return clock.now() - began; }
};

inline HttpOutcome reply(int status, std::string body, std::vector<HttpHeader> headers = {}) {
  return HttpResponse{status, std::move(headers), std::move(body)};
}

}  // namespace pressrun::test
